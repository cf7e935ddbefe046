package dev.attune.speech.lm;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Questions that tests ask of every language model. */
final class LmQueries {

    private LmQueries() {}

    /**
     * ln P of a word or {@code </s>}.
     *
     * @param context words between blanks; only {@code <s>} may come first; empty for no context
     */
    static double logProb(LanguageModel model, String context, String word) {
        LmState state = state(model, context);
        return word.equals(Vocabulary.END)
                ? model.finish(state)
                : model.next(state, model.wordId(word)).logProb();
    }

    static LmState state(LanguageModel model, String context) {
        LmState state = model.empty();
        for (String part : context.isEmpty() ? new String[0] : context.split(" ")) {
            state = part.equals(Vocabulary.START)
                    ? model.start()
                    : model.next(state, model.wordId(part)).context();
        }
        return state;
    }

    /** Sum over everything that may follow: all words, {@code <unk>} and {@code </s>}. */
    static double sum(LanguageModel model, String context) {
        LmState state = state(model, context);
        double sum = Math.exp(model.finish(state));
        for (int id = 0; id < model.vocabulary().size(); id++) {
            if (id != Vocabulary.START_ID && id != Vocabulary.END_ID) {
                sum += Math.exp(model.next(state, id).logProb());
            }
        }
        return sum;
    }

    /** A program in the search path, or null. */
    static @Nullable String program(String name) {
        for (String folder : System.getenv("PATH").split(java.io.File.pathSeparator)) {
            Path program = Path.of(folder, name);
            if (Files.isExecutable(program)) {
                return program.toString();
            }
        }
        return null;
    }
}
