package dev.attune.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.attune.speech.Memory;
import dev.attune.speech.Recognizer;
import dev.attune.speech.RecognizerOptions;
import dev.attune.speech.TinyModel;
import dev.attune.speech.ToneVoice;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.lettertosound.LetterToSound;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.NetworkJson;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import dev.attune.speech.train.TrainingExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From sentences to a package, with a network far too small and hardly trained: every stage runs, nothing is measured. */
final class BaselineBuilderTest {

    @TempDir
    private Path temporary;

    private final List<String> log = new ArrayList<>();

    @Test
    void buildsAPackageThatRecognises() throws Exception {
        Path work = Files.createDirectory(temporary.resolve("work"));
        BaselineConfig config = config();
        prepare(work);
        new CorpusBuilder(config, work, log::add, List.of(new FakeSynthesizer())).build(1);
        Path output = temporary.resolve("general.zip");

        new BaselineBuilder(config, work, log::add).build(output, 1);

        ModelPackage model = ModelPackageReader.unpack(output, temporary.resolve("cache"));
        assertThat(model.description().name()).isEqualTo("toy");
        assertThat(model.description().kind()).isEqualTo("baseline");
        assertThat(model.description().provenance().seed()).isEqualTo(3);
        assertThat(model.description().provenance().dataHashes())
                .containsOnlyKeys("lm-text.txt", "speech-text.txt", "lexicon.tsv");
        assertThat(model.description().scores())
                .extracting(score -> score.dataset())
                .containsExactly("Tones of another voice (people)", "fake");
        assertThat(model.hasWeights()).isTrue();
        assertThat(Lexicon.read(model.file(PackageEntry.LEXICON)).words())
                .containsExactlyElementsOf(TinyModel.lexicon().words());
        assertThat(model.card())
                .startsWith("# Baseline \"toy\", en-US\n")
                .contains("| fake | ")
                .contains("Time-delay network, two CTC heads (42 phones with word boundary, 29 letters)");
        assertThat(log).anyMatch(line -> line.startsWith("step 4 of 4, loss "));
        assertThat(log).anyMatch(line -> line.startsWith("ONNX agrees with PyTorch within "));
        try (Recognizer recognizer = Recognizer.open(model, RecognizerOptions.defaults())) {
            Path wav = TinyModel.wav(temporary, "salad and soda");
            assertThat(recognizer.recognize(AudioFiles.read(wav)).best().text()).matches("[a-z ]*");
        }

        // Everything is found again, the training is at its end, and the same model comes out.
        Path again = temporary.resolve("again.zip");
        new BaselineBuilder(config, work, log::add).build(again, 1);
        assertThat(log).contains("Going on from step 4 of 4.");
        assertThat(ModelPackageReader.describe(again).id())
                .isEqualTo(model.description().id());
        // With another language model it is another model, with the same network.
        Files.write(work.resolve("lm-text.txt"), TinyModel.sentences(120, 5));
        Files.delete(work.resolve("lm.bin"));
        Path other = temporary.resolve("other.zip");
        new BaselineBuilder(config, work, log::add).build(other, 1);
        assertThat(ModelPackageReader.describe(other).id())
                .isNotEqualTo(model.description().id());
        assertThat(ModelPackageReader.describe(other).entries().get("acoustic.onnx"))
                .isEqualTo(model.description().entries().get("acoustic.onnx"));
        // The card alone may differ: it tells the speed that was measured.
        Map<String, String> entries =
                new TreeMap<>(ModelPackageReader.describe(again).entries());
        entries.put("card.md", model.description().entries().get("card.md"));
        assertThat(entries).isEqualTo(model.description().entries());
        assertThat(model.card()).containsPattern("real-time factor [0-9.]+ on one core");
        // Linux tells; a virtual machine with a model cannot do with less.
        if (Memory.peakMegabytes() > 0) {
            Matcher memory = Pattern.compile("heap of at most 512 MB: (\\d+) MB resident")
                    .matcher(model.card());
            assertThat(memory.find()).isTrue();
            assertThat(Integer.parseInt(memory.group(1))).isBetween(60, 4000);
        }
    }

    /** A build that learns from all recordings has none left to measure itself; one that kept some aside lends its figures, marked as such. */
    @Test
    void figuresOfABuildThatKeptRecordingsAsideGoIntoTheCard() throws Exception {
        Path aside = Files.createDirectory(temporary.resolve("aside"));
        prepare(aside);
        BaselineConfig learning = learningFromPeople(null);
        BaselineConfig keeping = learning.keepingAside(List.of("people"));
        assertThat(keeping.recordings().getFirst().devShare()).isEqualTo(1);
        new CorpusBuilder(keeping, aside, log::add, List.of(new FakeSynthesizer())).build(1);
        Path measured = temporary.resolve("measured.zip");
        new BaselineBuilder(keeping, aside, log::add).build(measured, 1);
        assertThat(BaselineFigures.read(aside.resolve("figures.json")))
                .extracting(BaselineFigures::set, BaselineFigures::speech, BaselineFigures::words)
                .contains(tuple("people", "not trained on, but looked at when the decoder's weights were chosen", 7));

        // The same shards serve both, and the second build starts from the first one's network.
        BaselineConfig all = learningFromPeople(measured.toString());
        Files.delete(aside.resolve("network").resolve("checkpoint.safetensors"));
        Path output = temporary.resolve("all.zip");
        new BaselineBuilder(all, aside, log::add, List.of(aside)).build(output, 1);
        assertThat(log).contains("starts from the network of " + measured);
        assertThat(ModelPackageReader.describe(output).decoder())
                .containsEntry("lmWeight", 0.5)
                .containsEntry("wordBonus", 0.25)
                .containsEntry("blankPenalty", 1.0);
        assertThat(ModelPackageReader.unpack(output, temporary.resolve("cache")).card())
                .contains(
                        "| people | this one learnt from it; figures of a build that did not, but looked at when the decoder's weights were"
                                + " chosen | 3 | 7 | ")
                .contains("| people | 3 | 0.0 | 1 |")
                .contains(
                        "learning rate 0.0010 to the end, mean of the weights over the last 50 % of the steps, CTC-CRF at a weight of 0.90, augmentation")
                .contains("started from the network of measured.zip");
    }

    /** What is measured later goes into card and scores, beside what is there or in its place; the network and all else stay. */
    @Test
    void aFinishedBaselineIsMeasuredOnMore() throws Exception {
        Path work = Files.createDirectory(temporary.resolve("finished"));
        prepare(work);
        BaselineConfig learning = learningFromPeople(null);
        new CorpusBuilder(learning, work, log::add, List.of(new FakeSynthesizer())).build(1);
        Path built = temporary.resolve("built.zip");
        new BaselineBuilder(learning, work, log::add).build(built, 1);
        ModelPackage before = ModelPackageReader.unpack(built, temporary.resolve("cache"));
        assertThat(before.card()).doesNotContain("| strangers |").doesNotContain("| people | this one");
        Path wav = TinyModel.wav(temporary, "lemon and soda");
        List<Utterance> strangers = List.of(new Utterance("1", wav, "Lemon and soda.", null));
        BaselineFigures.write(
                List.of(
                        figures("people", "not used for any choice", 0.25),
                        figures("fake", "other voices than in training; chose settings", 0.5)),
                Files.createDirectory(temporary.resolve("lent")).resolve(MeasuredSets.FIGURES_FILE));
        Path output = temporary.resolve("finished.zip");

        FinishedBaseline baseline = new FinishedBaseline(learning, before, log::add);
        baseline.measure("strangers", strangers);
        baseline.measuredBy(List.of(temporary.resolve("lent")));
        baseline.write(temporary, output);

        ModelPackage after = ModelPackageReader.unpack(output, temporary.resolve("cache"));
        assertThat(after.card())
                .containsPattern("\\| fake \\| [^\n]*\n\\| strangers \\| not used for any choice \\| 1 \\| 3 \\| [0-9]")
                .contains("| people | this one learnt from it; figures of a build that did not, but looked at when the"
                        + " decoder's weights were chosen | 2 | 8 | 25.0 % | 10.0 to 60.0 | 20.0 % | 90.0 % | - |");
        assertThat(after.card().lines().filter(line -> !line.matches("\\| (strangers|people) \\| [a-z].*")))
                .containsExactlyElementsOf(before.card().lines().toList());
        assertThat(after.description().scores())
                .extracting(ModelDescription.Score::dataset)
                .containsExactly(
                        "fake", "strangers", "Tones of another voice (people), a build that did not learn from it");
        assertThat(after.description().id()).isEqualTo(before.description().id());
        Map<String, String> entries = new TreeMap<>(after.description().entries());
        entries.put("card.md", before.description().entries().get("card.md"));
        assertThat(entries).isEqualTo(before.description().entries());

        // Once more: rows are replaced, not added.
        FinishedBaseline again = new FinishedBaseline(learning, after, log::add);
        again.measure("strangers", strangers);
        again.write(temporary, output);
        ModelPackage same = ModelPackageReader.unpack(output, temporary.resolve("cache"));
        assertThat(same.card().lines().sorted())
                .containsExactlyElementsOf(after.card().lines().sorted().toList());
        assertThat(same.description().scores()).isEqualTo(after.description().scores());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> again.measure("people", strangers))
                .withMessage(
                        "\"toy\" learnt from people, so figures on it say nothing; name a build that kept it aside");
    }

    private static BaselineFigures figures(String set, String speech, double wordErrorRate) {
        return new BaselineFigures(set, speech, 2, 8, wordErrorRate, 0.1, 0.6, 0.2, 0.9, Double.NaN);
    }

    /** A network gets conformer blocks on top of one without; and weights that were learnt elsewhere are taken as they are. */
    @Test
    void buildsANetworkWithConformerBlocks() throws Exception {
        Path work = Files.createDirectory(temporary.resolve("blocks"));
        prepare(work);
        new CorpusBuilder(config(), work, log::add, List.of(new FakeSynthesizer())).build(1);
        Path without = temporary.resolve("without.zip");
        new BaselineBuilder(config(), work, log::add).build(without, 1);
        Files.delete(work.resolve("network").resolve("checkpoint.safetensors"));
        Path with = temporary.resolve("with.zip");

        new BaselineBuilder(withBlocks(without.toString(), null), work, log::add).build(with, 1);

        ModelPackage model = ModelPackageReader.unpack(with, temporary.resolve("cache"));
        assertThat(model.description().formatVersion()).isEqualTo(4);
        NetworkDescription network = NetworkJson.read(model.description().network());
        assertThat(network.blocks()).hasSize(2);
        assertThat(network.phonesPerFrame()).isEqualTo(2);
        assertThat(model.card())
                .contains("Time-delay network with 2 conformer blocks before its last layer, two CTC")
                .contains("augmentation 0.50, 30 % of the utterances as a telephone carries them; recordings");

        log.clear();
        Path weights = Files.copy(
                work.resolve("network").resolve("final.safetensors"), temporary.resolve("weights.safetensors"));
        Path taken = temporary.resolve("taken.zip");
        new BaselineBuilder(withBlocks(null, weights.toString()), work, log::add).build(taken, 1);
        assertThat(log)
                .contains("takes the weights of " + weights + ", which were learnt elsewhere")
                .noneMatch(line -> line.startsWith("step "));
        ModelPackage same = ModelPackageReader.unpack(taken, temporary.resolve("cache"));
        assertThat(same.description().entries())
                .containsEntry(
                        "acoustic.safetensors", model.description().entries().get("acoustic.safetensors"));
        assertThat(same.card()).contains("; learnt by network_kinds.py in PyTorch for Python.");
    }

    private BaselineConfig withBlocks(@Nullable String start, @Nullable String weights) {
        return config(
                new BaselineConfig.Training(8, 1, 16, 2, 2, 4, 10, 1e-3, 0.5, 0, 1, 0.5, 0.3, 0, 0, start, weights));
    }

    @Test
    void aShareOfTheUtterancesIsLearntAsATelephoneCarriesThem() throws Exception {
        Path work = Files.createDirectory(temporary.resolve("calls"));
        prepare(work);
        CorpusBuilder corpus = new CorpusBuilder(config(), work, log::add, List.of(new FakeSynthesizer()));
        corpus.build(1);
        new BaselineBuilder(config(), work, log::add).learnSpelling(corpus);

        List<float[]> none = heard(corpus, work, 0);
        List<float[]> some = heard(corpus, work, 0.5);
        List<float[]> all = heard(corpus, work, 1);

        int calls = 0;
        for (int i = 0; i < none.size(); i++) {
            float[] call = Channel.TELEPHONE
                    .apply(new AudioClip(none.get(i), LogMelExtractor.SAMPLE_RATE_HZ))
                    .samples();
            boolean isCall = Arrays.equals(some.get(i), call);
            assertThat(Arrays.equals(none.get(i), call)).isFalse();
            assertThat(Arrays.equals(all.get(i), call)).isTrue();
            assertThat(isCall || Arrays.equals(some.get(i), none.get(i))).isTrue();
            calls += isCall ? 1 : 0;
        }
        assertThat(calls).isBetween(1, none.size() - 1);
    }

    /** What is learnt from, in order. */
    private List<float[]> heard(CorpusBuilder corpus, Path work, double telephoneShare) throws IOException {
        BaselineConfig config = config(new BaselineConfig.Training(
                8, 1, 16, 0, 1, 4, 10, 1e-3, 0, 0, 1, 0.5, telephoneShare, 0, 0, null, null));
        List<float[]> heard = new ArrayList<>();
        try (BaselineMaterial material = new BaselineMaterial(
                corpus.shards(),
                Lexicon.read(corpus.lexicon()),
                TokenSet.englishPhones(),
                TokenSet.englishLetters(),
                LetterToSound.read(work.resolve("letter-to-sound.bin")),
                config)) {
            for (TrainingExample example : material.training()) {
                heard.add(example.source().read().samples());
            }
        }
        return heard;
    }

    /** Work folders are shared between configurations: recordings of another one must neither be learnt from nor pass for synthetic speech. */
    @Test
    void recordingsOfAnotherConfigurationAreNotUsed() throws Exception {
        Path work = Files.createDirectory(temporary.resolve("shared"));
        prepare(work);
        BaselineConfig withPeople = learningFromPeople(null);
        new CorpusBuilder(withPeople, work, log::add, List.of(new FakeSynthesizer())).build(1);
        BaselineConfig without = new BaselineConfig(
                withPeople.name(),
                withPeople.locale(),
                withPeople.scenario(),
                withPeople.seed(),
                withPeople.text(),
                withPeople.lexiconWords(),
                withPeople.speech(),
                withPeople.channel(),
                List.of(),
                withPeople.training(),
                null,
                Map.of());

        List<Path> shards = new CorpusBuilder(without, work, log::add, List.of(new FakeSynthesizer())).shards();

        assertThat(new CorpusBuilder(withPeople, work, log::add, List.of()).shards())
                .contains(work.resolve("real").resolve("people"))
                .containsAll(shards);
        assertThat(shards).isNotEmpty().noneMatch(shard -> shard.endsWith("people"));
    }

    @Test
    void keepingAsideWhatTheConfigurationLacksIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config().keepingAside(List.of("nobody")))
                .withMessage("there are no recordings \"nobody\" in the configuration");
    }

    private BaselineConfig learningFromPeople(String start) {
        BaselineConfig usual = config();
        BaselineConfig.Recordings people = usual.recordings().getFirst();
        return new BaselineConfig(
                usual.name(),
                usual.locale(),
                usual.scenario(),
                usual.seed(),
                usual.text(),
                usual.lexiconWords(),
                usual.speech(),
                Channel.TELEPHONE,
                List.of(new BaselineConfig.Recordings(people.name(), people.folder(), people.licence(), 0, 2, null)),
                new BaselineConfig.Training(8, 1, 16, 0, 1, 4, 10, 1e-3, 0.5, 0.9, 1, 0.5, 0, 0, 0, start, null),
                new BaselineConfig.Decoder(0.5, 0.25, 1, List.of("people")),
                usual.sets());
    }

    /** What otherwise comes from packages of the system and from a synthesizer. */
    private void prepare(Path work) throws IOException {
        List<String> sentences = TinyModel.sentences(120, 4);
        Files.write(work.resolve("lm-text.txt"), sentences);
        Files.writeString(
                work.resolve("sources.tsv"),
                "package\tversion\tlicence\tlines\twords\ntones\t1\tApache-2.0\t120\t400\n");
        TinyModel.lexicon().write(work.resolve("lexicon.tsv"));
        Path people = Files.createDirectories(temporary.resolve("people").resolve("audio"));
        StringBuilder transcripts = new StringBuilder();
        for (String text : List.of("lemon and mint", "bold student", "no banana")) {
            String name = text.replace(' ', '-') + ".wav";
            TinyModel.wav(people.resolve(name), text, new ToneVoice(77, 1.02));
            transcripts.append(name).append('\t').append(text).append(".\n");
        }
        Files.writeString(people.resolveSibling("transcripts.tsv"), transcripts);
    }

    private BaselineConfig config() {
        return config(new BaselineConfig.Training(8, 1, 16, 0, 1, 4, 10, 1e-3, 0, 0, 1, 0.5, 0, 0, 0, null, null));
    }

    private BaselineConfig config(BaselineConfig.Training training) {
        BaselineConfig.Range one = new BaselineConfig.Range(1, 1);
        BaselineConfig.Engine engine = new BaselineConfig.Engine(
                FakeSynthesizer.NAME, 1, List.of("a", "b"), List.of(), List.of("c"), one, one, one);
        return new BaselineConfig(
                "toy",
                "en-US",
                "Tones",
                3,
                new BaselineConfig.Text(List.of(), 0, List.of(), List.of(), List.of()),
                100,
                new BaselineConfig.Speech(0.02, 0.01, 60, 12, 0.2, 0.3, List.of(engine)),
                Channel.WIDEBAND,
                List.of(new BaselineConfig.Recordings(
                        "people", temporary.resolve("people").toString(), "CC0-1.0", 1, 0, null)),
                training,
                null,
                Map.of("people", "Tones of another voice"));
    }
}
