package dev.attune.speech.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EquivalentFormsTest {

    @ParameterizedTest
    @CsvSource({
        "nineteen oh five, 1 9 0 5",
        "one thousand nine hundred and five, 1 9 0 5",
        "nineteen hundred five, 1 9 0 5",
        "1905, 1 9 0 5",
        "twenty one, 2 1",
        "two thousand and nineteen, 2 0 1 9",
        "twenty nineteen, 2 0 1 9",
        "a hundred, 1 0 0",
        "one hundred, 1 0 0",
        "hundred and one, 1 0 1",
        "one two three, 1 2 3",
        "one oh seven, 1 0 7",
        "two million three hundred thousand and six, 2 3 0 0 0 0 6",
        "twenty zero, 2 0 0",
        "ten five, 1 0 5",
        "two point seven five litres, 2 point 7 5 litres",
        "cats and one dog, cats and 1 dog",
        "one hundred and cats, 1 0 0 and cats",
        "oh well a cat, oh well a cat",
        "twenty first, 2 0 first",
        "zero zero seven, 0 0 7",
    })
    void numbersBecomeTheirDigits(String words, String digits) {
        assertThat(String.join(" ", EquivalentForms.of(Tokens.words(words), List.of())))
                .isEqualTo(digits);
    }

    @ParameterizedTest
    @CsvSource({
        "i don't know, i do not know",
        "we can't, we can not",
        "we cannot, we can not",
        "it won't, it will not",
        "they're here, they are here",
        "i've seen, i have seen",
        "i'm sure, i am sure",
        "she'll go, she will go",
        "it's been done, it has been done",
        "it's here, it is here",
        "he'd gone, he had gone",
        "he'd go, he would go",
        "let's go, let us go",
    })
    void contractionsEqualTheirFullForms(String contracted, String full) {
        CorpusScore score = score(contracted, full);

        assertThat(score.words().errors()).isPositive();
        assertThat(EquivalentForms.rescore(score, Aligner.sclite()).words().errors())
                .isZero();
        assertThat(EquivalentForms.rescore(score(full, contracted), Aligner.sclite())
                        .words()
                        .errors())
                .isZero();
        assertThat(EquivalentForms.rescore(score(contracted, contracted), Aligner.sclite())
                        .words()
                        .errors())
                .isZero();
    }

    @Test
    void whatIsWrongStaysWrong() {
        assertThat(errors("the cook's table", "the cook is table")).isEqualTo(2);
        assertThat(errors("he had gone", "he would gone")).isEqualTo(1);
        assertThat(errors("twenty one", "twenty two")).isEqualTo(1);
        assertThat(errors("i can go", "i can't go")).isEqualTo(1);
        assertThat(errors("", "oh")).isEqualTo(1);
        assertThat(errors("one", "")).isEqualTo(1);
    }

    private static int errors(String reference, String hypothesis) {
        return EquivalentForms.rescore(score(reference, hypothesis), Aligner.sclite())
                .words()
                .errors();
    }

    private static CorpusScore score(String reference, String hypothesis) {
        return new CorpusScore(List.of(UtteranceScore.of("1", reference, hypothesis, Aligner.sclite())));
    }
}
