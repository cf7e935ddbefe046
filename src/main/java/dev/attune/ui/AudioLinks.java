package dev.attune.ui;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Addresses under which pages play audio files. An address tells nothing of the path and cannot be guessed: only files
 * that some page has shown since the start can be fetched. The same file keeps its address, so that browsers cache it.
 */
@Component
public class AudioLinks {

    static final String PREFIX = "audio/";

    /** Far more than the pages of one person show at a time. */
    private static final int KEPT = 100_000;

    private final SecretKeySpec key;
    private final Map<String, Path> paths = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Path> eldest) {
            return size() > KEPT;
        }
    };

    public AudioLinks() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** The address of {@code file}, relative to the application's root. */
    public String linkTo(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        String token = tokenFor(absolute);
        synchronized (paths) {
            paths.put(token, absolute);
        }
        return PREFIX + token;
    }

    /** The file behind a token that {@link #linkTo} gave out. */
    Optional<Path> find(String token) {
        synchronized (paths) {
            return Optional.ofNullable(paths.get(token));
        }
    }

    private String tokenFor(Path file) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            byte[] digest = mac.doFinal(file.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
