package dev.attune.dataset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** SHA-256 of what a data set holds. */
final class ContentHash {

    private ContentHash() {}

    /** Does not depend on the order of the utterances. */
    static String ofUtterances(List<StoredUtterance> utterances) {
        return of(utterances.stream()
                .map(utterance -> utterance.file() + "\t" + utterance.audioHash() + "\t" + utterance.transcript() + "\t"
                        + (utterance.speaker() == null ? "" : utterance.speaker()))
                .sorted());
    }

    /** Depends on the order of the lines. */
    static String ofLines(List<String> lines) {
        return of(lines.stream());
    }

    private static String of(Stream<String> lines) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            lines.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
