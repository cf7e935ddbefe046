package dev.attune.speech.lettertosound;

/**
 * Letters and the phones that they stand for: the unit of a joint-sequence model.
 *
 * @param letters one or two
 * @param phones none, one or two, separated by one blank
 */
record Graphone(String letters, String phones) {

    /** As a word of a language model: no blanks inside. */
    String symbol() {
        return letters + ":" + phones.replace(' ', '_');
    }

    /** As Phonetisaurus writes it: "p|h}F", "x}K|S", "e}_". */
    String jointName() {
        return String.join("|", letters.split("")) + "}" + (phones.isEmpty() ? "_" : phones.replace(' ', '|'));
    }

    static Graphone of(String symbol) {
        int colon = symbol.indexOf(':');
        return new Graphone(
                symbol.substring(0, colon), symbol.substring(colon + 1).replace('_', ' '));
    }
}
