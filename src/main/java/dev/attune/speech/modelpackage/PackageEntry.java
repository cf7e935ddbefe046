package dev.attune.speech.modelpackage;

import java.util.Optional;

/** A file of a model package. */
public enum PackageEntry {
    /** The network that is served: both heads, ONNX. */
    ACOUSTIC_ONNX("acoustic.onnx", true),
    /** The same weights for further training; missing in imported models. */
    ACOUSTIC_WEIGHTS("acoustic.safetensors", false),
    /** Tokens of the letter head. */
    LETTERS("tokens.txt", false),
    /** Tokens of the phone head. */
    PHONES("phones.txt", false),
    /** The language model in compact form. */
    LANGUAGE_MODEL("lm.bin", false),
    /** Words and how they sound. */
    LEXICON("lexicon.tsv", false),
    /** The model that finds the pronunciation of new words. */
    LETTER_TO_SOUND("letter-to-sound.bin", false),
    /** Calibration of word confidences. */
    CONFIDENCE("confidence.bin", false),
    /** Speech of the baseline's own training, heard again when it is adapted so that it forgets less; any sound format. */
    REPLAY_AUDIO("replay.opus", false),
    /** Where its sentences are and what they say. */
    REPLAY_TEXT("replay.tsv", false),
    /** A user's rules of display text. */
    DISPLAY_RULES("display/rules.md", false),
    /** The model card, Markdown. */
    CARD("card.md", false);

    private final String fileName;
    private final boolean required;

    PackageEntry(String fileName, boolean required) {
        this.fileName = fileName;
        this.required = required;
    }

    public String fileName() {
        return fileName;
    }

    public boolean required() {
        return required;
    }

    static Optional<PackageEntry> ofFileName(String name) {
        for (PackageEntry entry : values()) {
            if (entry.fileName.equals(name)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }
}
