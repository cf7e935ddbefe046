package dev.attune.speech.modelimport;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One line from the probing process: JSON with exactly one of these fields. A report or a refusal comes last. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProbeMessage(@Nullable String step, @Nullable ProbeReport report, @Nullable String refusal) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static ProbeMessage step(String step) {
        return new ProbeMessage(step, null, null);
    }

    static ProbeMessage report(ProbeReport report) {
        return new ProbeMessage(null, report, null);
    }

    static ProbeMessage refusal(@Nullable String sentence) {
        return new ProbeMessage(null, null, sentence == null ? "without a message" : sentence);
    }

    String line() {
        return JSON.writeValueAsString(this);
    }

    /** Empty if the line is something else: native libraries may print what they like. */
    static Optional<ProbeMessage> parse(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(line, ProbeMessage.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static void write(ProbeRequest request, Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(request));
    }

    static ProbeRequest readRequest(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readString(file), ProbeRequest.class);
        } catch (JacksonException e) {
            throw new IOException(
                    file.getFileName() + ": not a request for a probe (" + e.getOriginalMessage() + ")", e);
        }
    }
}
