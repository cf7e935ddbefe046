package dev.attune.speech.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.acoustic.Safetensors.Precision;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SafetensorsTest {

    @TempDir
    private Path folder;

    @Test
    void readsWhatItWroteInFullPrecision() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        sample().write(file, Precision.FLOAT32);

        Safetensors read = Safetensors.read(file);

        assertThat(read.metadata()).containsExactly(Map.entry("step", "12"), Map.entry("note", "ä \"quoted\""));
        assertThat(read.tensors().keySet()).containsExactly("matrix", "scalar", "none");
        assertThat(read.tensor("matrix").shape()).containsExactly(2, 3);
        assertThat(read.tensor("matrix").values()).containsExactly(1, -2, 0.1f, 65504, 1e-7f, Float.MIN_VALUE);
        assertThat(read.tensor("scalar").shape()).isEmpty();
        assertThat(read.tensor("none").values()).isEmpty();
        assertThat(folder.toFile().list()).containsExactly("weights.safetensors");
    }

    @Test
    void roundsToHalfPrecisionWhenAsked() throws IOException {
        Path file = folder.resolve("half.safetensors");
        sample().write(file, Precision.FLOAT16);

        float[] values = Safetensors.read(file).tensor("matrix").values();

        assertThat(values).isEqualTo(sample().tensor("matrix").toHalfPrecision().values());
        assertThat((double) values[2]).isCloseTo(0.1, within(5e-5)).isNotEqualTo(0.1);
        assertThat(Files.size(file)).isLessThan(Files.size(write("full.safetensors", Precision.FLOAT32)));
    }

    /** The layout that other programs read: length, JSON, values, all little-endian. */
    @Test
    void hasTheFormOfTheFormat() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("a", new Tensor(new long[] {2}, new float[] {1, 2}));
        Path file = folder.resolve("a.safetensors");
        new Safetensors(tensors, Map.of()).write(file, Precision.FLOAT32);

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) bytes.getLong();
        byte[] json = new byte[header];
        bytes.get(json);

        assertThat(header % 8).isZero();
        assertThat(new String(json, StandardCharsets.UTF_8).strip())
                .isEqualTo("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}");
        assertThat(bytes.getFloat()).isEqualTo(1);
        assertThat(bytes.getFloat()).isEqualTo(2);
        assertThat(bytes.remaining()).isZero();
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        Path whole = write("w.safetensors", Precision.FLOAT32);
        byte[] bytes = Files.readAllBytes(whole);

        assertRefused(new byte[3], "x: not a safetensors file, or cut off in its header");
        assertRefused(Arrays.copyOf(bytes, 40), "x: not a safetensors file, or cut off in its header");
        assertRefused(Arrays.copyOf(bytes, bytes.length - 1), "is cut off or does not fit its shape");
        assertRefused("PK\3\4 a zip file and not this".getBytes(StandardCharsets.US_ASCII), "x: not a safetensors");
        assertRefused(withHeader("not json at all "), "x: the header is not JSON");
        assertRefused(
                withHeader("{\"a\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[0,2]}}"),
                "x: tensor \"a\" has type BF16; F32 and F16 can be read");
        assertRefused(
                withHeader("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,-4]}}"),
                "is cut off or does not fit its shape");
        assertThatThrownBy(() -> sample().tensor("absent"))
                .hasMessage("no tensor \"absent\"; the file holds [matrix, scalar, none]");
        assertThatThrownBy(() -> new Tensor(new long[] {2, 2}, new float[3]))
                .hasMessage("shape [2, 2] does not hold 3 values");
    }

    private void assertRefused(byte[] content, String message) throws IOException {
        Path file = Files.write(folder.resolve("x"), content);
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    private static byte[] withHeader(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + 16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    private Path write(String name, Precision precision) throws IOException {
        Path file = folder.resolve(name);
        sample().write(file, precision);
        return file;
    }

    private static Safetensors sample() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("matrix", new Tensor(new long[] {2, 3}, new float[] {1, -2, 0.1f, 65504, 1e-7f, Float.MIN_VALUE}));
        tensors.put("scalar", new Tensor(new long[0], new float[] {3}));
        tensors.put("none", new Tensor(new long[] {0, 4}, new float[0]));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("step", "12");
        metadata.put("note", "ä \"quoted\"");
        return new Safetensors(tensors, metadata);
    }
}
