package dev.attune.speech.modelimport;

import dev.attune.speech.corpus.Utterance;
import java.util.List;

/**
 * Recordings with transcripts to calibrate the confidence of an imported model with.
 *
 * @param name of the set, for people
 */
public record CalibrationData(String name, List<Utterance> utterances) {

    public CalibrationData {
        utterances = List.copyOf(utterances);
    }
}
