package dev.attune.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.text.Lexicon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    void drawsSingleWordsLessUnequallyThanTheTextHasThem() {
        List<String> sentences = new ArrayList<>(Collections.nCopies(900, "the unknown the"));
        sentences.addAll(Collections.nCopies(200, "seven"));
        sentences.add("sever");
        Set<String> vocabulary = Set.of("the", "seven", "sever", "silence");

        List<String> drawn = SingleWords.draw(sentences, vocabulary, 10_000, 1);

        // In proportion to the roots of 1800, 200 and 1, which add up to 57.6.
        assertThat(drawn).hasSize(10_000).containsOnly("the", "seven", "sever");
        assertThat(Collections.frequency(drawn, "the")).isCloseTo(7370, withinPercentage(3));
        assertThat(Collections.frequency(drawn, "seven")).isCloseTo(2457, withinPercentage(6));
        assertThat(Collections.frequency(drawn, "sever")).isCloseTo(174, withinPercentage(25));
        assertThat(SingleWords.draw(sentences, vocabulary, 10_000, 1)).isEqualTo(drawn);
        assertThat(SingleWords.draw(sentences, Set.of("silence"), 3, 1)).isEmpty();
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

    @Test
    void takesBooksOutOfWhatProjectGutenbergPutsAroundThem() throws IOException {
        assertThat(passages(
                                TextFormat.GUTENBERG,
                                """
                                The Project Gutenberg EBook of A Whale

                                *** START OF THIS PROJECT GUTENBERG EBOOK A WHALE ***

                                Call me.

                                A whale.

                                End of Project Gutenberg's A Whale

                                *** END OF THIS PROJECT GUTENBERG EBOOK A WHALE ***
                                Terms of use.
                                """,
                                "")
                        .stream()
                        .map(String::strip)
                        .filter(passage -> !passage.isEmpty()))
                .containsExactly("Call me.", "A whale.");
        assertThat(passages(
                                TextFormat.GUTENBERG,
                                """
                                The Project Gutenberg Etext of Tales V. 1
                                ***START**THE SMALL PRINT!**FOR PUBLIC DOMAIN ETEXTS**START***
                                Why is this here?
                                *END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*

                                First.

                                The Project Gutenberg Etext of Tales V. 2
                                *END THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.07/27/01*END*
                                Second.
                                """,
                                "")
                        .stream()
                        .map(String::strip)
                        .filter(passage -> !passage.isEmpty()))
                .containsExactly("First.", "Second.");
        assertThat(passages(TextFormat.GUTENBERG, "No marks.\n\nAt all.", "")).containsExactly("No marks.", "At all.");
    }

    @Test
    void mixesPartsOfTheLanguageModelByTheirWeights() throws IOException {
        Path tea = Files.write(folder.resolve("tea.txt"), Collections.nCopies(40, "a cup of tea"));
        Path sea = Files.write(folder.resolve("sea.txt"), List.of("the deep blue sea", "the sea is blue"));
        Lexicon lexicon = new Lexicon();
        for (String word : List.of("a", "cup", "of", "tea", "the", "deep", "blue", "sea", "is")) {
            lexicon.add(word, "AX");
        }

        double ofTea = startsWithThe(lexicon, part(1, tea));
        double ofSea = startsWithThe(lexicon, part(1, sea));

        assertThat(startsWithThe(lexicon, part(0.5, tea), part(0.5, sea)))
                .isCloseTo(0.5 * ofTea + 0.5 * ofSea, withinPercentage(3));
        assertThat(startsWithThe(lexicon, part(0.1, tea), part(0.9, sea)))
                .isCloseTo(0.1 * ofTea + 0.9 * ofSea, withinPercentage(3));
        // All in one, one sentence in twenty begins so.
        assertThat(startsWithThe(lexicon, part(1, tea, sea))).isLessThan(0.1).isLessThan(0.5 * ofSea);
    }

    @Test
    void partsNameTheirTexts() throws IOException {
        BaselineConfig.Source source =
                new BaselineConfig.Source("tales", "public domain", List.of("*"), TextFormat.PROSE, null, 0);
        BaselineConfig.Source also =
                new BaselineConfig.Source("more-tales", "public domain", List.of("*"), TextFormat.PROSE, null, 0);
        BaselineConfig.Part novels = new BaselineConfig.Part("novels", 0.9, 0, List.of("more-tales", "tales"));
        BaselineConfig.Part phrases = new BaselineConfig.Part("phrases", 0.1, 0, List.of(BaselineConfig.Part.PHRASES));
        BaselineConfig config = configOf(
                new BaselineConfig.Text(List.of(source), 5, List.of(), List.of(also), List.of(novels, phrases)));
        CorpusBuilder corpus = new CorpusBuilder(config, folder, line -> {});

        assertThat(corpus.texts(novels).stream().map(file -> file.getFileName().toString()))
                .containsExactly("1-more-tales.txt", "0-tales.txt");
        assertThat(corpus.texts(phrases)).containsExactly(folder.resolve("text").resolve("phrases.txt"));
        assertThatThrownBy(() -> corpus.texts(new BaselineConfig.Part("songs", 1, 0, List.of("hymns"))))
                .hasMessage(
                        "The part \"songs\" of the language model names hymns, which is no source: add it to sources or alsoRead.");
        assertThatThrownBy(
                        () -> new BaselineConfig.Text(List.of(source), 5, List.of(), List.of(also), List.of(phrases)))
                .hasMessage("the weights of the language model's parts must sum to 1; got 0.1");
        assertThatThrownBy(() -> new BaselineConfig.Text(List.of(source), 5, List.of(), List.of(also), List.of()))
                .hasMessage("alsoRead needs a mixture that says what its texts count");
    }

    private static BaselineConfig configOf(BaselineConfig.Text text) {
        return new BaselineConfig(
                "toy",
                "en-US",
                "Tones",
                3,
                text,
                100,
                new BaselineConfig.Speech(0.02, 0.01, 60, 0, 0.2, 0.3, List.of()),
                Channel.WIDEBAND,
                List.of(),
                new BaselineConfig.Training(8, 1, 16, 0, 1, 4, 10, 1e-3, 0, 0, 1, 0.5, 0, 0, 0, null, null),
                null,
                Map.of());
    }

    private static BaselineLanguageModel.Part part(double weight, Path... texts) {
        return new BaselineLanguageModel.Part(List.of(texts), weight, 0);
    }

    private double startsWithThe(Lexicon lexicon, BaselineLanguageModel.Part... parts) throws IOException {
        Path file = folder.resolve("lm.bin");
        new BaselineLanguageModel(lexicon).estimate(List.of(parts), file);
        LanguageModel model = CompactLm.read(file);
        return Math.exp(model.next(model.start(), model.vocabulary().id("the")).logProb());
    }

    private List<String> passages(TextFormat format, String content, String pattern) throws IOException {
        return format.passages(Files.writeString(folder.resolve("text"), content), pattern);
    }
}
