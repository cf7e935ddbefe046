package dev.attune.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BaselineTextTest {

    @TempDir
    private Path folder;

    @Test
    void cutsPassagesIntoPlainSentences() {
        assertThat(SentenceCleaner.sentences(
                        "Mr. Lind said: \u201cIt\u2019s _very_ late!\u201d He left -- quickly, too."))
                .containsExactly("mister lind said", "it's very late", "he left", "quickly too");
        assertThat(SentenceCleaner.sentences(
                        "They don't know. We'll see! I'd go; the 'b' key, the 'xz' too. The cats' bowls."))
                .containsExactly("they don't know", "we'll see", "i'd go", "the cats bowls");
        assertThat(SentenceCleaner.sentences("The na\u00efve caf\u00e9\nowner smiled (twice) at us."))
                .containsExactly("the naive cafe owner smiled", "at us");
    }

    @Test
    void leavesOutWhatNobodyCanReadAloudForSure() {
        assertThat(SentenceCleaner.sentences(
                        "Call 555 now. See www/x for it. The b key broke. An xyz thing. Fine words."))
                .containsExactly("fine words");
        assertThat(SentenceCleaner.sentences("Alone.")).isEmpty();
        assertThat(SentenceCleaner.sentences("word ".repeat(61))).isEmpty();
        assertThat(SentenceCleaner.sentences("")).isEmpty();
    }

    @Test
    void choosesShortAndLongSentencesOfKnownWords() {
        List<String> sentences = new ArrayList<>();
        Set<String> vocabulary = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            vocabulary.add("w" + i % 300);
            List<String> words = new ArrayList<>();
            for (int n = 0; n < 1 + i % 22; n++) {
                words.add("w" + (i * 7 + n * 13) % 300);
            }
            sentences.add(String.join(" ", words));
        }
        sentences.add("w1 unknown");

        List<String> chosen = SentenceSelector.select(sentences, vocabulary, 200, 1);

        assertThat(chosen).hasSizeBetween(190, 202).doesNotHaveDuplicates().isSubsetOf(sentences);
        assertThat(chosen).allSatisfy(sentence -> {
            assertThat(sentence.split(" ").length).isBetween(2, 20);
            assertThat(vocabulary).contains(sentence.split(" "));
        });
        assertThat(chosen.stream()
                        .filter(sentence -> sentence.split(" ").length <= 4)
                        .count())
                .isBetween(40L, 48L);
        assertThat(SentenceSelector.select(sentences, vocabulary, 200, 1)).isEqualTo(chosen);
        assertThat(SentenceSelector.select(sentences, vocabulary, 200, 2)).isNotEqualTo(chosen);
    }

    @Test
    void phrasesFollowTheirGrammar() throws IOException {
        PhraseMaker maker = new PhraseMaker(List.of("# drinks", "$size = small | large", "* a $size tea", "* water"));

        assertThat(new HashSet<>(maker.phrases(200, 1)))
                .containsExactlyInAnyOrder("a small tea", "a large tea", "water");
        assertThat(maker.phrases(20, 1)).isEqualTo(maker.phrases(20, 1));
        assertThatThrownBy(() -> new PhraseMaker(List.of("* $absent")))
                .hasMessage("rule $absent is used in \"$absent\" but not defined");
        assertThatThrownBy(() -> new PhraseMaker(List.of("nonsense"))).hasMessageContaining("found \"nonsense\"");
        assertThat(PhraseMaker.english().phrases(500, 3)).allMatch(phrase -> phrase.matches("[a-z' ]+"));
    }

    @Test
    void trustsFrequentAndListedWordsOnly() {
        List<String> sentences = new ArrayList<>(Collections.nCopies(6, "often seen"));
        sentences.addAll(Collections.nCopies(5, "typo listed"));

        assertThat(LexiconMaker.words(sentences, Set.of("listed", "unheard"), 10))
                .containsExactly("seen", "often", "listed", "unheard");
        assertThat(LexiconMaker.words(sentences, Set.of("listed"), 2)).containsExactly("seen", "often");
        assertThat(LexiconMaker.words(sentences, Set.of("unheard", "z"), 3)).containsExactly("seen", "often", "z");
    }

    @Test
    void functionWordsHaveTheirWeakFormFirst() throws IOException {
        assertThat(LexiconMaker.functionWords().pronunciations("the")).containsExactly("DH AX", "DH IY");
        var phones = dev.attune.speech.text.TokenSet.englishPhones();
        for (String word : LexiconMaker.functionWords().words()) {
            for (String pronunciation : LexiconMaker.functionWords().pronunciations(word)) {
                assertThat(pronunciation.split(" ")).as(word).allMatch(phones::contains);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "h_ə_l_ˈoʊ,        HH AX L OW",
        "θ_ˈɹ_iː,          TH R IY",
        "l_ˈɔɪ_ɾ_ɚ_ɹ_ɪ_ŋ,  L OY T ER IH NG",
        "tʃ_ˈɜː_tʃ,        CH ER CH",
    })
    void mapsSoundsOfTheSynthesizer(String line, String phones) {
        assertThat(EspeakPhonemizer.phones(line)).contains(phones);
    }

    @Test
    void refusesSoundsThatEnglishLacks() {
        assertThat(EspeakPhonemizer.phones("ʀ_y")).isEmpty();
        assertThat(EspeakPhonemizer.phones("_")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello, World!|hello world",
                "it's 'quoted' well-known|it's quoted well known",
                "room 12|''",
                "\u2019tis late|tis late",
            })
    void normalisesTranscriptsOfRecordings(String raw, String text) {
        assertThat(RecordingsImporter.normalize(raw)).isEqualTo(text);
    }

    @Test
    void keepsWholeSpeakersAside() {
        int aside = 0;
        for (int i = 0; i < 2000; i++) {
            boolean dev = RecordingsImporter.isDev("speaker-" + i, 0.2);
            assertThat(RecordingsImporter.isDev("speaker-" + i, 0.2)).isEqualTo(dev);
            assertThat(RecordingsImporter.isDev("speaker-" + i, 1)).isTrue();
            assertThat(RecordingsImporter.isDev("speaker-" + i, 0)).isFalse();
            aside += dev ? 1 : 0;
        }
        assertThat(aside).isBetween(320, 480);
    }

    @Test
    void readsTextsOfEveryPlainFormat() throws IOException {
        assertThat(passages(TextFormat.LINES, "one\ntwo\n", "")).containsExactly("one", "two");
        assertThat(passages(TextFormat.PROSE, "one\ntwo\n\nthree", "")).containsExactly("one\ntwo", "three");
        assertThat(passages(TextFormat.FORTUNES, "A joke.\n\t\t-- Somebody\n%\nAnother.\n%\n", ""))
                .satisfiesExactly(
                        first -> assertThat(first).contains("A joke.").doesNotContain("Somebody"),
                        second -> assertThat(second).contains("Another."),
                        last -> assertThat(last).isBlank());
        assertThat(passages(
                        TextFormat.WORDNET, "  1 licence line\n00 a 01 x | of a colour (deep); \"a red hat\"\n", ""))
                .anyMatch(part -> part.strip().equals("of a colour"))
                .anyMatch(part -> part.equals("a red hat"));
        assertThat(passages(TextFormat.PATTERN, "msg=\"one\" msg=\"two\"", "msg=\"(.*?)\""))
                .containsExactly("one", "two");
        assertThat(passages(TextFormat.MARKUP, "<h1>x</h1><p class='a'>salt &amp; <b>pepper</b></p>", ""))
                .allMatch(part -> part.replaceAll(" +", " ").strip().equals("salt & pepper"))
                .hasSize(1);
    }

    private List<String> passages(TextFormat format, String content, String pattern) throws IOException {
        return format.passages(Files.writeString(folder.resolve("text"), content), pattern);
    }
}
