package dev.attune.speech.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line from a worker to whoever started it: JSON with exactly one of these fields. Events come as they happen; a result, a failure or the word
 * that it was cancelled comes last.
 *
 * @param remark text for the log
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkerMessage(
        TrainingEvent.@Nullable Phase phase,
        TrainingEvent.@Nullable Progress progress,
        TrainingEvent.@Nullable Validation validation,
        TrainingEvent.@Nullable Mixing mixing,
        TrainingEvent.@Nullable Remark remark,
        @Nullable Result result,
        @Nullable Failure failure) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A training that succeeded. */
    record Result(String model, Map<String, Double> figures) {
        AdaptationResult adaptation() {
            return new AdaptationResult(Path.of(model), figures);
        }
    }

    /**
     * A training that did not.
     *
     * @param kind {@code cancelled}, {@code file} for an {@link java.io.IOException}, {@code error} for a fault of the program, else the name of a
     *     {@link TrainingFailedException.Reason}
     */
    record Failure(String kind, String message) {
        static final String CANCELLED = "cancelled";
        static final String FILE = "file";
        static final String ERROR = "error";
    }

    static WorkerMessage of(TrainingEvent event) {
        return switch (event) {
            case TrainingEvent.Phase phase -> new WorkerMessage(phase, null, null, null, null, null, null);
            case TrainingEvent.Progress progress -> new WorkerMessage(null, progress, null, null, null, null, null);
            case TrainingEvent.Validation validation ->
                new WorkerMessage(null, null, validation, null, null, null, null);
            case TrainingEvent.Mixing mixing -> new WorkerMessage(null, null, null, mixing, null, null, null);
            case TrainingEvent.Remark remark -> new WorkerMessage(null, null, null, null, remark, null, null);
        };
    }

    static WorkerMessage of(AdaptationResult result) {
        return new WorkerMessage(
                null, null, null, null, null, new Result(result.model().toString(), result.figures()), null);
    }

    static WorkerMessage failure(String kind, @Nullable String message) {
        return new WorkerMessage(
                null, null, null, null, null, null, new Failure(kind, message == null ? "without a message" : message));
    }

    /** The event, if it is one. */
    @Nullable
    TrainingEvent event() {
        if (phase != null) {
            return phase;
        }
        if (progress != null) {
            return progress;
        }
        if (validation != null) {
            return validation;
        }
        return mixing != null ? mixing : remark;
    }

    /** One line without its end. */
    String line() {
        return JSON.writeValueAsString(this);
    }

    /** Empty if the line is something else: native libraries may print what they like. */
    static Optional<WorkerMessage> parse(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(line, WorkerMessage.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
