package dev.attune.speech;

import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.LogProbMatrix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a network says of one clip. Kept, it can be decoded again and again without running the network.
 *
 * @param pieces parts of the clip in their order; at least one
 * @param seconds length of the clip
 */
public record HeardSpeech(List<Piece> pieces, double seconds) {

    public HeardSpeech {
        pieces = List.copyOf(pieces);
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("pieces must not be empty");
        }
    }

    /**
     * A part between two pauses.
     *
     * @param startSeconds where it begins in the clip; negative for a short clip that was heard with margins
     */
    public record Piece(double startSeconds, AcousticOutput output) {}

    /** Memory that the probabilities take. */
    public long bytes() {
        return pieces.stream()
                .mapToLong(piece ->
                        bytes(piece.output().phones()) + bytes(piece.output().letters()))
                .sum();
    }

    private static long bytes(@Nullable LogProbMatrix matrix) {
        return matrix == null ? 0 : (long) Float.BYTES * matrix.frames() * matrix.tokens();
    }
}
