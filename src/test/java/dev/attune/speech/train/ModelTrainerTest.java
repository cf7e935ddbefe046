package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.speech.ModelDisplay;
import dev.attune.speech.TinyModel;
import dev.attune.speech.ToneVoice;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.corpus.Manifest;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.display.DisplayOptions;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.ModelPackageWriter;
import dev.attune.speech.modelpackage.NetworkJson;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.synthesis.Synthesizer;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TextNormalizer;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTrainerTest {

    @TempDir
    Path folder;

    private Path baseline;
    private Path work;
    private Path output;
    private final List<TrainingEvent> events = new ArrayList<>();

    @BeforeEach
    void makeBaseline() throws IOException {
        baseline = TinyModel.write(folder);
        work = Files.createDirectory(folder.resolve("work"));
        output = folder.resolve("custom.zip");
    }

    @Test
    void textAddsItsWords() throws Exception {
        Path text = TinyData.lines(folder.resolve("text.txt"), "Soda and kanoto!", "kanoto, no melon", "one kanoto");

        AdaptationResult result = train(TinyData.request(baseline, List.of(), List.of(text), List.of()));

        assertThat(result.figures()).containsEntry("newWords", 1.0).containsEntry("sentences", 3.0);
        assertThat(heard(baseline, "soda and kanoto")).isNotEqualTo("soda and kanoto");
        assertThat(heard(output, "soda and kanoto")).isEqualTo("soda and kanoto");
        assertThat(heard(output, "tuna salad and lemon soda")).isEqualTo("tuna salad and lemon soda");
    }

    @Test
    void textLeavesTheNetworkAsItIs() throws Exception {
        Path text = TinyData.lines(folder.resolve("text.txt"), "soda and melon");
        train(TinyData.request(baseline, List.of(), List.of(text), List.of()));

        assertThat(open(output).file(PackageEntry.ACOUSTIC_ONNX))
                .hasSameBinaryContentAs(open(baseline).file(PackageEntry.ACOUSTIC_ONNX));
        assertThat(open(output).hasWeights()).isTrue();
    }

    @Test
    void pronunciationSoundsAsSpokenAndIsWrittenAsDisplayed() throws Exception {
        Path entries = TinyData.lines(folder.resolve("names.txt"), "Xerxes\tkona tibe", "R2D2\tasuti");

        train(TinyData.request(baseline, List.of(), List.of(), List.of(entries)));

        // With and without a pause between the two spoken words.
        assertThat(heard(output, "soda and kona tibe")).isEqualTo("soda and xerxes");
        assertThat(heard(output, "soda and konatibe")).isEqualTo("soda and xerxes");
        assertThat(heard(output, "asuti and melon")).isEqualTo("r two d two and melon");
        assertThat(heard(output, "bold island")).isEqualTo("bold island");
    }

    @Test
    void displayRulesAloneChangeNothingElse() throws Exception {
        Path rules = TinyData.lines(
                folder.resolve("rules.md"),
                "\uFEFF// comment",
                "#itn",
                "so-{da>9}",
                "{bold island>B-I}",
                "(oops",
                "# Rewrite",
                "melon\tMelon No. 1",
                "#test",
                "melon and melon\tMelon No. 1 and Melon No. 1",
                "melon\tmelon");

        AdaptationResult result = train(TinyData.display(baseline, rules));

        assertThat(result.figures())
                .containsEntry("displayRules", 3.0)
                .containsEntry("displayTests", 2.0)
                .containsEntry("displayTestsFailed", 1.0)
                .doesNotContainKey("newWords");
        assertThat(remarks())
                .contains(
                        "Left out, rules.md: Line 5: \"(\" without \")\" at column 1. Correct the pattern.",
                        "Display test \"melon\": expected \"melon\", got \"Melon No. 1\".",
                        "Display rules: patterns 2, rewrites 1, profanity 0; tests passed 1 of 2.");
        for (PackageEntry entry : List.of(
                PackageEntry.ACOUSTIC_ONNX, PackageEntry.LEXICON, PackageEntry.LANGUAGE_MODEL, PackageEntry.PHONES)) {
            assertThat(open(output).file(entry))
                    .hasSameBinaryContentAs(open(baseline).file(entry));
        }
        assertThat(open(output).description().provenance().dataHashes()).containsKey("display/rules.md");
        assertThat(open(output).card()).contains("display/rules.md", "displayRules");
        assertThat(ModelDisplay.formatter(open(output))
                        .format("bold island and melon", DisplayOptions.DEFAULT)
                        .itn())
                .isEqualTo("B-I and melon");
    }

    @Test
    void displayFilesThatBreakTheirFormatAreBadData() throws Exception {
        Path rules = TinyData.lines(folder.resolve("rules.md"), "#colours", "red\tRed");

        assertThatThrownBy(() -> train(TinyData.display(baseline, rules)))
                .isInstanceOfSatisfying(TrainingFailedException.class, failure -> assertThat(failure.reason())
                        .isEqualTo(TrainingFailedException.Reason.BAD_DATA))
                .hasMessageContaining("rules.md: ")
                .hasMessageContaining("is no section");
    }

    @Test
    void rulesOfTheBaselineStayUnderThoseOfTheTraining() throws Exception {
        Path first = TinyData.lines(folder.resolve("first.md"), "#rewrite", "melon\tMELON", "soda\tSODA");
        Path second = TinyData.lines(folder.resolve("second.md"), "#rewrite", "melon\tMeLoN");
        train(TinyData.display(baseline, first));
        Path between = Files.move(output, folder.resolve("between.zip"));

        train(TinyData.display(between, second));

        assertThat(ModelDisplay.formatter(open(output))
                        .format("the melon and soda", DisplayOptions.DEFAULT)
                        .display())
                .contains("MeLoN", "SODA");
    }

    @Test
    void refusesDisplayFilesWithoutARule() throws Exception {
        Path unknown = TinyData.lines(folder.resolve("unknown.md"), "#rewrites", "a\tb");
        Path tests = TinyData.lines(folder.resolve("tests.md"), "#test", "a\tb");

        assertThatThrownBy(() -> train(TinyData.display(baseline, unknown)))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageStartingWith("unknown.md: Line 1: \"#rewrites\" is no section.");
        assertThatThrownBy(() -> train(TinyData.display(baseline, tests)))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageStartingWith("The display files have no rule that can be used");
        assertThat(output).doesNotExist();
    }

    @Test
    void givenPronunciationsStandBeforeThoseOfTheBaseline() throws Exception {
        Path entries = TinyData.lines(folder.resolve("names.txt"), "melon\tmilun");
        train(TinyData.request(baseline, List.of(), List.of(), List.of(entries)));

        assertThat(Lexicon.read(open(output).file(PackageEntry.LEXICON)).pronunciations("melon"))
                .containsExactly(ToneVoice.phones("milun"), ToneVoice.phones("melon"));
    }

    @Test
    void linesThatCannotBeSaidAreLeftOutWithARemark() throws Exception {
        Path text = TinyData.lines(
                folder.resolve("text.txt"), "soda and melon", "\u0442\u0443\u043d\u0430", "soda zzz", "...");
        AdaptationResult result = train(TinyData.request(baseline, List.of(), List.of(text), List.of()));

        assertThat(result.figures()).containsEntry("sentences", 1.0);
        assertThat(remarks())
                .anyMatch(remark -> remark.startsWith("Left out 3 lines of text")
                        && remark.contains("text.txt:2")
                        && remark.contains("text.txt:3 \"zzz\""));
    }

    @Test
    void recordingsLowerTheErrorsOfTheirKind() throws Exception {
        double pitch = 1.1;
        Path recordings = TinyData.recordings(folder, 48, 6, pitch, 1);

        AdaptationResult result = quickly()
                .run(
                        TinyData.request(baseline, List.of(recordings), List.of(), List.of()),
                        work,
                        output,
                        events::add,
                        () -> false);

        assertThat(result.figures()).containsEntry("utterances", 48.0);
        assertThat(result.figures().get("validationLossAfter"))
                .isLessThan(0.8 * result.figures().get("validationLossBefore"));
        assertThat(wrongSentences(output, pitch)).isLessThan(wrongSentences(baseline, pitch));
        assertThat(remarks()).anyMatch(remark -> remark.contains("from other speakers"));
    }

    /** A voice far from that of the baseline, learnt alone, drives out the baseline's own; hearing that one again keeps it. */
    @Test
    void speechOfTheBaselineHeardAgainIsNotForgotten() throws Exception {
        double pitch = 1.2;
        Path recordings = TinyData.recordings(folder, 30, 1, pitch, 1);
        AdaptationRequest request = TinyData.request(baseline, List.of(recordings), List.of(), List.of());
        quickly().run(request, work, output, events::add, () -> false);
        double forgetting = lossOnTheBaselinesVoice(output);
        assertThat(forgetting).isGreaterThan(2 * lossOnTheBaselinesVoice(baseline));
        events.clear();

        Path remembering = folder.resolve("remembering.zip");
        AdaptationResult result = quickly()
                .run(
                        TinyData.request(withReplay(), List.of(recordings), List.of(), List.of()),
                        Files.createDirectory(folder.resolve("remembering")),
                        remembering,
                        events::add,
                        () -> false);

        assertThat(remarks()).anyMatch(remark -> remark.contains("min of the baseline's own speech are heard again"));
        assertThat(result.figures()).containsEntry("utterances", 30.0);
        // What was learnt is mixed with the baseline in shares, so that few sentences go wrong either way: the loss
        // tells more.
        assertThat(lossOnTheBaselinesVoice(remembering)).isLessThan(0.5 * forgetting);
        // A model made from this one can remember too.
        assertThat(open(remembering).find(PackageEntry.REPLAY_AUDIO)).isPresent();
        assertThat(open(remembering).find(PackageEntry.REPLAY_TEXT)).isPresent();
        assertThat(open(remembering).description().provenance().settings()).containsKey("replayedSeconds");
    }

    private Path withReplay() throws IOException {
        ModelPackage plain = open(baseline);
        Map<PackageEntry, Path> files = new EnumMap<>(PackageEntry.class);
        for (PackageEntry entry : PackageEntry.values()) {
            plain.find(entry).ifPresent(file -> files.put(entry, file));
        }
        List<ReplaySpeech.Sentence> sentences = new ArrayList<>();
        for (String text : TinyModel.sentences(40, 5)) {
            sentences.add(new ReplaySpeech.Sentence(text, new ToneVoice(9000, 1).say(text)));
        }
        files.put(PackageEntry.REPLAY_AUDIO, folder.resolve("replay.wav"));
        files.put(PackageEntry.REPLAY_TEXT, folder.resolve("replay.tsv"));
        ReplaySpeech.write(sentences, files.get(PackageEntry.REPLAY_AUDIO), files.get(PackageEntry.REPLAY_TEXT));
        Path zip = folder.resolve("with-replay.zip");
        ModelPackageWriter.write(plain.description(), files, zip);
        return zip;
    }

    @Test
    void spokenTextTeachesTheNetwork() throws Exception {
        Path text = TinyData.lines(
                folder.resolve("text.txt"), TinyModel.sentences(40, 11).toArray(String[]::new));

        AdaptationResult result = speaking(List.of(new SpokenTextTest.Tones()))
                .run(spoken(text, List.of()), work, output, events::add, () -> false);

        assertThat(result.figures()).containsKey("spokenUtterances").doesNotContainKey("utterances");
        assertThat(remarks()).anyMatch(remark -> remark.endsWith("sentences are spoken by tones."));
        assertThat(open(output).description().provenance().settings()).containsEntry("spokenBy", "tones");
        // The synthesizer's pitch, which the baseline hears badly.
        assertThat(wrongSentences(output, 1.1)).isLessThan(wrongSentences(baseline, 1.1));
    }

    /** People choose the weights where there are people. */
    @Test
    void spokenTextIsLearntBesideRecordings() throws Exception {
        Path text = TinyData.lines(folder.resolve("text.txt"), "soda and melon", "no banana");
        Path recordings = TinyData.recordings(folder, 20, 4, 1.1, 4);

        AdaptationResult result = speaking(List.of(new SpokenTextTest.Tones()))
                .run(spoken(text, List.of(recordings)), work, output, events::add, () -> false);

        assertThat(result.figures()).containsEntry("utterances", 20.0).containsEntry("spokenUtterances", 100.0);
        assertThat(remarks())
                .anyMatch(remark -> remark.matches("1\\d\\d utterances .* kept aside from other speakers\\."));
    }

    /** What is said are sentences that a person could say, never the name of a list. */
    @Test
    void sentencesWithListsAreSpokenWithTheirItems() throws Exception {
        Path structured = TinyData.lines(
                folder.resolve("menu.md"),
                "@ list dish =",
                "- salad",
                "- tuna salad",
                "# Orders",
                "- one {@dish} and soda",
                "- no {@dish}");
        SpokenTextTest.Tones tones = new SpokenTextTest.Tones();

        AdaptationResult result = speaking(List.of(tones))
                .run(
                        new AdaptationRequest(
                                baseline,
                                "custom",
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(structured),
                                List.of(),
                                0,
                                0,
                                7,
                                true),
                        work,
                        output,
                        events::add,
                        () -> false);

        assertThat(result.figures()).containsEntry("spokenUtterances", 100.0);
        assertThat(remarks()).noneMatch(remark -> remark.contains("@"));
    }

    @Test
    void speakingNeedsASynthesizer() {
        assertThatThrownBy(() -> speaking(List.of())
                        .run(
                                spoken(TinyData.lines(folder.resolve("text.txt"), "soda"), List.of()),
                                work,
                                output,
                                events::add,
                                () -> false))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("install flite or espeak-ng, or train without speaking");
        assertThat(output).doesNotExist();
    }

    @Test
    void tooFewSentencesThatCanBeSpokenFailWithARemedyForText() throws Exception {
        List<String> lines = new ArrayList<>(List.of("soda"));
        TinyModel.sentences(600, 12).stream()
                .filter(sentence -> sentence.contains("island"))
                .distinct()
                .forEach(lines::add);
        Path text = TinyData.lines(folder.resolve("text.txt"), lines.toArray(String[]::new));

        assertThatThrownBy(() -> speaking(List.of(new SpokenTextTest.Tones()))
                        .run(spoken(text, List.of()), work, output, events::add, () -> false))
                .isInstanceOfSatisfying(TrainingFailedException.class, failure -> assertThat(failure.reason())
                        .isEqualTo(TrainingFailedException.Reason.TOO_LITTLE_DATA))
                .hasMessageMatching(
                        "Only \\d usable utterances with .* a training with spoken text needs .*: add sentences, or train without speaking them\\.");
        assertThat(output).doesNotExist();
    }

    private AdaptationRequest spoken(Path text, List<Path> recordings) {
        return new AdaptationRequest(
                baseline, "custom", recordings, List.of(text), List.of(), List.of(), List.of(), 0, 0, 7, true);
    }

    private static ModelTrainer speaking(List<Synthesizer> synthesizers) {
        return new ModelTrainer(Clock.systemUTC(), ModelTrainerTest::quickSettings, synthesizers);
    }

    private static TrainingConfig quickSettings(NetworkExamples examples, double maxMinutes, long seed) {
        return new TrainingConfig(90, 0, 40, 5e-3, 10, 0.05, 0, 0.001, 10, 1, 0, 0, 0, 15, 0, 5, seed);
    }

    @Test
    void asMuchIsHeardAgainAsThereIsNewSpeech() {
        List<TrainingExample> replay = List.of(seconds(2), seconds(3));

        assertThat(ReplaySpeech.forNewSpeech(replay, 4)).hasSize(2);
        assertThat(ReplaySpeech.forNewSpeech(replay, 2)).hasSize(1);
        assertThat(ReplaySpeech.forNewSpeech(replay, 9)).hasSize(4);
        assertThat(ReplaySpeech.forNewSpeech(List.of(), 9)).isEmpty();
    }

    private static TrainingExample seconds(double seconds) {
        return new TrainingExample("", () -> new AudioClip(new float[1], 16_000), seconds, new int[0], new int[0]);
    }

    /** So few weights take larger steps, and what makes speech vary only blurs tones. */
    private static ModelTrainer quickly() {
        return new ModelTrainer(Clock.systemUTC(), ModelTrainerTest::quickSettings, null);
    }

    /** CTC loss a phone on other sentences in the voice that the baseline knows. */
    private double lossOnTheBaselinesVoice(Path model) throws IOException {
        ModelPackage opened = open(model);
        NetworkDescription network = NetworkJson.read(
                Optional.ofNullable(opened.description().network()).orElseThrow());
        UserAudio audio = new UserAudio(
                network,
                Lexicon.read(opened.file(PackageEntry.LEXICON)),
                TokenSet.read(opened.file(PackageEntry.PHONES)),
                TokenSet.read(opened.file(PackageEntry.LETTERS)),
                folder);
        List<NetworkScore.Reference> references = new ArrayList<>();
        for (String text : TinyModel.sentences(20, 99)) {
            references.add(NetworkScore.Reference.of(
                    audio.example(new ReplaySpeech.Sentence(text, new ToneVoice(9000, 1).say(text)))));
        }
        return NetworkScore.of(
                        network,
                        Safetensors.read(opened.file(PackageEntry.ACOUSTIC_WEIGHTS))
                                .tensors(),
                        references,
                        TrainingCriterion.ctc(),
                        folder)
                .lossPerToken();
    }

    private int wrongSentences(Path model, double pitch) throws IOException {
        int wrong = 0;
        for (String sentence : TinyModel.sentences(20, 99)) {
            String heard = TinyData.heard(model, folder.resolve("cache"), sentence, new ToneVoice(9000, pitch));
            wrong += heard.equals(sentence) ? 0 : 1;
        }
        return wrong;
    }

    @Test
    void goesOnAfterAnInterruptionAsIfThereWasNone() throws Exception {
        Path recordings = TinyData.recordings(folder, 16, 4, 1.1, 2);
        AdaptationRequest request = TinyData.request(baseline, List.of(recordings), List.of(), List.of());
        train(request);
        byte[] uninterrupted = Files.readAllBytes(open(output).file(PackageEntry.ACOUSTIC_ONNX));

        Path again = Files.createDirectory(folder.resolve("again"));
        Path second = folder.resolve("second.zip");
        events.clear();
        assertThatThrownBy(() -> new ModelTrainer().run(request, again, second, events::add, () -> lastStep() >= 25))
                .isInstanceOf(CancellationException.class);
        assertThat(second).doesNotExist();
        new ModelTrainer().run(request, again, second, events::add, () -> false);

        assertThat(remarks()).anyMatch(remark -> remark.startsWith("Going on from step"));
        assertThat(Files.readAllBytes(open(second).file(PackageEntry.ACOUSTIC_ONNX)))
                .isEqualTo(uninterrupted);
    }

    private long lastStep() {
        return events.stream()
                .mapToLong(event -> event instanceof TrainingEvent.Progress progress ? progress.step() : 0)
                .max()
                .orElse(0);
    }

    @Test
    void aCheckpointOfOtherDataIsNotUsed() throws Exception {
        Path first = TinyData.recordings(folder, 16, 4, 1.1, 2);
        AdaptationRequest request = TinyData.request(baseline, List.of(first), List.of(), List.of());
        assertThatThrownBy(() -> new ModelTrainer().run(request, work, output, events::add, () -> lastStep() >= 15))
                .isInstanceOf(CancellationException.class);
        Path other = TinyData.recordings(folder, 16, 4, 1.1, 3);
        events.clear();
        assertThatThrownBy(() -> new ModelTrainer()
                        .run(
                                TinyData.request(baseline, List.of(other), List.of(), List.of()),
                                work,
                                output,
                                events::add,
                                () -> lastStep() > 0))
                .isInstanceOf(CancellationException.class);
        assertThat(remarks()).noneMatch(remark -> remark.startsWith("Going on"));
    }

    @Test
    void tooFewRecordingsFailWithASentence() throws Exception {
        Path recordings = TinyData.recordings(folder, 6, 2, 1, 1);
        assertThatThrownBy(() -> train(TinyData.request(baseline, List.of(recordings), List.of(), List.of())))
                .isInstanceOfSatisfying(TrainingFailedException.class, failure -> assertThat(failure.reason())
                        .isEqualTo(TrainingFailedException.Reason.TOO_LITTLE_DATA))
                .hasMessageContaining("Only 6 usable utterances");
        assertThat(output).doesNotExist();
    }

    @Test
    void recordingsThatCannotBeUsedAreNamed() throws Exception {
        List<Utterance> utterances = new ArrayList<>(Manifest.read(TinyData.recordings(folder, 20, 4, 1.05, 4)));
        Utterance broken = utterances.get(0);
        Files.write(broken.audio(), new byte[] {1, 2, 3});
        Utterance wordy = utterances.get(1);
        utterances.set(1, new Utterance(wordy.id(), wordy.audio(), "banana ".repeat(80), wordy.speaker()));
        Path manifest = folder.resolve("mixed.tsv");
        Manifest.write(utterances, manifest);

        AdaptationResult result = train(TinyData.request(baseline, List.of(manifest), List.of(), List.of()));

        assertThat(result.figures()).containsEntry("utterances", 18.0);
        assertThat(remarks())
                .anyMatch(remark -> remark.startsWith("Left out 2 utterances")
                        && remark.contains("without readable audio")
                        && remark.contains("too short for their transcript (first: utterance 1)"));
    }

    /** "kanoto" stands only in a list, and "deman" only as the second word of an item. */
    @Test
    void structuredTextAddsTheWordsOfItsLists() throws Exception {
        Path structured = TinyData.lines(
                folder.resolve("menu.md"),
                "@ list dish =",
                "- Kanoto",
                "- bold deman",
                "- salad",
                "@ list drink =",
                "- soda",
                "- lemon soda",
                "# Orders",
                "- {@dish} and {@drink}, no mint",
                "- one {@dish}");

        AdaptationResult result = train(TinyData.structured(baseline, structured));

        assertThat(result.figures())
                .containsEntry("newWords", 2.0)
                .containsEntry("structuredSentences", 2.0)
                .containsEntry("lists", 2.0)
                .containsEntry("listItems", 5.0);
        assertThat(heard(baseline, "kanoto and lemon soda no mint")).isNotEqualTo("kanoto and lemon soda no mint");
        assertThat(heard(output, "kanoto and lemon soda no mint")).isEqualTo("kanoto and lemon soda no mint");
        assertThat(heard(output, "one bold deman")).isEqualTo("one bold deman");
        assertThat(heard(output, "tuna salad and lemon soda")).isEqualTo("tuna salad and lemon soda");
        ModelPackage model = open(output);
        assertThat(model.description().provenance().dataHashes()).containsKey("structured/menu.md");
        assertThat(model.card()).contains("structured/menu.md", "| listItems | 5 |");
    }

    /** The tones of "xerxes" are those of "asuti", which its spelling does not say. */
    @Test
    void phoneLexiconsSayHowWordsSound() throws Exception {
        Path structured = TinyData.lines(
                folder.resolve("names.md"),
                "@ list name =",
                "- Xerxes",
                "@ speech:phoneticlexicon",
                "- xerxes/AA S U T I",
                "- lemon/CH CHH",
                "- 東京/T I",
                "# Calls",
                "- {@name}, and no soda");

        train(TinyData.structured(baseline, structured));

        assertThat(heard(output, "asuti and no soda")).isEqualTo("xerxes and no soda");
        assertThat(remarks())
                .contains(
                        "names.md: left out: Line 5: \"CHH\" is not a phone of en-US. Use the labels of the Universal Phone Set.",
                        "names.md: left out: Line 6: \"東京\" has no letters that can be said. Write the word itself.");
    }

    @Test
    void aBaselineMayLackAPhone() throws Exception {
        List<String> without = new ArrayList<>(TokenSet.englishPhones().symbols());
        without.set(without.indexOf("ZH"), "X");
        UserLexicon lexicon = new UserLexicon(new Lexicon(), null);
        UserText text = new UserText(TextNormalizer.forLocale("en-US"), lexicon);
        Path file = TinyData.lines(folder.resolve("a.md"), "@speech:phoneticlexicon", "- tuna/T ZH", "- sono/S O N O");

        new UserStructuredText(text, lexicon, TextNormalizer.forLocale("en-US"))
                .read(file, "en-US", new TokenSet(without), events::add);

        assertThat(remarks())
                .containsExactly("a.md: left out: Line 2: the baseline has no phone \"ZH\", which \"T ZH\" needs."
                        + " Write the word with other phones, or choose another baseline.");
        assertThat(lexicon.given()).containsExactly("sono");
    }

    @Test
    void nothingUsableFailsWithASentence() throws Exception {
        Path text = TinyData.lines(folder.resolve("text.txt"), "...", "");
        assertThatThrownBy(() -> train(TinyData.request(baseline, List.of(), List.of(text), List.of())))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("No line of the data can be used");
    }

    @Test
    void provenanceNamesDataSettingsAndParent() throws Exception {
        Path text = TinyData.lines(folder.resolve("text.txt"), "soda and melon", "no mint");
        train(new AdaptationRequest(
                baseline, "Menu", List.of(), List.of(text), List.of(), List.of(), List.of(), 0.3, 0, 11));

        ModelPackage model = open(output);
        assertThat(model.description().name()).isEqualTo("Menu");
        assertThat(model.description().kind()).isEqualTo("custom");
        assertThat(model.description().provenance().parents())
                .containsExactly(open(baseline).description().id());
        assertThat(model.description().provenance().dataHashes()).containsKeys("text/text.txt", "baseline/tiny.zip");
        assertThat(model.description().provenance().settings()).containsEntry("lmWeight", "0.3");
        assertThat(model.description().provenance().seed()).isEqualTo(11);
        assertThat(model.card()).contains("# Menu");
    }

    @Test
    void aCustomModelCanBeTrainedFurther() throws Exception {
        Path first = TinyData.lines(folder.resolve("first.txt"), "soda and kanoto", "one kanoto");
        train(TinyData.request(baseline, List.of(), List.of(first), List.of()));
        Path second = TinyData.lines(folder.resolve("second.txt"), "no deman", "one deman and one kanoto");
        Path other = folder.resolve("other.zip");
        new ModelTrainer()
                .run(
                        TinyData.request(output, List.of(), List.of(second), List.of()),
                        Files.createDirectory(folder.resolve("further")),
                        other,
                        events::add,
                        () -> false);

        assertThat(heard(other, "soda and kanoto and no deman")).isEqualTo("soda and kanoto and no deman");
        assertThat(open(other).description().provenance().parents()).hasSize(2);
    }

    @Test
    void aCancelledTrainingWritesNothing() throws Exception {
        Path text = TinyData.lines(folder.resolve("text.txt"), "soda and melon");
        assertThatThrownBy(() -> new ModelTrainer()
                        .run(
                                TinyData.request(baseline, List.of(), List.of(text), List.of()),
                                work,
                                output,
                                events::add,
                                () -> true))
                .isInstanceOf(CancellationException.class);
        assertThat(output).doesNotExist();
    }

    private AdaptationResult train(AdaptationRequest request) throws Exception {
        return new ModelTrainer().run(request, work, output, events::add, () -> false);
    }

    private ModelPackage open(Path zip) throws IOException {
        return ModelPackageReader.unpack(zip, folder.resolve("cache"));
    }

    private String heard(Path model, String spoken) throws IOException {
        return TinyData.heard(model, folder.resolve("cache"), spoken, ToneVoice.standard());
    }

    private List<String> remarks() {
        return events.stream()
                .flatMap(event -> event instanceof TrainingEvent.Remark remark
                        ? java.util.stream.Stream.of(remark.text())
                        : java.util.stream.Stream.empty())
                .toList();
    }
}
