package dev.attune.speech.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PunctuationModelTest {

    private static final List<String> SENTENCES = List.of(
            "where is Lisbon ?",
            "is it late ?",
            "Lisbon is far .",
            "well , it is late .",
            "well , where is Anna ?",
            "Anna is here .",
            "it is far . is Anna late ?",
            "it is late . Lisbon is far .");

    private static List<MarkedWord> utterance(String text) {
        List<MarkedWord> words = new ArrayList<>();
        boolean begins = true;
        for (String token : text.split(" ")) {
            Mark mark = Arrays.stream(Mark.values())
                    .filter(each -> each != Mark.NONE && each.text().equals(token))
                    .findFirst()
                    .orElse(Mark.NONE);
            if (mark == Mark.NONE) {
                words.add(new MarkedWord(
                        token.toLowerCase(Locale.ROOT), mark, begins || Character.isUpperCase(token.charAt(0))));
                begins = false;
            } else {
                MarkedWord last = words.removeLast();
                words.add(new MarkedWord(last.word(), mark, last.capital()));
                begins = mark.endsSentence();
            }
        }
        return words;
    }

    private static PunctuationModel trained() {
        List<List<MarkedWord>> utterances = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            SENTENCES.forEach(each -> utterances.add(utterance(each)));
        }
        return new PunctuationTrainer(Set.of("lisbon", "anna"), 1).train(utterances);
    }

    private static String shown(PunctuationModel model, String words, boolean oneSentence) {
        return model.predict(List.of(words.split(" ")), oneSentence).stream()
                .map(each -> (each.capital()
                                ? Character.toUpperCase(each.word().charAt(0))
                                        + each.word().substring(1)
                                : each.word())
                        + each.mark().text())
                .collect(Collectors.joining(" "));
    }

    @Test
    void learnsMarksAndCapitals() {
        PunctuationModel model = trained();

        assertThat(shown(model, "well where is lisbon", false)).isEqualTo("Well, where is Lisbon?");
        assertThat(shown(model, "it is far is anna late", false)).isEqualTo("It is far. Is Anna late?");
        assertThat(shown(model, "it is late", false)).isEqualTo("It is late.");
        PunctuationFigures figures = PunctuationFigures.of(
                model, SENTENCES.stream().map(PunctuationModelTest::utterance).toList());
        assertThat(figures.allMarks().f1()).isEqualTo(1);
        assertThat(figures.caseAccuracy()).isEqualTo(1);
        assertThat(figures.words()).isEqualTo(32);
    }

    @Test
    void putsNoEndInsideOneSentence() {
        assertThat(shown(trained(), "it is far is anna late", true)).doesNotContain(". ");
    }

    @Test
    void theFileHoldsTheWholeModel() throws IOException {
        PunctuationModel model = trained();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);

        PunctuationModel read = PunctuationModel.read(new ByteArrayInputStream(out.toByteArray()));

        ByteArrayOutputStream again = new ByteArrayOutputStream();
        read.write(again);
        assertThat(again.toByteArray()).isEqualTo(out.toByteArray());
        assertThat(shown(read, "well where is lisbon", false)).isEqualTo("Well, where is Lisbon?");
    }

    @Test
    void refusesOtherFiles() {
        assertThatThrownBy(() -> PunctuationModel.read(new ByteArrayInputStream(new byte[20])))
                .isInstanceOf(IOException.class);
    }

    /** What ships with the program; {@code attune baseline punctuation} makes it anew. */
    @Test
    void theShippedModelKnowsCommonEnglish() {
        PunctuationModel model = PunctuationModel.shipped("en-US").orElseThrow();

        assertThat(shown(model, "where is the station", false)).isEqualTo("Where is the station?");
        assertThat(shown(model, "i live in london", false)).isEqualTo("I live in London.");
        assertThat(shown(model, "he said that it was late", false)).endsWith("late.");
        assertThat(PunctuationModel.shipped("de-DE")).isEmpty();
    }
}
