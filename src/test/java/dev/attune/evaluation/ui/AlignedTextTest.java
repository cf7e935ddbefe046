package dev.attune.evaluation.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.dom.Element;
import dev.attune.evaluation.EvaluatedUtterance.Reading;
import dev.attune.evaluation.EvaluatedWord;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.Alignment;
import dev.attune.speech.score.EditStep;
import dev.attune.speech.score.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlignedTextTest {

    @Test
    void longTextsGoOnInLinesOfAboutTheSameLength() {
        String reference = IntStream.range(0, 60).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
        AlignedText text = new AlignedText(
                        List.of("m"), List.of(reading(reference, reference)), true, Marks.ERRORS, word -> {})
                .build();

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
        AlignedText text =
                new AlignedText(List.of("m"), List.of(reading("a b", "a")), true, Marks.ERRORS, word -> {}).build();
        Element table = text.getElement().getChild(0);

        assertThat(cells(table, 1)).extracting(Element::getText).containsExactly("a", "b");
        assertThat(cells(table, 1).get(1).getClassList()).contains("step-deletion");
        assertThat(new AlignedText(List.of("m"), List.of(reading("", "")), true, Marks.ERRORS, word -> {})
                        .build()
                        .getElement()
                        .getChildCount())
                .isEqualTo(1);
        assertThat(new AlignedText(List.of(), List.of(), true, Marks.ERRORS, word -> {})
                        .build()
                        .getElement()
                        .getChildCount())
                .isZero();
    }

    @Test
    void wordsTellTheirTimesUnlessNormalisationChangedTheirNumber() {
        EvaluatedWord heard = new EvaluatedWord("A", 0.5, 0.75, 0.9);
        AlignedReading fitting = scored("a", List.of(heard), "a b");
        AlignedReading other = scored("a", List.of(heard, heard), "a b");

        Element table = new AlignedText(List.of("m", "n"), List.of(fitting, other), true, Marks.ERRORS, word -> {})
                .build()
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

    @Test
    void aWordThatNormalisationSplitsStaysOneSound() {
        EvaluatedWord heard = new EvaluatedWord("A-B", 0.5, 0.75, 0.9);
        Reading reading = new Reading("a b", "A-B", List.of(heard), align("a b", "a b"));

        AlignedReading aligned = AlignedReading.scored(
                reading, text -> text.toLowerCase(Locale.ROOT).replace('-', ' '));

        assertThat(reading.alignment().steps())
                .allSatisfy(step -> assertThat(aligned.times().get(step)).isEqualTo(heard));
    }

    @Test
    void aKindThatIsSwitchedOffLooksLikeTheRestAndMissingWordsAreLeftOut() {
        AlignedReading reading = reading("a b c", "a x c d");
        AlignedReading missing = reading("a b c", "a c");

        Element table = new AlignedText(
                        List.of("m", "n"),
                        List.of(reading, missing),
                        true,
                        Set.of(EditStep.Kind.SUBSTITUTION),
                        word -> {})
                .build()
                .getElement()
                .getChild(0);

        assertThat(cells(table, 1)).extracting(Element::getText).containsExactly("a", "x", "c", "d");
        assertThat(cells(table, 1).get(1).getClassList()).contains("step-substitution");
        assertThat(cells(table, 1).get(3).getClassList()).containsExactly("step");
        assertThat(cells(table, 2)).extracting(Element::getText).containsExactly("a", "", "c", "");
        assertThat(cells(table, 2).get(1).getClassList()).containsExactly("step");
    }

    @Test
    void differencesAreWhereTheComparedModelsHaveOtherWords() {
        List<AlignedReading> readings =
                List.of(reading("a b c", "a b x"), reading("a b c", "a c"), reading("a b c", "a b x y"));

        AlignedText text = new AlignedText(List.of("k", "m", "n"), readings, true, Marks.ERRORS, word -> {})
                .between(0, 2)
                .build();
        AlignedText alone =
                new AlignedText(List.of("m"), List.of(readings.get(1)), true, Marks.ERRORS, word -> {}).build();

        // The first takes c for x, the third for y after an inserted x; a model alone differs where it is wrong.
        assertThat(text.differences()).extracting(Element::getText).containsExactly("x", "y");
        assertThat(alone.differences()).extracting(Element::getText).containsExactly("b");
    }

    @Test
    void withoutAReferenceWordsAreMarkedWithoutAJudgement() {
        Reading first = new Reading("a b", "a b", List.of(), align("", "a b"));
        Reading second = new Reading("a x y", "a x y", List.of(), align("", "a x y"));
        List<AlignedReading> readings = List.of(
                AlignedReading.against(first, first, text -> text),
                AlignedReading.against(first, second, text -> text));

        Element table = new AlignedText(List.of("m", "n"), readings, false, Marks.ERRORS, word -> {})
                .build()
                .getElement()
                .getChild(0);

        assertThat(table.getChildCount()).isEqualTo(2);
        assertThat(cells(table, 1).stream()
                        .filter(cell -> cell.getClassList().contains("step-different"))
                        .map(Element::getText))
                .containsExactly("x", "y");
        assertThat(cells(table, 1)).noneMatch(cell -> cell.getClassList().contains("step-substitution"));
    }

    private static AlignedReading reading(String reference, String hypothesis) {
        return scored(hypothesis, List.of(), reference);
    }

    private static AlignedReading scored(String hypothesis, List<EvaluatedWord> words, String reference) {
        return AlignedReading.scored(
                new Reading(hypothesis, hypothesis, words, align(reference, hypothesis)),
                text -> text.toLowerCase(Locale.ROOT));
    }

    private static Alignment align(String reference, String hypothesis) {
        return Aligner.sclite().align(Tokens.words(reference), Tokens.words(hypothesis));
    }
}
