package dev.attune.speech.train;

import dev.attune.speech.acoustic.AcousticModel;
import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.decode.Decoder;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.ErrorCounts;
import dev.attune.speech.score.Tokens;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Counts the words that a network gets wrong in utterances kept aside, decoded with lexicon and language model.
 *
 * @param decoder of the model that is being made
 * @param words of each utterance
 */
record WordMeter(Decoder decoder, Map<TrainingExample, List<String>> words) {

    /** Makes a meter when one is needed, which takes a language model. */
    @FunctionalInterface
    interface Source {
        WordMeter open() throws IOException;
    }

    ErrorCounts errors(AcousticModel network, List<NetworkScore.Reference> references) {
        ErrorCounts sum = ErrorCounts.NONE;
        for (NetworkScore.Reference reference : references) {
            AcousticOutput heard = network.evaluate(reference.features());
            String text = decoder.decode(heard).getFirst().text();
            // An entry of the lexicon may be several words.
            String said = String.join(" ", words.getOrDefault(reference.example(), List.of()));
            sum = sum.plus(Aligner.sclite()
                    .align(Tokens.words(said), Tokens.words(text))
                    .counts());
        }
        return sum;
    }
}
