package dev.attune.speech.display;

/** What stands after a word. */
public enum Mark {
    NONE(""),
    COMMA(","),
    PERIOD("."),
    QUESTION("?");

    private final String text;

    Mark(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** Whether a sentence ends with it. */
    public boolean endsSentence() {
        return this == PERIOD || this == QUESTION;
    }
}
