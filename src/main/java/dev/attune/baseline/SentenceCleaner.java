package dev.attune.baseline;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Cuts passages into sentences of plain words: a-z, apostrophes inside or at the end of a word, one blank between words.
 *
 * <p>Sentences with digits, addresses or other signs that are read aloud in ways one cannot see are left out: there is enough text, and
 * numbers come from {@link PhraseMaker} in words.
 */
final class SentenceCleaner {

    private static final int MINIMUM_WORDS = 2;
    private static final int MAXIMUM_WORDS = 60;

    private static final Pattern ABBREVIATION =
            Pattern.compile("\\b(mr|mrs|ms|dr|st|jr|sr|prof|capt|col|gen|lt|rev|hon|vs|etc|e\\.g|i\\.e)\\.");
    private static final Pattern END =
            Pattern.compile("[.!?:;]+[\"')\\]]*(?=\\s|$)|\\s--+\\s|--+|\\s[-\u2013]\\s|\u2014|[()\\[\\]]");
    /** Single letters and letters without a vowel; but not those that an apostrophe joins to a word ("it's", "they'll"). */
    private static final Pattern UNSPEAKABLE = Pattern.compile(
            "[^a-z' ,\"-]|(?<![a-z]|[a-z]')[b-hj-np-z](?![a-z]|'[a-z])|(?<![a-z]|[a-z]')(?!(?:by|my|mr|mrs|dr|hm|hmm|shh|cry|dry|fly|fry|gym|hymn|lynx|myth|nymph|ply"
                    + "|pry|rhythm|shy|sky|sly|spy|spry|sty|thy|try|why|wry|tv|pm|ms|lynch|crypt|cyst|wryly|shyly|slyly|dryly|gypsy)"
                    + "\\b)[^aeiou' ,\"-]{2,}(?![a-z]|'[a-z])");

    private SentenceCleaner() {}

    static List<String> sentences(String passage) {
        String text = Normalizer.normalize(passage, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replace('\u2019', '\'')
                .replace('\u2018', '\'')
                .replaceAll("[\u201c\u201d`]", "\"")
                .replaceAll("[_*\\s]+", " ");
        text = ABBREVIATION.matcher(text).replaceAll("$1");
        List<String> sentences = new ArrayList<>();
        for (String part : END.split(text)) {
            if (UNSPEAKABLE.matcher(part).find()) {
                continue;
            }
            String sentence = words(part);
            int words = sentence.isEmpty() ? 0 : sentence.split(" ").length;
            if (words >= MINIMUM_WORDS && words <= MAXIMUM_WORDS) {
                sentences.add(sentence);
            }
        }
        return sentences;
    }

    private static String words(String part) {
        return part.replaceAll("[,\"-]", " ")
                .replaceAll("(?<![a-z])'+|'+(?![a-z])", " ")
                .replaceAll(" +", " ")
                .strip()
                .replaceAll("\\bmr\\b", "mister")
                .replaceAll("\\bdr\\b", "doctor")
                .replaceAll("\\bst\\b", "saint");
    }
}
