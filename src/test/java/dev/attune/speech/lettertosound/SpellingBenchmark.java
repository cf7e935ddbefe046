package dev.attune.speech.lettertosound;

import dev.attune.speech.text.Lexicon;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Measures letter-to-sound on words of a lexicon that are kept aside: errors, and the time to learn and to guess. No test; started by hand with the
 * test classes and icu4j on the class path:
 *
 * <pre>java -cp ... dev.attune.speech.lettertosound.SpellingBenchmark lexicon.tsv [share kept aside, default 0.02]</pre>
 */
final class SpellingBenchmark {

    private static final long SEED = 1;
    private static final int GUESSED = 2000;

    private SpellingBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Lexicon lexicon = Lexicon.read(Path.of(arguments[0]));
        double share = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 0.02;
        System.out.println(SpellingScore.run(lexicon, share, SEED).sentence());

        long start = System.nanoTime();
        LetterToSound model = LetterToSound.train(lexicon);
        double learning = (System.nanoTime() - start) / 1e9;
        start = System.nanoTime();
        long guessed = lexicon.words().stream()
                .filter(LetterToSound::isSpelling)
                .limit(GUESSED)
                .mapToLong(word -> model.pronounce(word, 5).size())
                .filter(guesses -> guesses > 0)
                .count();
        double guessing = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "learnt %d words in %.1f s; guessed %d words at %.0f a second%n",
                lexicon.size(), learning, guessed, guessed / guessing);
    }
}
