package dev.attune.speech.display;

/** A pattern of {@code #itn} that cannot be read. The message says what is wrong and at which column. */
public final class ItnPatternException extends Exception {

    private static final long serialVersionUID = 1;

    private final int column;

    ItnPatternException(String what, int column) {
        super(what + " at column " + column);
        this.column = column;
    }

    /** From 1. */
    public int column() {
        return column;
    }
}
