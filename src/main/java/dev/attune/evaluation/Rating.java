package dev.attune.evaluation;

/**
 * What a word error rate is good for, by the thresholds that the vendor publishes: up to 10 % good, to 20 % acceptable, 30 % and more poor. What
 * lies between 20 % and 30 % has no name there.
 */
public enum Rating {
    GOOD("Good", "Good enough to use."),
    ACCEPTABLE("Acceptable", "Acceptable; more training is worth a thought."),
    FAIR("Fair", "Fair; more training is advisable."),
    POOR("Poor", "Poor; it needs adaptation to your speech.");

    private final String label;
    private final String sentence;

    Rating(String label, String sentence) {
        this.label = label;
        this.sentence = sentence;
    }

    /**
     * @param wordErrorRate a fraction, at least 0
     */
    public static Rating of(double wordErrorRate) {
        if (wordErrorRate <= 0.1) {
            return GOOD;
        }
        if (wordErrorRate <= 0.2) {
            return ACCEPTABLE;
        }
        return wordErrorRate < 0.3 ? FAIR : POOR;
    }

    /** In one word. */
    public String label() {
        return label;
    }

    public String sentence() {
        return sentence;
    }
}
