package dev.attune.speech.modelimport;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A first look at a file that is to be an ONNX graph, without loading its weights: ONNX Runtime's own word on a wrong file is hard to understand, and
 * weights in a second file would be found missing only later.
 *
 * <p>Walks the fields of {@code ModelProto} (graph = 7), {@code GraphProto} (node = 1, initializer = 5) and {@code TensorProto} (external_data = 13).
 */
final class OnnxFile {

    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int TENSOR_EXTERNAL_DATA = 13;
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;

    private OnnxFile() {}

    /**
     * @throws ImportRefusedException if it is no ONNX graph, is cut off, or keeps its weights in another file
     */
    static void check(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file)) {
            throw new ImportRefusedException("There is no file " + file + "; check the path.");
        }
        if (Files.size(file) == 0) {
            throw new ImportRefusedException(name + ": the file is empty; copy it again.");
        }
        boolean graph;
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            CodedInputStream in = CodedInputStream.newInstance(stream);
            in.setSizeLimit(Integer.MAX_VALUE);
            graph = model(in, name);
        } catch (InvalidProtocolBufferException e) {
            throw new ImportRefusedException(
                    name + ": this is not an ONNX file, or it was cut off on its way (" + e.getMessage()
                            + "); choose the model's .onnx file, or copy it again.",
                    e);
        }
        if (!graph) {
            throw new ImportRefusedException(name + ": this is not an ONNX file, for it holds no graph with nodes;"
                    + " choose the model's .onnx file, not its checkpoint.");
        }
    }

    private static boolean model(CodedInputStream in, String name) throws IOException {
        boolean found = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == MODEL_GRAPH
                    && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                int outer = in.pushLimit(in.readRawVarint32());
                found |= graph(in, name);
                in.popLimit(outer);
            } else {
                skip(in, tag);
            }
        }
        return found;
    }

    /** A field of type 0 or a stray end of a group is no field of ONNX. */
    private static void skip(CodedInputStream in, int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw new InvalidProtocolBufferException("an unexpected end of a group");
        }
    }

    private static boolean graph(CodedInputStream in, String name) throws IOException {
        boolean nodes = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            if (field == GRAPH_INITIALIZER) {
                int outer = in.pushLimit(in.readRawVarint32());
                tensor(in, name);
                in.popLimit(outer);
            } else {
                nodes |= field == GRAPH_NODE;
                skip(in, tag);
            }
        }
        return nodes;
    }

    private static void tensor(CodedInputStream in, String name) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == TENSOR_EXTERNAL_DATA) {
                int outer = in.pushLimit(in.readRawVarint32());
                refuseExternal(in, name);
                in.popLimit(outer);
            } else {
                skip(in, tag);
            }
        }
    }

    private static void refuseExternal(CodedInputStream in, String name) throws IOException {
        String key = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case ENTRY_KEY -> key = in.readStringRequireUtf8();
                case ENTRY_VALUE -> value = in.readStringRequireUtf8();
                default -> skip(in, tag);
            }
        }
        if (key.equals("location")) {
            throw new ImportRefusedException(name + ": its weights are in another file (" + value
                    + "), and a model package holds one; save the model as a single file (in Python: onnx.save(onnx.load(\""
                    + name
                    + "\"), \"single.onnx\")), or take its int8 form, which is smaller.");
        }
    }
}
