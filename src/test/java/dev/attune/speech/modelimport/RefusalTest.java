package dev.attune.speech.modelimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Broken and unfit models are refused in one sentence, and none of them ends the process. */
final class RefusalTest {

    private static final int TOKENS = 5;

    @TempDir
    private Path folder;

    /** What is wrong, and a part of the sentence that says so. */
    private enum Broken {
        NO_ONNX("this is not an ONNX file") {
            @Override
            byte[] onnx() {
                return "PK\003\004 a PyTorch checkpoint".getBytes(StandardCharsets.ISO_8859_1);
            }
        },
        EMPTY("the file is empty") {
            @Override
            byte[] onnx() {
                return new byte[0];
            }
        },
        CUT_OFF("cut off on its way") {
            @Override
            byte[] onnx() {
                byte[] whole = good().bytes();
                return Arrays.copyOf(whole, whole.length - 40);
            }
        },
        WEIGHTS_ELSEWHERE("its weights are in another file (model.onnx.data)") {
            @Override
            byte[] onnx() {
                TestGraph graph = good();
                graph.graph.addInitializer(TensorProto.newBuilder()
                        .setName("far")
                        .setDataType(TensorProto.DataType.FLOAT_VALUE)
                        .addDims(4)
                        .addExternalData(StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("model.onnx.data")));
                return graph.bytes();
            }
        },
        UNKNOWN_OPERATOR("ONNX Runtime cannot load it") {
            @Override
            byte[] onnx() {
                TestGraph graph = TestGraph.empty().input("x", DataType.FLOAT, -1, -1, 80);
                graph.node("WarpDrive", List.of("x"), "y");
                return graph.output("y", DataType.FLOAT, -1, -1, TOKENS).bytes();
            }
        },
        ONE_LENGTH_ONLY("takes sound of one length only") {
            @Override
            byte[] onnx() {
                return linear(TestGraph.empty().input("x", DataType.FLOAT, 1, 3000, 80), "x", 4)
                        .bytes();
            }
        },
        STREAMING("it is a streaming model or part of one") {
            @Override
            byte[] onnx() {
                return linear(
                                TestGraph.empty()
                                        .input("x", DataType.FLOAT, -1, -1, 80)
                                        .input("cached_key", DataType.FLOAT, 2, 64)
                                        .input("cached_len", DataType.INT64, 2),
                                "x",
                                4)
                        .bytes();
            }
        },
        NO_SOUND("has no input of floating-point numbers") {
            @Override
            byte[] onnx() {
                TestGraph graph = TestGraph.empty().input("ids", DataType.INT64, -1, -1);
                String numbers =
                        graph.node("Cast", List.of("ids"), TestGraph.integer("to", TensorProto.DataType.FLOAT_VALUE));
                graph.node("Unsqueeze", List.of(numbers, graph.integers(2)), "y");
                return graph.output("y", DataType.FLOAT, -1, -1, 1).bytes();
            }
        },
        HALF_PRECISION_INPUT("not 32-bit numbers") {
            @Override
            byte[] onnx() {
                TestGraph graph = TestGraph.empty().input("x", DataType.FLOAT16, -1, -1, 80);
                String wide =
                        graph.node("Cast", List.of("x"), TestGraph.integer("to", TensorProto.DataType.FLOAT_VALUE));
                return linear(graph, wide, 4).bytes();
            }
        },
        CLASSIFIER("has a number for each frame and token") {
            @Override
            byte[] onnx() {
                TestGraph graph = TestGraph.empty().input("x", DataType.FLOAT, -1, -1, 80);
                graph.node(
                        "ReduceMean", List.of("x"), "y", TestGraph.list("axes", 1), TestGraph.integer("keepdims", 0));
                return graph.output("y", DataType.FLOAT, -1, 80).bytes();
            }
        },
        ENCODER_OF_A_TRANSDUCER("so they do not belong together") {
            @Override
            byte[] onnx() {
                TestGraph graph = TestGraph.empty().input("x", DataType.FLOAT, -1, -1, 80);
                String hidden = graph.linear("x", 4, numbers(80 * 32), 80, 32);
                graph.node("Relu", List.of(hidden), "encoder_out");
                return graph.output("encoder_out", DataType.FLOAT, -1, -1, 32).bytes();
            }
        },
        DAMAGED_WEIGHTS("numbers that are none (NaN)") {
            @Override
            byte[] onnx() {
                TestGraph graph = TestGraph.empty().input("x", DataType.FLOAT, -1, -1, 80);
                float[] weights = numbers(80 * TOKENS);
                weights[17] = Float.NaN;
                graph.node("Identity", List.of(graph.linear("x", 4, weights, 80, TOKENS)), "y");
                return graph.output("y", DataType.FLOAT, -1, -1, TOKENS).bytes();
            }
        },
        ONE_OUTPUT_FOR_ALL("its length does not follow the sound") {
            @Override
            byte[] onnx() {
                TestGraph graph = TestGraph.empty().input("x", DataType.FLOAT, -1, -1, 80);
                String all = graph.linear("x", 4, numbers(80 * TOKENS), 80, TOKENS);
                graph.node("ReduceMean", List.of(all), "y", TestGraph.list("axes", 1));
                return graph.output("y", DataType.FLOAT, -1, -1, TOKENS).bytes();
            }
        },
        TURNED("export it with a transposition") {
            @Override
            byte[] onnx() {
                TestGraph graph = TestGraph.empty().input("x", DataType.FLOAT, -1, -1, 80);
                String all = graph.linear("x", 4, numbers(80 * TOKENS), 80, TOKENS);
                graph.node("Transpose", List.of(all), "y", TestGraph.list("perm", 0, 2, 1));
                return graph.output("y", DataType.FLOAT, -1, TOKENS, -1).bytes();
            }
        },
        FRAMES_OF_SECONDS("so this is another kind of model") {
            @Override
            byte[] onnx() {
                return linear(TestGraph.empty().input("x", DataType.FLOAT, -1, -1, 80), "x", 50)
                        .bytes();
            }
        },
        FAILS_ON_SOUND("export it with a length of input that may vary") {
            @Override
            byte[] onnx() {
                TestGraph graph = TestGraph.empty().input("x", DataType.FLOAT, -1, -1, 80);
                String flat = graph.node("Reshape", List.of("x", graph.integers(1, 100, 80)));
                return linear(graph, flat, 4).bytes();
            }
        },
        UNDERSTANDS_NOTHING("understands the sample recording with no kind of input") {
            @Override
            byte[] onnx() {
                return good().bytes();
            }
        };

        private final String sentence;

        Broken(String sentence) {
            this.sentence = sentence;
        }

        abstract byte[] onnx();

        /** A network of the right form that has learnt nothing. */
        private static TestGraph good() {
            return linear(TestGraph.empty().input("x", DataType.FLOAT, -1, -1, 80), "x", 4);
        }

        private static TestGraph linear(TestGraph graph, String input, int stride) {
            graph.node("Identity", List.of(graph.linear(input, stride, numbers(80 * TOKENS), 80, TOKENS)), "y");
            return graph.output("y", DataType.FLOAT, -1, -1, TOKENS);
        }

        private static float[] numbers(int count) {
            float[] numbers = new float[count];
            IntStream.range(0, count).forEach(i -> numbers[i] = (float) Math.sin(i * 0.7));
            return numbers;
        }
    }

    @ParameterizedTest
    @EnumSource(Broken.class)
    void refusesInOneSentence(Broken broken) throws IOException {
        ProbeRequest request = ProbeRequest.of(
                write("model.onnx", broken.onnx()), tokens("<blk> 0\n\u2581 1\na 2\nb 3\nc 4\n"), "en-US");

        Throwable refusal = catchThrowable(() -> ModelProbe.run(request, step -> {}));

        assertThat(refusal).isInstanceOf(ImportRefusedException.class).hasMessageContaining(broken.sentence);
        assertThat(refusal.getMessage()).doesNotContain("\n").endsWith(".").contains(";");
    }

    @Test
    void refusesTokensThatDoNotFit() throws IOException {
        refuses("<blk> 0\n\u2581 1\na 2\n", "The network has 5 outputs and the token file 3 tokens");
        refuses("<blk> 0\n\u2581 1\na 2\nb 3\nc 3\n", "the id 3 belongs to \"b\" and to \"c\"");
        refuses("<blk> 0\n\u2581 1\na 2\nb 3\nc 7\n", "there is no token with the id 4");
        refuses("\u2581 0\na 1\nb 2\nc 3\nd 4\n", "None of the 5 tokens is a blank");
        refuses("<blk> 0\n. 1\n, 2\n? 3\n! 4\n", "None of the tokens has a letter");
        refuses("<blk> 0\na 1\nb 2\nc 3\nd 4\n", "No token marks where a word begins");
        refuses("", "the file is empty");
        refuses("{\"a\": \"b\"}", "expected a number for \"a\"");
        refuses("{\"a\": ", "this is not JSON");
    }

    private void refuses(String tokens, String sentence) throws IOException {
        ProbeRequest request = ProbeRequest.of(write("model.onnx", Broken.good().bytes()), tokens(tokens), "en-US");
        assertThatThrownBy(() -> ModelProbe.run(request, step -> {}))
                .isInstanceOf(ImportRefusedException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aTokenizerIsNoTokenFile() throws IOException {
        Path binary = write("tokenizer.model", new byte[] {10, 14, 10, 5, (byte) 0xE2, 0, (byte) 0xFF});
        ProbeRequest request = ProbeRequest.of(write("model.onnx", Broken.good().bytes()), binary, "en-US");

        assertThatThrownBy(() -> ModelProbe.run(request, step -> {})).hasMessageContaining("this is not UTF-8 text");
    }

    /** What a crash inside the native library looks like from outside. */
    @Test
    void aCrashOfTheProcessIsARefusal() throws IOException {
        ProbeProcess crashing =
                new ProbeProcess(List.of("sh", "-c", "echo boom >&2; kill -SEGV $$"), Duration.ofMinutes(1));

        assertThatThrownBy(() -> crashing.run(anyRequest(), step -> {}, () -> false))
                .isInstanceOf(ImportRefusedException.class)
                .hasMessageContaining("ended the process that tried it (status 139)");
    }

    @Test
    void lackOfMemoryIsARefusal() throws IOException {
        ProbeProcess killed = new ProbeProcess(List.of("sh", "-c", "kill -KILL $$"), Duration.ofMinutes(1));

        assertThatThrownBy(() -> killed.run(anyRequest(), step -> {}, () -> false))
                .hasMessageContaining("not enough memory to run this network");
    }

    @Test
    void aProcessThatNeverEndsIsEnded() throws IOException {
        ProbeProcess endless = new ProbeProcess(List.of("sh", "-c", "exec sleep 600"), Duration.ofMillis(50));

        assertThatThrownBy(() -> endless.run(anyRequest(), step -> {}, () -> false))
                .hasMessageContaining("did not come to an end");
    }

    @Test
    void aProbeCanBeCancelled() throws IOException {
        ProbeProcess endless = new ProbeProcess(List.of("sh", "-c", "exec sleep 600"), Duration.ofMinutes(1));

        assertThatThrownBy(() -> endless.run(anyRequest(), step -> {}, () -> true))
                .isInstanceOf(CancellationException.class);
    }

    /** The real process, with a model that it refuses. */
    @Test
    void aRefusalComesBackFromTheProcess() throws IOException {
        ProbeRequest request =
                ProbeRequest.of(write("model.onnx", Broken.CUT_OFF.onnx()), tokens("<blk> 0\na 1\n"), "en-US");

        assertThatThrownBy(() -> new ProbeProcess().run(request, step -> {}, () -> false))
                .isInstanceOf(ImportRefusedException.class)
                .hasMessageContaining("cut off on its way");
    }

    private ProbeRequest anyRequest() throws IOException {
        return ProbeRequest.of(write("model.onnx", new byte[1]), tokens("<blk> 0\n"), "en-US");
    }

    private Path tokens(String content) throws IOException {
        return Files.writeString(folder.resolve("tokens.txt"), content);
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }
}
