package dev.attune.dataset.ui;

import dev.attune.dataset.DatasetKind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Guesses the kind of an uploaded file from its name and its first lines, so that the dialog comes filled in. Only a
 * suggestion: the import itself says what is wrong with a file.
 */
final class KindGuess {

    private static final int LOOKED_AT = 64 * 1024;
    private static final Pattern OUTPUT_SECTION = Pattern.compile("(?i)#\\s*(itn|rewrite|profanity|test)\\s*");

    private KindGuess() {}

    static DatasetKind of(Path file, String originalName) {
        String name = originalName.toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".zip")) {
                return hasTranscript(file) ? DatasetKind.ACOUSTIC : DatasetKind.AUDIO_FILES;
            }
            List<String> lines = firstLines(file);
            if (lines.stream().anyMatch(line -> OUTPUT_SECTION.matcher(line).matches())) {
                return DatasetKind.OUTPUT_FORMATTING;
            }
            if (name.endsWith(".md") || lines.stream().anyMatch(KindGuess::isStructured)) {
                return DatasetKind.STRUCTURED;
            }
            long tabs = lines.stream().filter(line -> line.indexOf('\t') > 0).count();
            long filled = lines.stream().filter(line -> !line.isBlank()).count();
            return tabs > 0 && 2 * tabs >= filled ? DatasetKind.PRONUNCIATION : DatasetKind.LANGUAGE;
        } catch (IOException e) {
            // An archive that cannot be opened is reported by the import, with place and remedy.
            return name.endsWith(".zip") ? DatasetKind.ACOUSTIC : DatasetKind.LANGUAGE;
        }
    }

    private static boolean isStructured(String line) {
        String text = line.strip().toLowerCase(Locale.ROOT);
        return text.startsWith("@ list") || text.startsWith("@ speech:");
    }

    private static boolean hasTranscript(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                String entry = entries.nextElement().getName().toLowerCase(Locale.ROOT);
                boolean table = entry.endsWith(".txt") || entry.endsWith(".tsv");
                boolean other = entry.endsWith("speakers.tsv") || entry.startsWith("__macosx/") || entry.contains("/.");
                if (table && !other && !entry.startsWith(".")) {
                    return true;
                }
            }
            return false;
        }
    }

    private static List<String> firstLines(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            byte[] head = in.readNBytes(LOOKED_AT);
            boolean utf16 = head.length > 1 && (head[0] == (byte) 0xFF || head[1] == (byte) 0xFF);
            return new String(head, utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
