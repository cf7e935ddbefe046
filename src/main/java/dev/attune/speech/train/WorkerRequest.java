package dev.attune.speech.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a worker is to do, as a JSON file. Paths are plain text in it. */
record WorkerRequest(
        String baseline,
        String name,
        List<String> audio,
        List<String> text,
        List<String> pronunciations,
        List<String> structured,
        List<String> display,
        double lmWeight,
        double maxMinutes,
        long seed,
        boolean speakText,
        String workFolder,
        String output) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static WorkerRequest of(AdaptationRequest request, Path workFolder, Path output) {
        return new WorkerRequest(
                plain(request.baseline()),
                request.name(),
                request.audio().stream().map(WorkerRequest::plain).toList(),
                request.text().stream().map(WorkerRequest::plain).toList(),
                request.pronunciations().stream().map(WorkerRequest::plain).toList(),
                request.structured().stream().map(WorkerRequest::plain).toList(),
                request.display().stream().map(WorkerRequest::plain).toList(),
                request.lmWeight(),
                request.maxMinutes(),
                request.seed(),
                request.speakText(),
                plain(workFolder),
                plain(output));
    }

    private static String plain(Path path) {
        return path.toAbsolutePath().toString();
    }

    AdaptationRequest adaptation() {
        return new AdaptationRequest(
                Path.of(baseline),
                name,
                audio.stream().map(Path::of).toList(),
                text.stream().map(Path::of).toList(),
                pronunciations.stream().map(Path::of).toList(),
                structured.stream().map(Path::of).toList(),
                display.stream().map(Path::of).toList(),
                lmWeight,
                maxMinutes,
                seed,
                speakText);
    }

    void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(this));
    }

    /**
     * @throws IOException if the file cannot be read or is no request
     */
    static WorkerRequest read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readString(file), WorkerRequest.class);
        } catch (JacksonException e) {
            throw new IOException(
                    file.getFileName() + ": not a request to a worker (" + e.getOriginalMessage() + ")", e);
        }
    }
}
