package dev.attune.speech.lettertosound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.text.Lexicon;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LetterToSoundTest {

    private static final String CONSONANTS = "bdfgklmnprstv";
    private static final String VOWELS = "aeiou";

    /** A language with rules: "sh" is one sound, "x" two, a final "e" none, and a "c" before "e" or "i" is an S, else a K. */
    private static String rule(String word) {
        List<String> phones = new ArrayList<>();
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            char next = i + 1 < word.length() ? word.charAt(i + 1) : '.';
            if (letter == 's' && next == 'h') {
                phones.add("SH");
                i++;
            } else if (letter == 'x') {
                phones.add("K");
                phones.add("S");
            } else if (letter == 'c') {
                phones.add(next == 'e' || next == 'i' ? "S" : "K");
            } else if (letter != 'e' || next != '.') {
                phones.add(VOWELS.indexOf(letter) >= 0 ? letter + "H" : Character.toString(letter));
            }
        }
        return String.join(" ", phones).toUpperCase(java.util.Locale.ROOT);
    }

    private final Lexicon lexicon = lexicon(1500, 1);
    private final LetterToSound model = LetterToSound.train(lexicon);

    @Test
    void learnsTheRulesOfSpelling() {
        int right = 0;
        int tried = 0;
        for (String word : lexicon(400, 2).words()) {
            if (!lexicon.contains(word)) {
                tried++;
                right += model.pronounce(word, 1).getFirst().phones().equals(rule(word)) ? 1 : 0;
            }
        }
        assertThat(tried).isGreaterThan(200);
        assertThat(right / (double) tried).isGreaterThan(0.93);
    }

    @Test
    void knowsTheContextOfALetter() {
        assertThat(model.pronounce("cat", 1).getFirst().phones()).isEqualTo("K AH T");
        assertThat(model.pronounce("citab", 1).getFirst().phones()).isEqualTo("S IH T AH B");
        assertThat(model.pronounce("shax", 1).getFirst().phones()).isEqualTo("SH AH K S");
        assertThat(model.pronounce("bame", 1).getFirst().phones()).isEqualTo("B AH M");
    }

    @Test
    void guessesAreSortedAndProbable() {
        List<LetterToSound.Guess> guesses = model.pronounce("cetoxa", 5);

        double sum = 0;
        double before = 1;
        for (LetterToSound.Guess guess : guesses) {
            assertThat(guess.probability()).isBetween(0.0, before);
            before = guess.probability();
            sum += guess.probability();
        }
        assertThat(guesses).hasSizeBetween(2, 5);
        assertThat(sum).isLessThanOrEqualTo(1 + 1e-9);
        assertThat(guesses.stream().map(LetterToSound.Guess::phones).distinct()).hasSameSizeAs(guesses);
    }

    @Test
    void hasNoGuessWithoutKnownLetters() {
        assertThat(model.pronounce("", 3)).isEmpty();
        assertThat(model.pronounce("ñandú", 3)).isEmpty();
        assertThat(model.pronounce("a".repeat(61), 3)).isEmpty();
    }

    @Test
    void readsWhatItWrote(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("letter-to-sound.bin");
        model.write(file);

        LetterToSound read = LetterToSound.read(file);

        for (String word : List.of("cat", "shoxe", "citamo", "prave")) {
            LetterToSound.Guess expected = model.pronounce(word, 1).getFirst();
            LetterToSound.Guess actual = read.pronounce(word, 1).getFirst();
            assertThat(actual.phones()).isEqualTo(expected.phones());
            assertThat(actual.probability()).isCloseTo(expected.probability(), within(0.05));
        }
    }

    @Test
    void givesTheSameModelForTheSameLexicon() {
        LetterToSound again = LetterToSound.train(lexicon(1500, 1));

        assertThat(again.pronounce("cetoxa", 5)).isEqualTo(model.pronounce("cetoxa", 5));
    }

    @Test
    void cannotLearnFromWhatIsNoSpelling() {
        Lexicon numbers = new Lexicon();
        numbers.add("3CPO", "TH R IY");

        assertThatThrownBy(() -> LetterToSound.train(numbers))
                .hasMessage("the lexicon has no word of letters to learn from");
    }

    private static Lexicon lexicon(int size, long seed) {
        Random random = new Random(seed);
        Lexicon lexicon = new Lexicon();
        for (int i = 0; i < size; i++) {
            StringBuilder word = new StringBuilder();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                int kind = random.nextInt(6);
                word.append(
                        kind == 0
                                ? "sh"
                                : kind == 1
                                        ? "c"
                                        : Character.toString(CONSONANTS.charAt(random.nextInt(CONSONANTS.length()))));
                word.append(VOWELS.charAt(random.nextInt(VOWELS.length())));
            }
            int end = random.nextInt(5);
            word.append(end == 0 ? "x" : end == 1 ? "te" : end == 2 ? "n" : end == 3 ? "me" : "b");
            lexicon.add(word.toString(), rule(word.toString()));
        }
        return lexicon;
    }
}
