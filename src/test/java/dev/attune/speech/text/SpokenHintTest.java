package dev.attune.speech.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpokenHintTest {

    private static final TextNormalizer ENGLISH = TextNormalizer.forLocale("en-US");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // line | place | as it is read | what to write
                "flight 009             | 009   | zero zero nine      | `oh oh nine` or as it is said",
                "a 3x5 card             | 3x5   | three x five        | `three by five`",
                "a 3.5 x 5 card         | 3.5 x 5 | three point five x five | `three point five by five`",
                "open 9-5               | 9-5   | nine five           | `nine to five`",
                "grade B- at school     | B-    | b                   | `B minus`",
                "a C+, then             | C+    | c                   | `C plus`",
                "the USB port           | USB   | usb                 | `U S B` where it is said letter by letter",
                "Chapter IV begins      | IV    | iv                  | the number in words",
                "an A320 lands          | A320  | a three hundred twenty | what is said, letters apart and numbers in words",
                "Rev. Lind              | Rev.  | rev                 | `Reverend`",
                "toys, e.g. cars        | e.g.  | eg                  | `for example`",
                "number #7              | #     | ''                  | what is said (number, hash or sharp)",
                "it is 50/50            | /     | ''                  | what is said (slash, over, of or by)",
                "salt&pepper            | &     | ''                  | what is said (and)",
                "two + two              | +     | ''                  | what is said (plus or and)"
            })
    void namesThePlaceWhatIsReadAndWhatToWrite(String line, String place, String reading, String remedy) {
        List<SpokenHint> hints = SpokenHint.of(ENGLISH, line);

        assertThat(hints.getFirst()).isEqualTo(new SpokenHint(place, reading, remedy.replace('`', '"')));
        assertThat(ENGLISH.normalize(place)).isEqualTo(reading);
    }

    /** What is read in one way only, and what is written as it is said. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Professor Lind",
                "Prof. Lind and Dr. Wu",
                "flight double oh nine",
                "NASA called NATO",
                "the U S B port",
                "at 9:05 on May 5th, 2020, in the 1990s",
                "on 2024-05-09 or 5/9/2024",
                "call 555-0123 or 1-800-555-0123",
                "it costs $3.05 or 5 % of 1,000,000",
                "run 5km at 7pm, 08:30 or 07 am",
                "OK, that's it - well - odd...",
                "the well-known tower at 0.5",
                "I am Mr. O'Neil's 2nd son",
                "go to {@place_1} with {@x5}",
                "THE USB PORT IS BROKEN",
                "the 100's and the '90s"
            })
    void isSilentAboutTheRest(String line) {
        assertThat(SpokenHint.of(ENGLISH, line)).isEmpty();
    }

    @Test
    void tellsOfEveryPlaceInTheOrderOfTheLine() {
        assertThat(SpokenHint.of(ENGLISH, "the FBI bought 3x5 of B- at 007"))
                .extracting(SpokenHint::place)
                .containsExactly("FBI", "3x5", "B-", "007");
        assertThat(SpokenHint.of(ENGLISH, "a 3x5 card").getFirst().sentence())
                .isEqualTo(
                        "\"3x5\" is read as \"three x five\"; if that is not what is said, write \"three by five\".");
        assertThat(SpokenHint.of(ENGLISH, "two + two").getFirst().sentence())
                .isEqualTo("\"+\" is not read; if that is not what is said, write what is said (plus or and).");
    }

    @Test
    void knowsOnlyEnglish() {
        assertThat(SpokenHint.of(TextNormalizer.forLocale("de-DE"), "der USB 3x5"))
                .isEmpty();
    }
}
