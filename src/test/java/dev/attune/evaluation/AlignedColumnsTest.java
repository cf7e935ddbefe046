package dev.attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.Alignment;
import dev.attune.speech.score.EditStep;
import dev.attune.speech.score.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AlignedColumnsTest {

    @Test
    void insertedWordsHaveColumnsOfTheirOwn() {
        AlignedColumns aligned = AlignedColumns.of(List.of(align("a b", "a b"), align("a b", "x a y b z")));

        assertThat(aligned.columns())
                .extracting(AlignedColumns.Column::reference)
                .containsExactly(null, "a", null, "b", null);
        assertThat(aligned.columns().get(0).steps().get(0)).isNull();
        assertThat(Objects.requireNonNull(aligned.columns().get(2).steps().get(1))
                        .hypothesis())
                .isEqualTo("y");
    }

    @Test
    void everyStepStandsInOneColumnInItsOrder() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 500; round++) {
            String reference = words(random);
            List<Alignment> alignments = List.of(
                    align(reference, words(random)), align(reference, words(random)), align(reference, reference));

            AlignedColumns aligned = AlignedColumns.of(alignments);

            for (int model = 0; model < alignments.size(); model++) {
                List<EditStep> steps = new ArrayList<>();
                for (AlignedColumns.Column column : aligned.columns()) {
                    EditStep step = column.steps().get(model);
                    if (step != null) {
                        assertThat(step.reference()).isEqualTo(column.reference());
                        steps.add(step);
                    }
                }
                assertThat(steps).isEqualTo(alignments.get(model).steps());
            }
        }
    }

    @Test
    void editsComeBackFromTheirCode() {
        SplittableRandom random = new SplittableRandom(8);
        for (int round = 0; round < 500; round++) {
            String reference = words(random);
            String hypothesis = words(random);
            Alignment alignment = align(reference, hypothesis);

            assertThat(EditCode.read(EditCode.write(alignment), reference, hypothesis))
                    .isEqualTo(alignment);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> EditCode.read("HH", "a", "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> EditCode.read("H", "a b", "a b"));
    }

    @Test
    void differentReferencesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlignedColumns.of(List.of(align("a b", "a"), align("a c", "a"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlignedColumns.of(List.of(align("a", "a"), align("a c", "a"))));
    }

    private static Alignment align(String reference, String hypothesis) {
        return Aligner.sclite().align(Tokens.words(reference), Tokens.words(hypothesis));
    }

    private static String words(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append((char) ('a' + random.nextInt(4))).append(' ');
        }
        return text.toString().strip();
    }
}
