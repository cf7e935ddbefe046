package dev.attune.pronunciation.ui;

/** Phones as people read them: apart from each other, as two letters are often one phone. */
final class PhoneText {

    private static final String EN_SPACE = "\u2002";

    private PhoneText() {}

    static String of(String phones) {
        return phones.replace(" ", EN_SPACE);
    }
}
