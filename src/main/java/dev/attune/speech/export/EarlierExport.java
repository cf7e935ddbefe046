package dev.attune.speech.export;

import dev.attune.speech.modelpackage.Sha256;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that an earlier export left in a folder, so that the next one can take away what it does not write anew: a network of 8 bits beside a newer one
 * of full precision would be another model's.
 */
public final class EarlierExport {

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) {2}([^/\\\\]+)");

    private EarlierExport() {}

    /**
     * What the folder's {@code SHA256SUMS} names and is still as it was written. A file that has been changed since, or that it does not name, belongs to
     * somebody else.
     *
     * @param folder need not exist
     */
    public static List<Path> files(Path folder) throws IOException {
        Path sums = folder.resolve(Checksums.FILE);
        if (!Files.isRegularFile(sums)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        for (String line : lines(sums)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                Path file = folder.resolve(matcher.group(2));
                if (Files.isRegularFile(file) && Sha256.of(file).equals(matcher.group(1))) {
                    files.add(file);
                }
            }
        }
        return files;
    }

    private static List<String> lines(Path sums) throws IOException {
        try {
            return Files.readAllLines(sums, StandardCharsets.UTF_8);
        } catch (MalformedInputException e) {
            // No file of ours.
            return List.of();
        }
    }
}
