package dev.attune.speech.acoustic;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Named tensors in a file: eight bytes of header length (little-endian), a JSON header, the raw values (little-endian). Types F32 and F16 are
 * read; both can be written. The file is the one that PyTorch users know as safetensors.
 *
 * <p>Source: the format description of github.com/huggingface/safetensors.
 */
public final class Safetensors {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_HEADER_BYTES = 16 << 20;

    /** Number format of the values in a file. */
    public enum Precision {
        FLOAT32("F32", 4),
        FLOAT16("F16", 2);

        private final String tag;
        private final int bytes;

        Precision(String tag, int bytes) {
            this.tag = tag;
            this.bytes = bytes;
        }
    }

    /**
     * A dense tensor in row-major order. Holds its array: callers must not write to it after handing it over.
     *
     * @param shape may be empty for a single number
     */
    public record Tensor(long[] shape, float[] values) {

        public Tensor {
            if (Arrays.stream(shape).reduce(1, (a, b) -> a * b) != values.length) {
                throw new IllegalArgumentException(
                        "shape " + Arrays.toString(shape) + " does not hold " + values.length + " values");
            }
        }

        /** The same tensor with every value rounded to the nearest half-precision number. */
        public Tensor toHalfPrecision() {
            float[] rounded = new float[values.length];
            for (int i = 0; i < rounded.length; i++) {
                rounded[i] = Float.float16ToFloat(Float.floatToFloat16(values[i]));
            }
            return new Tensor(shape, rounded);
        }
    }

    private final Map<String, Tensor> tensors;
    private final Map<String, String> metadata;

    public Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
        this.tensors = new LinkedHashMap<>(tensors);
        this.metadata = new LinkedHashMap<>(metadata);
    }

    /** Name to tensor, in file order. */
    public Map<String, Tensor> tensors() {
        return java.util.Collections.unmodifiableMap(tensors);
    }

    public Map<String, String> metadata() {
        return java.util.Collections.unmodifiableMap(metadata);
    }

    /**
     * @throws IllegalArgumentException if there is no tensor of that name
     */
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor \"" + name + "\"; the file holds " + tensors.keySet());
        }
        return tensor;
    }

    /**
     * @throws IOException if the file cannot be read or is not a safetensors file; the message names the file and what is wrong
     */
    public static Safetensors read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        long headerLength = bytes.remaining() < 8 ? -1 : bytes.getLong();
        if (headerLength < 2 || headerLength > Math.min(MAX_HEADER_BYTES, bytes.remaining())) {
            throw new IOException(file.getFileName() + ": not a safetensors file, or cut off in its header");
        }
        byte[] headerBytes = new byte[(int) headerLength];
        bytes.get(headerBytes);
        JsonNode header;
        try {
            header = JSON.readTree(headerBytes);
        } catch (JacksonException e) {
            throw new IOException(file.getFileName() + ": the header is not JSON", e);
        }
        ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (entry.getKey().equals("__metadata__")) {
                entry.getValue()
                        .properties()
                        .forEach(item ->
                                metadata.put(item.getKey(), item.getValue().asString()));
            } else {
                tensors.put(entry.getKey(), readTensor(file, entry.getKey(), entry.getValue(), data));
            }
        }
        return new Safetensors(tensors, metadata);
    }

    private static Tensor readTensor(Path file, String name, JsonNode entry, ByteBuffer data) throws IOException {
        String type = entry.path("dtype").asString("");
        JsonNode shapeNode = entry.path("shape");
        long[] shape = new long[shapeNode.size()];
        long count = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = shapeNode.get(i).asLong();
            count *= shape[i];
        }
        long start = entry.path("data_offsets").path(0).asLong(-1);
        long end = entry.path("data_offsets").path(1).asLong(-1);
        int width =
                switch (type) {
                    case "F32" -> 4;
                    case "F16" -> 2;
                    default ->
                        throw new IOException(file.getFileName() + ": tensor \"" + name + "\" has type " + type
                                + "; F32 and F16 can be read");
                };
        if (start < 0 || end > data.capacity() || count < 0 || end - start != count * width) {
            throw new IOException(
                    file.getFileName() + ": tensor \"" + name + "\" is cut off or does not fit its shape");
        }
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            int at = (int) start + i * width;
            values[i] = width == 4 ? data.getFloat(at) : Float.float16ToFloat(data.getShort(at));
        }
        return new Tensor(shape, values);
    }

    /** Writes to a temporary file beside the target and renames it, so that a reader never sees half a file. */
    public void write(Path file, Precision precision) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode node = header.putObject("__metadata__");
            metadata.forEach(node::put);
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", precision.tag);
            ArrayNode shape = node.putArray("shape");
            Arrays.stream(entry.getValue().shape()).forEach(shape::add);
            long end = offset + (long) entry.getValue().values().length * precision.bytes;
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] headerBytes = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        int padded = (headerBytes.length + 7) / 8 * 8;
        byte[] paddedHeader = Arrays.copyOf(headerBytes, padded);
        Arrays.fill(paddedHeader, headerBytes.length, padded, (byte) ' ');

        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(temporary)) {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(padded)
                    .array());
            out.write(paddedHeader);
            for (Tensor tensor : tensors.values()) {
                out.write(encode(tensor.values(), precision));
            }
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] encode(float[] values, Precision precision) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * precision.bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            if (precision == Precision.FLOAT32) {
                buffer.putFloat(value);
            } else {
                buffer.putShort(Float.floatToFloat16(value));
            }
        }
        return buffer.array();
    }
}
