package dev.attune.evaluation.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.dom.Element;
import dev.attune.evaluation.EvaluatedUtterance.Reading;
import dev.attune.evaluation.EvaluatedWord;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.Alignment;
import dev.attune.speech.score.Tokens;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlignedTextTest {

    @Test
    void longTextsGoOnInLinesOfAboutTheSameLength() {
        String reference = IntStream.range(0, 60).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
        AlignedText text = new AlignedText(List.of("m"), List.of(reading(reference, reference)), word -> {});

        List<Element> tables = text.getElement().getChildren().toList();

        // 60 columns of 7 or 8 letters' width: 470 in lines of at most about 80.
        assertThat(tables).hasSize(6);
        assertThat(tables).allSatisfy(table -> assertThat(cells(table, 0)).hasSizeBetween(8, 12));
        assertThat(tables.stream()
                        .flatMap(table -> cells(table, 0).stream())
                        .map(Element::getText)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(reference);
    }

    @Test
    void deletionsShowTheMissingWordAndEmptyTextsAreFine() {
        AlignedText text = new AlignedText(List.of("m"), List.of(reading("a b", "a")), word -> {});
        Element table = text.getElement().getChild(0);

        assertThat(cells(table, 1)).extracting(Element::getText).containsExactly("a", "b");
        assertThat(cells(table, 1).get(1).getClassList()).contains("step-deletion");
        assertThat(new AlignedText(List.of("m"), List.of(reading("", "")), word -> {})
                        .getElement()
                        .getChildCount())
                .isEqualTo(1);
        assertThat(new AlignedText(List.of(), List.of(), word -> {})
                        .getElement()
                        .getChildCount())
                .isZero();
    }

    @Test
    void wordsTellTheirTimesUnlessNormalisationChangedTheirNumber() {
        EvaluatedWord heard = new EvaluatedWord("A", 0.5, 0.75, 0.9);
        Reading fitting = new Reading("a", List.of(heard), align("a b", "a"));
        Reading other = new Reading("a", List.of(heard, heard), align("a b", "a"));

        Element table = new AlignedText(List.of("m", "n"), List.of(fitting, other), word -> {})
                .getElement()
                .getChild(0);

        assertThat(cells(table, 1).get(0).getAttribute("title")).contains("0.50–0.75 s", "90.0 %");
        assertThat(cells(table, 1).get(1).getAttribute("title")).isEqualTo("deletion");
        assertThat(cells(table, 2).get(0).hasAttribute("title")).isFalse();
    }

    private static List<Element> cells(Element table, int row) {
        return table.getChild(row)
                .getChildren()
                .filter(cell -> cell.getTag().equals("td"))
                .toList();
    }

    private static Reading reading(String reference, String hypothesis) {
        return new Reading(hypothesis, List.of(), align(reference, hypothesis));
    }

    private static Alignment align(String reference, String hypothesis) {
        return Aligner.sclite().align(Tokens.words(reference), Tokens.words(hypothesis));
    }
}
