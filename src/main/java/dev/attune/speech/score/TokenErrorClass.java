package dev.attune.speech.score;

/** What an error of display text is about. The order is that in which the classes are tried: an edit belongs to the first that fits. */
public enum TokenErrorClass {
    /** Equal but for capital letters. */
    CAPITALIZATION("capitalization"),
    /** A mark of punctuation is missing, too much, or another one. */
    PUNCTUATION("punctuation"),
    /** The same words, written another way: "25" and "twenty five". */
    INVERSE_TEXT_NORMALIZATION("inverseTextNormalization"),
    /** Other words. */
    LEXICAL("lexical"),
    /** The rest, such as a sign that nobody says. */
    OTHERS("others");

    private final String apiName;

    TokenErrorClass(String apiName) {
        this.apiName = apiName;
    }

    /** As the REST interface and JSON call it. */
    public String apiName() {
        return apiName;
    }
}
