package dev.attune.dataset;

import dev.attune.speech.modelpackage.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Names of files as they are stored: the person's own name where every file system takes it, else with the odd characters written as
 * {@code %XX}. A Java process in the C locale cannot even name a file with an umlaut.
 */
final class SafeName {

    private static final int MAX = 180;
    private static final int HASH_DIGITS = 16;

    private SafeName() {}

    /** The same name for the same input; different names for names that differ. */
    static String of(String name) {
        StringBuilder safe = new StringBuilder(name.length());
        for (byte value : name.getBytes(StandardCharsets.UTF_8)) {
            int character = value & 0xFF;
            boolean plain = character >= 'a' && character <= 'z'
                    || character >= 'A' && character <= 'Z'
                    || character >= '0' && character <= '9'
                    || "._-+ ()".indexOf(character) >= 0 && !(character == '.' && safe.isEmpty());
            if (plain) {
                safe.append((char) character);
            } else {
                safe.append(String.format(Locale.ROOT, "%%%02X", character));
            }
        }
        if (safe.length() <= MAX) {
            return safe.toString();
        }
        String extension = SourceFile.extension(name);
        return safe.substring(0, MAX - HASH_DIGITS - 10) + "~" + Sha256.of(name).substring(0, HASH_DIGITS)
                + (extension.matches("[a-z0-9]{1,8}") ? "." + extension : "");
    }
}
