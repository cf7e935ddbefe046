package dev.attune.speech;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Version of the code that runs, as every model's provenance states it. */
public final class CodeVersion {

    private CodeVersion() {}

    /** For instance {@code 0.1.0}. */
    public static String get() {
        try (InputStream in = CodeVersion.class.getResourceAsStream("/attune-version.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
