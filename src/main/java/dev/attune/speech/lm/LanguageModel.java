package dev.attune.speech.lm;

/** An n-gram model over words. Immutable and thread-safe. Every score is a natural logarithm. */
public interface LanguageModel {

    /** Context after {@code <s>}. */
    LmState start();

    /** Context of which nothing is known: scores from it are those of single words. */
    LmState empty();

    /** Id of a word for {@link #next}; the id of {@code <unk>} for a word outside the vocabulary. */
    default int wordId(String word) {
        return vocabulary().id(word);
    }

    /** True if the word is in the vocabulary ({@code <unk>}, {@code <s>} and {@code </s>} are not words). */
    default boolean contains(String word) {
        return vocabulary().contains(word);
    }

    /** ln P(word | context), and the context that follows. */
    Scored next(LmState context, int wordId);

    /** ln P(&lt;/s&gt; | context). */
    double finish(LmState context);

    /** All words, with the ids that {@link #next} takes. */
    Vocabulary vocabulary();

    /** Highest n of the model's n-grams. */
    int order();

    record Scored(LmState context, double logProb) {}
}
