package dev.attune.speech.audio;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import dev.attune.speech.audio.AudioFormatException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** Decodes one file with FFmpeg's libraries to mono floats at the file's own rate. One object a file, used by one thread. */
final class FfmpegDecoder implements AutoCloseable {

    /**
     * Containers that only hold sound (or sound beside pictures). Playlists and the like stay out: they may name other files and
     * addresses, and a file that somebody uploads must not make us open those.
     */
    private static final String CONTAINERS = "wav,w64,aiff,au,caf,flac,mp3,ogg,aac,amr,mov,matroska,webm,asf,ac3,eac3";

    static {
        av_log_set_level(AV_LOG_QUIET);
    }

    private final String name;
    private final AVFormatContext container = new AVFormatContext(null);
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final AVChannelLayout mono = new AVChannelLayout();
    private @Nullable AVCodecContext codec;
    private SwrContext converter = new SwrContext(null);
    private FloatPointer converted = new FloatPointer(0);
    private String converterInput = "";
    private int sampleRateHz;
    private float[] samples = new float[1 << 16];
    private int count;

    private FfmpegDecoder(String name) {
        this.name = name;
        av_channel_layout_default(mono, 1);
    }

    /**
     * @param name how messages call the file
     * @throws AudioFormatException if there is no sound in it that can be decoded
     */
    static AudioClip decode(Path file, String name) throws IOException {
        try (FfmpegDecoder decoder = new FfmpegDecoder(name)) {
            int stream = decoder.open(file);
            decoder.run(stream);
            if (decoder.count == 0) {
                throw new AudioFormatException(Kind.EMPTY, name + ": no samples.");
            }
            return new AudioClip(Arrays.copyOf(decoder.samples, decoder.count), decoder.sampleRateHz);
        }
    }

    private int open(Path file) throws IOException {
        AVDictionary options = new AVDictionary(null);
        try {
            av_dict_set(options, "format_whitelist", CONTAINERS, 0);
            av_dict_set(options, "protocol_whitelist", "file", 0);
            check(avformat_open_input(container, "file:" + file.toAbsolutePath(), (AVInputFormat) null, options));
        } finally {
            av_dict_free(options);
        }
        check(avformat_find_stream_info(container, (PointerPointer<?>) null));
        AVCodec decoder = new AVCodec(null);
        int stream = av_find_best_stream(container, AVMEDIA_TYPE_AUDIO, -1, -1, decoder, 0);
        if (stream < 0) {
            throw new AudioFormatException(Kind.NOT_AUDIO, name + ": there is no sound in it.");
        }
        AVCodecContext context = avcodec_alloc_context3(decoder);
        codec = context;
        check(avcodec_parameters_to_context(context, container.streams(stream).codecpar()));
        context.thread_count(1);
        check(avcodec_open2(context, decoder, (PointerPointer<?>) null));
        return stream;
    }

    private void run(int stream) throws IOException {
        int read;
        while ((read = av_read_frame(container, packet)) >= 0) {
            if (packet.stream_index() == stream) {
                // A damaged packet is left out, as players do; a file of nothing else ends up empty.
                if (avcodec_send_packet(codec, packet) >= 0) {
                    receive();
                }
            }
            av_packet_unref(packet);
        }
        if (read != AVERROR_EOF) {
            check(read);
        }
        avcodec_send_packet(codec, null);
        receive();
    }

    private void receive() throws IOException {
        while (avcodec_receive_frame(codec, frame) >= 0) {
            append();
            av_frame_unref(frame);
        }
    }

    private void append() throws IOException {
        int length = frame.nb_samples();
        prepareConverter();
        if (converted.capacity() < length) {
            converted.close();
            converted = new FloatPointer(length);
        }
        int written;
        try (PointerPointer<?> out = new PointerPointer<>(new FloatPointer[] {converted})) {
            written = swr_convert(converter, out, length, frame.extended_data(), length);
        }
        check(written);
        if (count > Integer.MAX_VALUE - 16 - written) {
            throw new AudioFormatException(Kind.WRONG_CODING, name + ": too long to be read in one piece. Cut it.");
        }
        if (count + written > samples.length) {
            samples = Arrays.copyOf(samples, (int) Math.min(Integer.MAX_VALUE - 16, 2L * (count + written)));
        }
        converted.get(samples, count, written);
        count += written;
    }

    /** A stream may change its layout on the way; the converter follows, the rate must stay. */
    private void prepareConverter() throws IOException {
        String input = frame.format() + "/" + frame.ch_layout().nb_channels() + "/" + frame.sample_rate();
        if (input.equals(converterInput)) {
            return;
        }
        if (sampleRateHz != 0 && sampleRateHz != frame.sample_rate()) {
            throw new AudioFormatException(
                    Kind.WRONG_CODING,
                    "%s: the rate changes from %d to %d Hz. Convert it to WAV."
                            .formatted(name, sampleRateHz, frame.sample_rate()));
        }
        sampleRateHz = frame.sample_rate();
        swr_free(converter);
        converter = new SwrContext(null);
        check(swr_alloc_set_opts2(
                converter,
                mono,
                AV_SAMPLE_FMT_FLT,
                sampleRateHz,
                frame.ch_layout(),
                frame.format(),
                sampleRateHz,
                0,
                null));
        check(swr_init(converter));
        converterInput = input;
    }

    private void check(int result) throws AudioFormatException {
        if (result >= 0) {
            return;
        }
        byte[] text = new byte[256];
        try (BytePointer message = new BytePointer(text)) {
            av_strerror(result, message, text.length);
            message.get(text);
        }
        String all = new String(text, StandardCharsets.UTF_8);
        // The library ends its text with a zero and leaves the rest of the memory as it was.
        String cause = all.substring(0, Math.max(0, all.indexOf('\0')));
        throw new AudioFormatException(
                Kind.NOT_AUDIO,
                "%s: not a sound file we can read (%s). Convert it to 16-bit PCM WAV, mono.".formatted(name, cause));
    }

    @Override
    public void close() {
        converted.close();
        swr_free(converter);
        av_frame_free(frame);
        av_packet_free(packet);
        if (codec != null) {
            avcodec_free_context(codec);
        }
        avformat_close_input(container);
        mono.close();
    }
}
