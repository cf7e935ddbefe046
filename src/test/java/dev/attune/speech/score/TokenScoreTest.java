package dev.attune.speech.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenScoreTest {

    private static final TextNormalizer ENGLISH = TextNormalizer.forLocale("en-US");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = { // text | tokens
                "Gate 9 is open.                 | Gate 9 is open .",
                "\"Sit down!\" said Mira's uncle | \" Sit down ! \" said Mira's uncle",
                "It cost $1,250.75, not 3.       | It cost $1,250.75 , not 3 .",
                "At 9:30, a well-known cooks' table | At 9:30 , a well-known cooks' table",
                "'Down,' he said                 | ' Down , ' he said",
                "Well... no -- or yes--maybe     | Well ... no -- or yes -- maybe",
                "“Quotes” and – dash             | \" Quotes \" and - dash",
                "half (.5) is 50% & -3           | half ( .5 ) is 50% & -3",
                "e.g. at a.m. (why?!)            | e.g . at a.m . ( why ? ! )"
            })
    void cutsDisplayTextIntoTokens(String text, String tokens) {
        assertThat(DisplayTokens.of(text)).containsExactly(tokens.split(" "));
    }

    @Test
    void anEmptyTextHasNoTokens() {
        assertThat(DisplayTokens.of(" ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = { // reference | hypothesis | classes of the edits in their order
                "The gate is open. | the gate is open.        | CAPITALIZATION",
                "The gate is open. | The gate is open         | PUNCTUATION",
                "Open? Yes.        | Open. Yes.               | PUNCTUATION",
                "Gate 9            | Gate nine                | INVERSE_TEXT_NORMALIZATION",
                "Row 25 please     | Row twenty five please   | INVERSE_TEXT_NORMALIZATION,INVERSE_TEXT_NORMALIZATION",
                "in 1999           | in nineteen ninety nine  | INVERSE_TEXT_NORMALIZATION,INVERSE_TEXT_NORMALIZATION,INVERSE_TEXT_NORMALIZATION",
                "a well-known gate | a well known gate        | INVERSE_TEXT_NORMALIZATION,INVERSE_TEXT_NORMALIZATION",
                "the gate          | the date                 | LEXICAL",
                "the gate          | the                      | LEXICAL",
                "the               | the gate                 | LEXICAL",
                // The number is well said, the bread is not.
                "25 bread          | twenty five red          | INVERSE_TEXT_NORMALIZATION,INVERSE_TEXT_NORMALIZATION,LEXICAL",
                "gate *            | gate                     | OTHERS",
                "The gate, twice.  | the gate twice           | CAPITALIZATION,PUNCTUATION,PUNCTUATION"
            })
    void saysWhatAnErrorIsAbout(String reference, String hypothesis, String classes) {
        TokenScore score = TokenScore.of(reference, hypothesis, ENGLISH);

        assertThat(score.classes().keySet().stream()
                        .sorted()
                        .map(at -> score.classes().get(at).name())
                        .collect(Collectors.joining(",")))
                .isEqualTo(classes);
    }

    @Test
    void countsTokensAndSharesOfTheClasses() {
        TokenErrors errors = TokenScore.of("Move it to gate 9, now.", "move it to date nine now.", ENGLISH)
                .errors();

        assertThat(errors.tokens()).isEqualTo(new ErrorCounts(8, 4, 3, 1, 0));
        assertThat(errors.rate()).isEqualTo(0.5);
        assertThat(errors.edits())
                .containsExactly(
                        Map.entry(TokenErrorClass.CAPITALIZATION, 1),
                        Map.entry(TokenErrorClass.PUNCTUATION, 1),
                        Map.entry(TokenErrorClass.INVERSE_TEXT_NORMALIZATION, 1),
                        Map.entry(TokenErrorClass.LEXICAL, 1),
                        Map.entry(TokenErrorClass.OTHERS, 0));
        assertThat(errors.percentageOfAllEdits(TokenErrorClass.LEXICAL)).isEqualTo(25);
        assertThat(TokenErrors.NONE.percentageOfAllEdits(TokenErrorClass.LEXICAL))
                .isZero();
        assertThat(TokenErrors.NONE.rate()).isZero();
    }

    @Test
    void countsOfACorpusAreAddedBeforeTheyAreDivided() {
        TokenErrors sum = TokenScore.of("One.", "one.", ENGLISH)
                .errors()
                .plus(TokenScore.of("a b c d e f g h.", "a b c d e f g h.", ENGLISH)
                        .errors());

        assertThat(sum.rate()).isCloseTo(1 / 11.0, within(1e-12));
        assertThat(sum.edits()).containsEntry(TokenErrorClass.CAPITALIZATION, 1);
    }

    @Test
    void refusesClassesThatDoNotAddUp() {
        assertThatThrownBy(() -> new TokenErrors(new ErrorCounts(1, 0, 1, 0, 0), Map.of()))
                .hasMessage("edits must add up to the errors, 1; got 0");
    }

    @Test
    void everyEditHasOneClass() {
        List<String> words = List.of("Gate", "gate", "9", "nine", ",", "twenty", "20", "$5", "five", "dollars", ".");
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            String reference = text(words, random);
            String hypothesis = text(words, random);

            TokenErrors errors = TokenScore.of(reference, hypothesis, ENGLISH).errors();

            assertThat(errors.edits().values().stream().mapToInt(each -> each).sum())
                    .as("%s / %s", reference, hypothesis)
                    .isEqualTo(errors.tokens().errors());
            assertThat(TokenScore.of(reference, reference, ENGLISH).errors().rate())
                    .isZero();
        }
    }

    private static String text(List<String> words, Random random) {
        List<String> text = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.add(words.get(random.nextInt(words.size())));
        }
        return String.join(" ", text);
    }
}
