package dev.attune.speech.lettertosound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.lettertosound.LetterToSound.Guess;
import dev.attune.speech.text.Lexicon;
import java.util.List;
import org.junit.jupiter.api.Test;

class PronouncerTest {

    private final Lexicon lexicon = lexicon();
    private final Pronouncer pronouncer = new Pronouncer(lexicon, LetterToSound.train(lexicon));

    private static Lexicon lexicon() {
        Lexicon lexicon = new Lexicon();
        lexicon.add("nine", "N AY N");
        lexicon.add("are", "AA R");
        lexicon.add("are", "ER");
        lexicon.add("cue", "K Y UW");
        lexicon.add("tan", "T AE N");
        lexicon.add("ten", "T EH N");
        lexicon.add("net", "N EH T");
        lexicon.add("nat", "N AE T");
        return lexicon;
    }

    @Test
    void spokenFormsHaveEachVariantWithAndWithoutBoundaries() {
        assertThat(pronouncer.spokenForm(List.of("cue", "are")))
                .containsExactly("K Y UW | AA R", "K Y UW AA R", "K Y UW | ER", "K Y UW ER");
        assertThat(pronouncer.spokenForm(List.of("nine"))).containsExactly("N AY N");
        assertThat(pronouncer.spokenForm(List.of())).isEmpty();
        assertThat(pronouncer.spokenForm(List.of("nine", "zzz"))).isEmpty();
    }

    @Test
    void aSingleLetterStandsForItsName() {
        assertThat(pronouncer.spokenForm(List.of("q", "nine"))).first().isEqualTo("K Y UW | N AY N");
        assertThat(pronouncer.source("q")).isEqualTo(Pronouncer.Source.LETTER);
    }

    @Test
    void tellsWhereSoundsComeFrom() {
        assertThat(pronouncer.source("nine")).isEqualTo(Pronouncer.Source.LEXICON);
        assertThat(pronouncer.source("tat")).isEqualTo(Pronouncer.Source.GUESS);
        assertThat(pronouncer.source("zzz")).isEqualTo(Pronouncer.Source.NONE);
        assertThat(new Pronouncer(lexicon, null).source("tat")).isEqualTo(Pronouncer.Source.NONE);
    }

    @Test
    void choicesBeginWithWhatIsKnown() {
        List<Guess> choices = pronouncer.choices(List.of("are"), 5);

        assertThat(choices.subList(0, 2)).containsExactly(new Guess("AA R", 1), new Guess("ER", 1));
        assertThat(choices).extracting(Guess::phones).doesNotHaveDuplicates();
        assertThat(pronouncer.choices(List.of("tat"), 1))
                .extracting(Guess::phones)
                .containsExactly("T AE T");
        assertThat(pronouncer.choices(List.of("zzz"), 3)).isEmpty();
    }
}
