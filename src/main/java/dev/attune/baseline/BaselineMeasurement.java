package dev.attune.baseline;

import dev.attune.speech.Recognizer;
import dev.attune.speech.acoustic.AcousticModel;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.decode.BeamDecoder;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.decode.ConfidenceModel;
import dev.attune.speech.decode.Decoder;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.tune.DecoderSearch;
import dev.attune.speech.tune.HeardSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** One set of speech that was not trained on, as the network sees it: decoders can be tried on it without running the network again. */
final class BaselineMeasurement {

    private final List<HeardSet.Utterance> utterances = new ArrayList<>();

    void add(AcousticModel network, String reference, AudioClip clip) {
        utterances.add(
                new HeardSet.Utterance(String.valueOf(utterances.size()), reference, Recognizer.hear(network, clip)));
    }

    int utterances() {
        return utterances.size();
    }

    CorpusScore score(Decoder decoder) {
        return set().score(decoder);
    }

    /** The options with the fewest word errors that {@link DecoderSearch} finds. */
    BeamOptions tune(BeamDecoder decoder, BeamOptions start) {
        return DecoderSearch.search(set(), decoder.withOptions(start), 1, () -> false, soFar -> {})
                .best()
                .options();
    }

    /** References are as the network writes; nothing is normalised. */
    private HeardSet set() {
        return new HeardSet(utterances, UnaryOperator.identity());
    }

    /** What became of every recognised word. */
    List<ConfidenceModel.Outcome> outcomes(BeamDecoder decoder) {
        return set().outcomes(decoder);
    }
}
