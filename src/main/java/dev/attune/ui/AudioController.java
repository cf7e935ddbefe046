package dev.attune.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Streams the audio files that {@link AudioLinks} has given addresses to; Spring answers range requests. */
@RestController
class AudioController {

    private static final Map<String, String> TYPES = Map.of(
            "wav", "audio/wav",
            "mp3", "audio/mpeg",
            "flac", "audio/flac",
            "ogg", "audio/ogg",
            "opus", "audio/ogg",
            "m4a", "audio/mp4",
            "webm", "audio/webm");

    private final AudioLinks links;

    AudioController(AudioLinks links) {
        this.links = links;
    }

    @GetMapping("/" + AudioLinks.PREFIX + "{token}")
    ResponseEntity<Resource> audio(@PathVariable String token) {
        Path file = links.find(token).filter(Files::isRegularFile).orElse(null);
        if (file == null) {
            return ResponseEntity.notFound().build();
        }
        return ResponseEntity.ok()
                .contentType(typeOf(file))
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
                .body(new FileSystemResource(file));
    }

    private static MediaType typeOf(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return MediaType.parseMediaType(TYPES.getOrDefault(extension, MediaType.APPLICATION_OCTET_STREAM_VALUE));
    }
}
