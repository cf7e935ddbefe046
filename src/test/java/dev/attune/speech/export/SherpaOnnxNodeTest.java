package dev.attune.speech.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attune.speech.Recognition;
import dev.attune.speech.Recognizer;
import dev.attune.speech.RecognizerOptions;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.audio.FeatureMatrix;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.audio.WavWriter;
import dev.attune.speech.export.ExportedNetwork.Word;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is exported of every shipped baseline, run by sherpa-onnx itself. {@code ATTUNE_SHERPA_NODE} names a folder into which {@code npm install --prefix}
 * has put the package {@code sherpa-onnx-node}; {@code .ci/run} does so.
 */
final class SherpaOnnxNodeTest {

    private static final Path SCRIPT =
            Path.of("src", "test", "node", "sherpa-decode.cjs").toAbsolutePath();
    private static final double FRAME = ExportedNetwork.FRAME_SECONDS;

    /** Log probabilities closer than this are a tie. */
    private static final float TIE = 0.05f;

    private static final int RECORDINGS = 16;

    @TempDir
    Path folder;

    static List<String> shippedBaselines() throws IOException {
        try (InputStream index = SherpaOnnxNodeTest.class.getResourceAsStream("/baselines/index.txt")) {
            return new String(index.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shippedBaselines")
    void decodesExportsToTheSameTextAndTimes(String baseline) throws Exception {
        Path node = nodeModules();
        ModelPackage model = unpack(baseline);
        CheckData data = new CheckData("some", CheckData.builtIn().recordings().subList(0, RECORDINGS));
        Path export = Files.createDirectory(folder.resolve("export"));
        new SherpaOnnxExport(model).writeNetworks(export, true, data);
        List<Path> wavs = recordings(data);

        List<JsonNode> full = decode(node, export, "model.onnx", wavs);
        try (Recognizer recognizer =
                Recognizer.open(model, new RecognizerOptions(RecognizerOptions.Decoding.GREEDY, null, 1))) {
            for (int i = 0; i < wavs.size(); i++) {
                Recognition recognition = recognizer.recognize(AudioFiles.read(wavs.get(i)));
                assertSame(
                        wavs.get(i),
                        full.get(i),
                        recognition.best().words().stream()
                                .map(word -> new Word(word.text(), word.startSeconds()))
                                .toList());
            }
        }

        TokenSet tokens = TokenSet.read(export.resolve("tokens.txt"));
        List<JsonNode> small = decode(node, export, "model.int8.onnx", wavs);
        try (ExportedNetwork network =
                ExportedNetwork.load(export.resolve("model.int8.onnx"), export.resolve("tokens.txt"))) {
            for (int i = 0; i < wavs.size(); i++) {
                FeatureMatrix features = LogMelExtractor.standard().extract(AudioFiles.read(wavs.get(i)));
                List<Word> words = network.decode(features);
                String theirs = text(small.get(i));
                if (!theirs.equals(
                        String.join(" ", words.stream().map(Word::text).toList()))) {
                    words = tied(wavs.get(i), theirs, network.run(features), tokens, words);
                }
                assertSameTimes(wavs.get(i), small.get(i), words);
            }
        }
    }

    /** The guide that goes with an export says how to call it: that call, as it stands there, gives the words. */
    @ParameterizedTest
    @MethodSource("shippedBaselines")
    void theGuidesJavaScriptRunsAsItStands(String baseline) throws Exception {
        Path node = nodeModules();
        ModelPackage model = unpack(baseline);
        CheckData data = new CheckData("one", CheckData.builtIn().recordings().subList(0, 1));
        Path export = Files.createDirectory(folder.resolve("export"));
        new SherpaOnnxExport(model).writeNetworks(export, false, data);
        ExportGuide.write(export, model.description(), false, List.of("Checked."));
        String guide = Files.readString(export.resolve("README.md"));
        int from = guide.indexOf("```javascript\n") + "```javascript\n".length();
        Files.writeString(export.resolve("example.cjs"), guide.substring(from, guide.indexOf("```", from)));
        Path wav = recordings(data).getFirst();

        String said = run(node, export, List.of("node", "example.cjs", wav.toString()));

        try (Recognizer recognizer =
                Recognizer.open(model, new RecognizerOptions(RecognizerOptions.Decoding.GREEDY, null, 1))) {
            assertThat(said.strip().replaceAll(" +", " "))
                    .isEqualTo(recognizer.recognize(AudioFiles.read(wav)).best().text());
        }
    }

    private static Path nodeModules() {
        String set = System.getenv("ATTUNE_SHERPA_NODE");
        assumeTrue(
                set != null && !set.isBlank(),
                "ATTUNE_SHERPA_NODE names no folder with the npm package sherpa-onnx-node (npm install --prefix)");
        Path modules = Path.of(set).toAbsolutePath().resolve("node_modules");
        assumeTrue(
                Files.isDirectory(modules.resolve("sherpa-onnx-node")), "there is no sherpa-onnx-node in " + modules);
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, "node"))),
                "there is no Node on the PATH");
        return modules;
    }

    private ModelPackage unpack(String baseline) throws IOException {
        Path zip = folder.resolve(baseline);
        try (InputStream in = SherpaOnnxNodeTest.class.getResourceAsStream("/baselines/" + baseline)) {
            Files.copy(in, zip);
        }
        return ModelPackageReader.unpack(zip, folder.resolve("cache"));
    }

    /** The recordings as files, and some that are too short to hold a word. */
    private List<Path> recordings(CheckData data) throws IOException {
        List<Path> wavs = new ArrayList<>();
        for (CheckData.Recording recording : data.recordings()) {
            wavs.add(folder.resolve(recording.name()));
            WavWriter.write(recording.clip(), wavs.getLast());
        }
        for (int samples : new int[] {1, 80, 240, 1600}) {
            wavs.add(folder.resolve("short" + samples + ".wav"));
            float[] noise = new float[samples];
            Arrays.fill(noise, 0.01f);
            WavWriter.write(new AudioClip(noise, LogMelExtractor.SAMPLE_RATE_HZ), wavs.getLast());
        }
        return wavs;
    }

    private static void assertSame(Path wav, JsonNode sherpa, List<Word> words) {
        assertThat(text(sherpa))
                .as(wav.getFileName().toString())
                .isEqualTo(String.join(" ", words.stream().map(Word::text).toList()));
        assertSameTimes(wav, sherpa, words);
    }

    private static String text(JsonNode sherpa) {
        return sherpa.get("text").asString().strip().replaceAll(" +", " ");
    }

    /**
     * With weights of 8 bits the last digits of the two programs' features change what is rounded, so that a letter, a gap or nothing may be written where the
     * network itself cannot tell two apart. What sherpa-onnx wrote must be the text of a path whose every token is within {@value #TIE} (natural log) of the best of its frame.
     */
    private static List<Word> tied(Path wav, String theirs, float[][] letters, TokenSet tokens, List<Word> ours) {
        Optional<List<Word>> words = new TiedPaths(letters, tokens, TIE).words(theirs);
        assertThat(words)
                .as("%s: \"%s\" beside %s", wav.getFileName(), theirs, ours)
                .isPresent();
        return words.orElseThrow();
    }

    private static void assertSameTimes(Path wav, JsonNode sherpa, List<Word> words) {
        List<Double> starts = wordStarts(sherpa);
        for (int i = 0; i < words.size(); i++) {
            assertThat(starts.get(i))
                    .as(wav.getFileName() + ": " + words.get(i).text())
                    .isCloseTo(words.get(i).startSeconds(), within(FRAME + 1e-3));
        }
    }

    /** Time of the first letter after each blank. */
    private static List<Double> wordStarts(JsonNode sherpa) {
        List<Double> starts = new ArrayList<>();
        boolean inside = false;
        for (int i = 0; i < sherpa.get("tokens").size(); i++) {
            boolean blank = sherpa.get("tokens").get(i).asString().isBlank();
            if (!blank && !inside) {
                starts.add(sherpa.get("timestamps").get(i).asDouble());
            }
            inside = !blank;
        }
        return starts;
    }

    private List<JsonNode> decode(Path modules, Path export, String model, List<Path> wavs) throws Exception {
        List<String> command = new ArrayList<>(List.of("node", SCRIPT.toString(), model, "tokens.txt"));
        wavs.forEach(wav -> command.add(wav.toString()));
        List<JsonNode> lines = run(modules, export, command)
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertThat(lines).hasSameSizeAs(wavs);
        return lines;
    }

    private String run(Path modules, Path workFolder, List<String> command) throws Exception {
        Path out = folder.resolve("node-out.txt");
        Path err = folder.resolve("node-err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workFolder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("NODE_PATH", modules.toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("node ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        return Files.readString(out);
    }
}
