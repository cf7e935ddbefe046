package dev.attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupRatesTest {

    @Test
    void contentsMakeGroupsWhoseErrorsAddUp() {
        List<UtteranceFigures> utterances = List.of(
                utterance(0, 1, 10, 1, 0, "a"), utterance(1, 1, 10, 3, 0, "b"), utterance(2, 1, 20, 2, 25, "b"));

        GroupRates rates = GroupRates.byColumn(utterances, "Room");

        assertThat(rates.groups()).extracting(GroupRates.Group::name).containsExactly("b", "a");
        GroupRates.Group b = rates.groups().getFirst();
        assertThat(b.utterances()).isEqualTo(2);
        assertThat(b.words()).isEqualTo(30);
        assertThat(b.rates().get(0).estimate()).isCloseTo(5 / 30.0, within(1e-12));
        assertThat(b.rates().get(1).estimate()).isCloseTo(25 / 30.0, within(1e-12));
        assertThat(b.rates().get(0).low()).isLessThanOrEqualTo(b.rates().get(0).estimate());
    }

    @Test
    void manyContentsKeepTheLargestAndPutTheRestTogether() {
        List<UtteranceFigures> utterances = IntStream.range(0, 40)
                .mapToObj(i -> utterance(i, 1, 1 + i, 0, 0, "r" + i))
                .toList();

        List<GroupRates.Group> groups = GroupRates.byColumn(utterances, "Room").groups();

        assertThat(groups).hasSize(12);
        assertThat(groups.getFirst().name()).isEqualTo("r39");
        assertThat(groups.getLast().name()).isEqualTo("29 others");
        assertThat(groups.stream().mapToInt(GroupRates.Group::utterances).sum()).isEqualTo(40);
    }

    @Test
    void figuresAreCutIntoPartsOfAboutTheSameSizeAndEqualOnesStayTogether() {
        List<UtteranceFigures> utterances = IntStream.range(0, 50)
                .mapToObj(i -> utterance(i, i < 30 ? 2 : 3 + i, 4, 1, 0, "x"))
                .toList();

        List<GroupRates.Group> groups =
                GroupRates.byFigure(utterances, UtteranceFigures::seconds, "s").groups();

        assertThat(groups)
                .extracting(GroupRates.Group::name)
                .containsExactly("2 s", "33 to 37 s", "38 to 42 s", "43 to 47 s", "48 to 52 s");
        assertThat(groups).extracting(GroupRates.Group::utterances).containsExactly(30, 5, 5, 5, 5);
        assertThat(GroupRates.byFigure(utterances, utterance -> Double.NaN, "").groups())
                .isEmpty();
    }

    @Test
    void aColumnOfManyNumbersIsCutLikeAFigure() {
        List<UtteranceFigures> utterances = IntStream.range(0, 40)
                .mapToObj(i -> utterance(i, 1, 4, 1, 0, String.valueOf(20 + i)))
                .toList();

        assertThat(GroupRates.byColumn(utterances, "Room").groups())
                .extracting(GroupRates.Group::name)
                .startsWith("20 to 27")
                .hasSize(5);
    }

    private static UtteranceFigures utterance(
            int index, double seconds, int words, int errorsA, int errorsB, String room) {
        TreeMap<String, String> columns = new TreeMap<>();
        columns.put("Room", room);
        return new UtteranceFigures(index, index + ".wav", seconds, null, words, List.of(errorsA, errorsB), columns);
    }
}
