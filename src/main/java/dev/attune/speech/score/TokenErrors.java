package dev.attune.speech.score;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Errors of display text, of one utterance or of many.
 *
 * @param tokens counts of the alignment; its rate is the token error rate
 * @param edits number of edits of each class, all classes present; together {@code tokens.errors()}
 */
public record TokenErrors(ErrorCounts tokens, Map<TokenErrorClass, Integer> edits) {

    private static final double PERCENT = 100;

    public static final TokenErrors NONE = new TokenErrors(ErrorCounts.NONE, Map.of());

    public TokenErrors {
        Map<TokenErrorClass, Integer> all = new EnumMap<>(TokenErrorClass.class);
        int sum = 0;
        for (TokenErrorClass each : TokenErrorClass.values()) {
            int count = edits.getOrDefault(each, 0);
            all.put(each, count);
            sum += count;
        }
        if (sum != tokens.errors()) {
            throw new IllegalArgumentException("edits must add up to the errors, " + tokens.errors() + "; got " + sum);
        }
        edits = Collections.unmodifiableMap(all);
    }

    /** The token error rate, a fraction; as {@link ErrorCounts#rate()} has it. */
    public double rate() {
        return tokens.rate();
    }

    /** Share of one class in all edits, 0 to 100; 0 without edits. */
    public double percentageOfAllEdits(TokenErrorClass errorClass) {
        return tokens.errors() == 0 ? 0 : PERCENT * edits.get(errorClass) / tokens.errors();
    }

    public TokenErrors plus(TokenErrors other) {
        Map<TokenErrorClass, Integer> sum = new EnumMap<>(edits);
        other.edits.forEach((errorClass, count) -> sum.merge(errorClass, count, Integer::sum));
        return new TokenErrors(tokens.plus(other.tokens), sum);
    }
}
