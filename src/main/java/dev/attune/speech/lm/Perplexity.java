package dev.attune.speech.lm;

import java.util.List;

/**
 * How well a model predicts a text, counted as KenLM's {@code query} does: every word and every {@code </s>} is a token; words outside the
 * vocabulary are scored as {@code <unk>} and counted apart. A value that grows by {@link #plus}.
 *
 * @param tokens words and sentence ends
 * @param outOfVocabulary words outside the vocabulary among them
 * @param logProb ln P of all tokens
 * @param knownLogProb ln P of the tokens in the vocabulary
 */
public record Perplexity(long tokens, long outOfVocabulary, double logProb, double knownLogProb) {

    public static final Perplexity NONE = new Perplexity(0, 0, 0, 0);

    /** Scores one sentence. */
    public static Perplexity of(LanguageModel model, List<String> sentence) {
        LmState context = model.start();
        double all = 0;
        double known = 0;
        long unknown = 0;
        for (String word : sentence) {
            int id = model.wordId(word);
            LanguageModel.Scored scored = model.next(context, id);
            context = scored.context();
            all += scored.logProb();
            if (id == Vocabulary.UNKNOWN_ID) {
                unknown++;
            } else {
                known += scored.logProb();
            }
        }
        double end = model.finish(context);
        return new Perplexity(sentence.size() + 1, unknown, all + end, known + end);
    }

    /** Scores a text of many sentences. */
    public static Perplexity of(LanguageModel model, Iterable<List<String>> sentences) {
        Perplexity sum = NONE;
        for (List<String> sentence : sentences) {
            sum = sum.plus(of(model, sentence));
        }
        return sum;
    }

    public Perplexity plus(Perplexity other) {
        return new Perplexity(
                tokens + other.tokens,
                outOfVocabulary + other.outOfVocabulary,
                logProb + other.logProb,
                knownLogProb + other.knownLogProb);
    }

    /** {@code query}'s "perplexity including OOVs"; NaN without tokens. */
    public double includingUnknown() {
        return Math.exp(-logProb / tokens);
    }

    /** {@code query}'s "perplexity excluding OOVs"; NaN if every token is unknown. */
    public double excludingUnknown() {
        return Math.exp(-knownLogProb / (tokens - outOfVocabulary));
    }
}
