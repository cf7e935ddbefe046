package dev.attune.speech.decode;

import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prefix beam search over CTC output through a lexicon. Maximises {@code ln P_ctc + lmWeight * ln P_lm + wordBonus * words}, where P_ctc sums over
 * all alignments of one pronunciation of each word, after the blank of every frame lost {@code blankPenalty}.
 *
 * <p>The token sequence of a reading is that of its words with at least one boundary token between two of them, any number before the first and
 * after the last; a boundary that the network missed costs {@link #MISSING_BOUNDARY}. Token sets without a boundary pay nothing.
 *
 * <p>Source: Hannun, Maas, Jurafsky and Ng, First-pass large vocabulary continuous speech recognition using bi-directional recurrent DNNs, 2014
 * (prefix search); look-ahead of the best unigram below a node as in Ortmanns, Ney and Eiden, Language-model look-ahead, ICSLP 1996.
 */
public final class BeamDecoder implements Decoder {

    /** ln of what a boundary costs that should stand between two words and does not. */
    static final double MISSING_BOUNDARY = -3;

    private static final int NO_BOUNDARY = -1;

    /** Which head of the network is read. */
    public enum Head {
        PHONES,
        LETTERS
    }

    private final WordTrees trees;
    private final @Nullable LanguageModel lm;
    private final Head head;
    private final TokenSet tokens;
    private final int boundary;
    private final BeamOptions options;
    private final ConfidenceModel confidence;
    private final List<Phrase> phrases;
    private final PhraseBoost boost;
    private final @Nullable GreedyDecoder spelling;

    private BeamDecoder(
            WordTrees trees,
            @Nullable LanguageModel lm,
            Head head,
            TokenSet tokens,
            BeamOptions options,
            ConfidenceModel confidence,
            List<Phrase> phrases,
            @Nullable GreedyDecoder spelling) {
        this.trees = trees;
        this.lm = lm;
        this.head = head;
        this.tokens = tokens;
        this.boundary = head == Head.LETTERS && tokens.hasSubwords()
                ? NO_BOUNDARY
                : boundary(tokens, head == Head.PHONES ? TokenSet.PHONE_BOUNDARY : TokenSet.LETTER_BOUNDARY);
        // Without someone who spells them, unknown words cannot be written.
        this.options = spelling == null ? options.withUnknownWordPenalty(0) : options;
        this.confidence = confidence;
        this.phrases = phrases;
        this.boost = PhraseBoost.of(phrases, trees, options.lmWeight());
        this.spelling = spelling;
    }

    /** A decoder that reads the phone head. */
    public static BeamDecoder phones(
            Lexicon lexicon, TokenSet phones, @Nullable LanguageModel lm, BeamOptions options) {
        return new BeamDecoder(
                new WordTrees(new LexiconTrie(lexicon, phones, lm), null),
                lm,
                Head.PHONES,
                phones,
                options,
                ConfidenceModel.uncalibrated(),
                List.of(),
                null);
    }

    /**
     * A decoder that reads the letter head. Of subwords the first token of a word marks its beginning, and nothing stands between two words.
     *
     * @param lexicon words with their letters or subwords, separated by one blank, in place of phones
     */
    public static BeamDecoder letters(
            Lexicon lexicon, TokenSet letters, @Nullable LanguageModel lm, BeamOptions options) {
        return new BeamDecoder(
                new WordTrees(new LexiconTrie(lexicon, letters, lm), null),
                lm,
                Head.LETTERS,
                letters,
                options,
                ConfidenceModel.uncalibrated(),
                List.of(),
                null);
    }

    private static int boundary(TokenSet tokens, String symbol) {
        return tokens.contains(symbol) ? tokens.id(symbol) : NO_BOUNDARY;
    }

    /** What it searches with. */
    public BeamOptions options() {
        return options;
    }

    /** The same with other options; shares everything that is large. */
    public BeamDecoder withOptions(BeamOptions other) {
        return new BeamDecoder(trees, lm, head, tokens, other, confidence, phrases, spelling);
    }

    /** The same with another estimate of how likely a word is right. */
    public BeamDecoder withConfidence(ConfidenceModel other) {
        return new BeamDecoder(trees, lm, head, tokens, options, other, phrases, spelling);
    }

    /**
     * The same for one request that expects certain phrases, in place of those that this one expects. Takes milliseconds.
     *
     * @param expected added to the score as {@link Phrase} says, wherever they occur
     * @param newWords pronunciations of the words of phrases that the lexicon lacks
     * @throws IllegalArgumentException if neither lexicon has a word of a phrase, naming the word
     */
    public BeamDecoder withPhrases(List<Phrase> expected, Lexicon newWords) {
        WordTrees more =
                new WordTrees(trees.main(), newWords.size() == 0 ? null : new LexiconTrie(newWords, tokens, lm));
        return new BeamDecoder(more, lm, head, tokens, options, confidence, List.copyOf(expected), spelling);
    }

    /**
     * The same, with words that are in no lexicon, if the options have a penalty for them: they take the best token of each frame, and are written as the
     * letter head spells these frames.
     *
     * @param letters tokens of the letter head
     */
    public BeamDecoder withSpelling(TokenSet letters, BeamOptions other) {
        return new BeamDecoder(trees, lm, head, tokens, other, confidence, phrases, new GreedyDecoder(letters));
    }

    /** True if the lexicon has the word. */
    public boolean knows(String word) {
        return trees.main().wordNumber(word) >= 0;
    }

    /**
     * @throws IllegalArgumentException if the output lacks the head that this decoder reads
     */
    @Override
    public List<Hypothesis> decode(AcousticOutput output) {
        LogProbMatrix matrix = head == Head.PHONES ? output.phones() : output.letters();
        if (matrix == null) {
            throw new IllegalArgumentException("the model has no " + head.name().toLowerCase(java.util.Locale.ROOT));
        }
        List<BeamSearch.Reading> readings = new BeamSearch(matrix, trees, lm, boundary, options, boost).run();
        return new Evidence(trees, output, matrix, boundary, spelling, confidence).hypotheses(readings);
    }
}
