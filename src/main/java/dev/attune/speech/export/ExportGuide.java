package dev.attune.speech.export;

import dev.attune.speech.modelpackage.ModelDescription;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The {@code README.md} of an export for sherpa-onnx: what the files are, and how to call them from four languages. */
final class ExportGuide {

    private static final String TEMPLATE = "sherpa-onnx-guide.md";

    private ExportGuide() {}

    /**
     * @param found what the check found, one sentence each
     */
    static void write(Path folder, ModelDescription model, boolean int8, List<String> found) throws IOException {
        String template;
        try (InputStream stream = ExportGuide.class.getResourceAsStream(TEMPLATE)) {
            if (stream == null) {
                throw new IOException(TEMPLATE + " is missing in the program; build it again");
            }
            template = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        String text = template.replace("{name}", model.name())
                .replace("{locale}", model.locale())
                .replace("{found}", found.stream().map(each -> "- " + each).collect(Collectors.joining("\n")))
                .replace(
                        "{int8Row}",
                        int8
                                ? "| `model.int8.onnx` | the same with weights of 8 bits: name it instead of `model.onnx`;"
                                        + " `card.md` tells what it costs and brings |\n"
                                : "");
        Files.writeString(folder.resolve("README.md"), text, StandardCharsets.UTF_8);
    }
}
