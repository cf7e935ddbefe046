package dev.attune.speech.modelimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.ExpectedPhrase;
import dev.attune.speech.Recognition;
import dev.attune.speech.Recognizer;
import dev.attune.speech.RecognizerOptions;
import dev.attune.speech.RecognizerOptions.Decoding;
import dev.attune.speech.WordTrial;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.train.AdaptationRequest;
import dev.attune.speech.train.ModelTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of subwords and of bytes, from their files through the import to words. */
final class SubwordModelTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC);
    private static final ModelImporter.About ABOUT = new ModelImporter.About("foreign", "en-US", "tests", "Apache-2.0");

    /** As byte-pair encoding leaves them: joined pieces in the order of their merges, then single letters. */
    private static final List<String> PIECES = List.of(
            "\u2581s",
            "al",
            "\u2581sal",
            "ad",
            "at",
            "od",
            "\u2581t",
            "un",
            "\u2581tun",
            "\u2581a",
            "nd",
            "\u2581and",
            "\u2581m",
            "int",
            "\u2581",
            "a",
            "d",
            "i",
            "l",
            "n",
            "o",
            "s",
            "t",
            "u",
            "b",
            "k");

    private static final TokenTones SUBWORDS = new TokenTones(plus(List.of("<blk>", "<unk>"), PIECES), PIECES);

    private static final List<String> BYTE_PIECES = List.of(
            "\u2581caf",
            "\u2581na",
            "ve",
            "\u2581and",
            "\u2581",
            "a",
            "c",
            "d",
            "e",
            "f",
            "n",
            "v",
            "<0xC3>",
            "<0xA9>",
            "<0xAF>",
            "<0xE8>",
            "<0xAA>",
            "<0x9E>");

    private static final TokenTones BYTES = new TokenTones(
            plus(
                    plus(List.of("<blk>", "<unk>"), bytes()),
                    // What the pieces were joined from belongs to a set of byte-pair encoding, though it is never
                    // spoken here.
                    plus(List.of("\u2581c", "\u2581ca", "\u2581n"), BYTE_PIECES.subList(0, 12))),
            BYTE_PIECES);

    /** "salad" is far likelier than "salat"; "soda" follows "and". */
    private static final String ARPA =
            """
            \\data\\
            ngram 1=9
            ngram 2=2

            \\1-grams:
            -2.0\t<unk>
            -99\t<s>\t0
            -0.8\t</s>
            -0.3\tsalad
            -1.8\tsalat
            -1.0\tsoda
            -1.3\ttuna
            -1.3\tmint
            -0.9\tand\t0

            \\2-grams:
            -0.3\tand soda
            -1.5\tand tuna

            \\end\\
            """;

    @TempDir
    private Path folder;

    private static List<String> plus(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static List<String> bytes() {
        List<String> bytes = new ArrayList<>();
        for (int value = 0; value < 256; value++) {
            bytes.add(String.format(Locale.ROOT, "<0x%02X>", value));
        }
        return bytes;
    }

    private ModelPackage imported(TokenTones voice, String sample, String text, String arpa) throws IOException {
        ImportedModels model = voice.write(folder);
        ProbeReport report = ModelProbe.run(voice.request(model, folder, sample, text), step -> {});
        Path lm = Files.writeString(folder.resolve("words.arpa"), arpa);
        Path zip = folder.resolve("imported.zip");
        ModelImporter.write(report, model.onnx(), model.tokens(), ABOUT, ImportLanguage.ofArpa(lm), CLOCK, zip);
        return ModelPackageReader.unpack(zip, folder.resolve("cache"));
    }

    private ModelPackage subwords() throws IOException {
        return imported(SUBWORDS, "\u2581sal ad \u2581and \u2581s od a", "salad and soda", ARPA);
    }

    private static Recognition heard(ModelPackage model, Decoding decoding, TokenTones voice, String tokens)
            throws IOException {
        try (Recognizer recognizer = Recognizer.open(model, new RecognizerOptions(decoding, null, 1))) {
            return recognizer.recognize(voice.say(tokens));
        }
    }

    private static String text(ModelPackage model, Decoding decoding, TokenTones voice, String tokens)
            throws IOException {
        return heard(model, decoding, voice, tokens).best().text();
    }

    @Test
    void wordsOfSubwordsComeWithTheirTimesFromBothDecoders() throws IOException {
        ModelPackage model = subwords();

        for (Decoding decoding : Decoding.values()) {
            Recognition heard = heard(model, decoding, SUBWORDS, "\u2581sal ad \u2581and \u2581s od a \u2581m int");
            assertThat(heard.best().text()).as("%s", decoding).isEqualTo("salad and soda mint");
            List<RecognizedWord> words = heard.best().words();
            int[] firstTokens = {0, 2, 3, 6};
            for (int word = 0; word < words.size(); word++) {
                assertThat(words.get(word).startSeconds())
                        .as("%s, word %d", decoding, word)
                        .isCloseTo(TokenTones.startSeconds(firstTokens[word]), within(0.05));
            }
        }
    }

    /** A tokenizer may divide a word in another way than byte-pair encoding does; the lexicon has the likeliest ways. */
    @Test
    void theLexiconIsSpelledInTheNetworksOwnTokens() throws IOException {
        ModelPackage model = subwords();

        List<String> salad = Lexicon.read(model.file(PackageEntry.LEXICON)).pronunciations("salad");
        assertThat(salad.getFirst()).isEqualTo("\u2581sal ad");
        assertThat(salad).contains("\u2581s al ad");
        assertThat(text(model, Decoding.BEAM, SUBWORDS, "\u2581s al ad \u2581and \u2581tun a"))
                .isEqualTo("salad and tuna");
    }

    /** Where the network cannot tell two words apart, the language model does, and a phrase that is expected outdoes it. */
    @Test
    void theLanguageModelDecidesAndAPhraseOutdoesIt() throws IOException {
        ModelPackage model = subwords();
        String either = "\u2581sal ad&at \u2581and \u2581s od a";

        try (Recognizer recognizer = Recognizer.open(model, RecognizerOptions.defaults())) {
            assertThat(recognizer.recognize(SUBWORDS.say(either)).best().text()).isEqualTo("salad and soda");
            Recognizer expecting = recognizer.expecting(List.of(new ExpectedPhrase("salat and")));
            assertThat(expecting.recognize(SUBWORDS.say(either)).best().text()).isEqualTo("salat and soda");
            // What is said clearly stays.
            assertThat(expecting
                            .recognize(SUBWORDS.say("\u2581sal ad \u2581and \u2581m int"))
                            .best()
                            .text())
                    .isEqualTo("salad and mint");
        }
    }

    /** A word that the model never had, from a phrase alone: it is spelled in the model's tokens. */
    @Test
    void aPhraseBringsANewWord() throws IOException {
        ModelPackage model = subwords();
        String said = "\u2581tun al \u2581and \u2581s od a";

        try (Recognizer recognizer = Recognizer.open(model, RecognizerOptions.defaults())) {
            assertThat(recognizer.recognize(SUBWORDS.say(said)).best().text()).doesNotContain("tunal");
            assertThat(recognizer
                            .expecting(List.of(new ExpectedPhrase("tunal", 3)))
                            .recognize(SUBWORDS.say(said))
                            .best()
                            .text())
                    .isEqualTo("tunal and soda");
        }
    }

    /** The spoken form is spelled in subwords; the display form has letters that no token has. */
    @Test
    void aPronunciationIsSpelledInSubwords() throws Exception {
        subwords();
        Path pronunciations = Files.writeString(folder.resolve("names.txt"), "Zyx\ttun al\n");
        Path text = Files.writeString(folder.resolve("text.txt"), "zyx and soda\nsalad and zyx\n");
        Path output = folder.resolve("adapted.zip");
        new ModelTrainer(CLOCK)
                .run(
                        new AdaptationRequest(
                                folder.resolve("imported.zip"),
                                "adapted",
                                List.of(),
                                List.of(text),
                                List.of(pronunciations),
                                List.of(),
                                List.of(),
                                0,
                                0,
                                1),
                        Files.createDirectories(folder.resolve("work")),
                        output,
                        event -> {},
                        () -> false);
        ModelPackage adapted = ModelPackageReader.unpack(output, folder.resolve("cache"));

        assertThat(text(adapted, Decoding.BEAM, SUBWORDS, "\u2581sal ad \u2581and \u2581tun \u2581a l"))
                .isEqualTo("salad and zyx");
        assertThat(text(adapted, Decoding.BEAM, SUBWORDS, "\u2581tun al \u2581and \u2581s od a"))
                .isEqualTo("zyx and soda");
        assertThat(text(adapted, Decoding.GREEDY, SUBWORDS, "\u2581tun al \u2581and \u2581s od a"))
                .isEqualTo("tunal and soda");
    }

    /** "Try a word": the model's own division of the spoken form, with another way of writing it. */
    @Test
    void aWordIsTriedInTheNetworksTokens() throws IOException {
        ModelPackage model = subwords();

        assertThat(WordTrial.possible(model.description())).isTrue();
        try (WordTrial trial = WordTrial.open(model, 1)) {
            List<String> spellings = trial.pronouncer().spokenForm(List.of("tunal"));
            assertThat(spellings).contains("\u2581tun al");
            WordTrial.Outcome outcome =
                    trial.recognize(SUBWORDS.say("\u2581tun al \u2581and \u2581s od a"), Map.of("zyx", spellings));
            assertThat(outcome.with()).isEqualTo("zyx and soda");
            assertThat(outcome.without())
                    .isEqualTo(text(model, Decoding.BEAM, SUBWORDS, "\u2581tun al \u2581and \u2581s od a"));
        }
    }

    /** Two and three bytes make one character, in greedy text and in words of the lexicon. */
    @Test
    void bytesBecomeCharacters() throws IOException {
        String arpa =
                """
                \\data\\
                ngram 1=6

                \\1-grams:
                -2.0\t<unk>
                -99\t<s>
                -0.8\t</s>
                -0.7\tcaf\u00e9
                -0.7\tna\u00efve
                -0.7\tand

                \\end\\
                """;
        String coffee = "\u2581caf <0xC3> <0xA9> \u2581and \u2581na <0xC3> <0xAF> ve";
        ModelPackage model = imported(BYTES, coffee, "caf\u00e9 and na\u00efve", arpa);

        assertThat(Lexicon.read(model.file(PackageEntry.LEXICON))
                        .pronunciations("caf\u00e9")
                        .getFirst())
                .isEqualTo("\u2581caf <0xC3> <0xA9>");
        for (Decoding decoding : Decoding.values()) {
            assertThat(text(model, decoding, BYTES, coffee)).as("%s", decoding).isEqualTo("caf\u00e9 and na\u00efve");
        }
        assertThat(text(model, Decoding.GREEDY, BYTES, "\u2581 <0xE8> <0xAA> <0x9E> \u2581and"))
                .isEqualTo("\u8a9e and");
        // A character that is cut short is shown as such and takes nothing with it.
        assertThat(text(model, Decoding.GREEDY, BYTES, "\u2581caf <0xC3> \u2581and"))
                .isEqualTo("caf\ufffd and");
    }
}
