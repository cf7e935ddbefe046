package dev.attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegressionCheckTest {

    private final List<ComparedUtterance> utterances = new ArrayList<>();

    /** One, two and three of ten words wrong in turn, and the given number more. */
    private ComparedModel model(String name, int more) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < utterances.size(); i++) {
            texts.add(("x ".repeat(1 + i % 3 + more) + "w ".repeat(9 - i % 3 - more)).strip());
        }
        return ComparedModel.score(name, utterances, texts);
    }

    private Comparison comparison(int size) {
        for (int i = 0; i < size; i++) {
            utterances.add(new ComparedUtterance("u" + i, "", "w ".repeat(10).strip(), 3));
        }
        return Comparison.of(utterances, List.of(model("new", 2), model("old", 0), model("same", 0)));
    }

    @Test
    void aModelThatIsWorseBeyondChanceFails() {
        RegressionCheck check = RegressionCheck.of(comparison(120), 1, 0);

        assertThat(check.yardstick()).isEqualTo("old");
        assertThat(check.cases()).extracting(RegressionCheck.Case::model).containsExactly("new", "same");
        assertThat(check.failures()).extracting(RegressionCheck.Case::model).containsExactly("new");
        assertThat(check.failures().getFirst().sentence())
                .startsWith("Failed: \u201cnew\u201d makes 100 % more word errors than \u201cold\u201d")
                .contains("from 20.0 % to 40.0 %");
        // The other way round the better one passes.
        assertThat(RegressionCheck.of(comparison(1), 0, 0).failures()).isEmpty();
    }

    @Test
    void theMarginIsAllowed() {
        Comparison comparison = comparison(120);

        assertThat(RegressionCheck.of(comparison, 1, 0.19).failures()).hasSize(1);
        RegressionCheck wide = RegressionCheck.of(comparison, 1, 0.2);
        assertThat(wide.failures()).isEmpty();
        assertThat(wide.cases().getFirst().sentence()).startsWith("Passed with a margin of 20.0 points: ");
        assertThatIllegalArgumentException().isThrownBy(() -> RegressionCheck.of(comparison, 1, -0.1));
    }

    @Test
    void whatTheSetIsTooSmallToTellPassesWithACaution() {
        RegressionCheck check = RegressionCheck.of(comparison(3), 1, 0);

        assertThat(check.failures()).isEmpty();
        assertThat(check.cases().getFirst().conclusion().verdict()).isEqualTo(Conclusion.Verdict.UNDECIDED);
        assertThat(check.cases().getFirst().conclusion().caution()).contains("3 utterances, 30 words");
    }

    @Test
    void aPairReadBackwardsIsTheSamePair() {
        Comparison comparison = comparison(30);
        ModelPair forth = comparison.pair(0, 1);
        ModelPair back = comparison.pair(1, 0);

        assertThat(back.difference()).isEqualTo(-forth.difference());
        assertThat(back.low()).isEqualTo(-forth.high());
        assertThat(back.aBetter()).isEqualTo(forth.bBetter());
        assertThat(back.reversed()).isEqualTo(forth);
        assertThatIllegalArgumentException().isThrownBy(() -> comparison.pair(1, 1));
    }
}
