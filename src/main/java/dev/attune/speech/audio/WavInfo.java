package dev.attune.speech.audio;

/**
 * What the header of a RIFF/WAVE file says, and how much of it is there.
 *
 * @param sampleRateHz samples per second and channel
 * @param channels number of channels
 * @param bitsPerSample size of one sample; 0 for some compressed codings
 * @param coding {@code "PCM"}, or another name such as {@code "IEEE float"} or {@code "coding 0x0031"}
 * @param frames complete sample frames (one sample a channel) that are in the file
 * @param declaredFrames frames the header promises, begun ones included; equal to {@code frames} in a whole or a streamed file
 */
public record WavInfo(
        int sampleRateHz, int channels, int bitsPerSample, String coding, long frames, long declaredFrames) {

    public boolean isPcm16() {
        return coding.equals("PCM") && bitsPerSample == 16;
    }

    /** Whether bytes are missing, or the sound ends inside a sample. */
    public boolean truncated() {
        return frames < declaredFrames;
    }

    public double durationSeconds() {
        return frames / (double) sampleRateHz;
    }
}
