package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ClassExpansionTest {

    private static final Map<String, List<List<String>>> CLASSES = Map.of(
            "@dish", List.of(List.of("salad"), List.of("tuna", "salad")),
            "@drink", List.of(List.of("soda")));

    @Test
    void everyItemOfEveryListComes() {
        List<List<String>> sentences =
                ClassExpansion.of(List.of("one", "@dish", "and", "@drink"), CLASSES, 40, new Random(1));

        assertThat(sentences).hasSize(40);
        assertThat(new HashSet<>(sentences))
                .containsExactlyInAnyOrder(
                        List.of("one", "salad", "and", "soda"), List.of("one", "tuna", "salad", "and", "soda"));
    }

    @Test
    void aSentenceWithoutListsStandsForItself() {
        assertThat(ClassExpansion.of(List.of("no", "soda"), CLASSES, 5, new Random(1)))
                .containsExactly(List.of("no", "soda"));
    }
}
