package dev.attune.speech.modelimport;

import dev.attune.speech.text.TokenSet;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Brings the tokens of a model made elsewhere into the form of our packages: the blank first, {@link TokenSet#LETTER_BOUNDARY} between or before words,
 * lower case. Tokens that become the same count together; tokens that no word is made of, such as punctuation or {@code <unk>}, count as blank.
 *
 * @param tokens of the package
 * @param map for each of the model's outputs its token in the package
 * @param blank id of the blank among the model's outputs
 */
record TokenMapping(TokenSet tokens, List<Integer> map, int blank) {

    /** Names of the blank, the most telling first: {@code <pad>} is the blank only where no other token is. */
    private static final List<String> BLANKS =
            List.of("<blk>", "<blank>", "<ctc_blank>", "<eps>", "<ctc>", "[blank]", "<pad>", "[pad]");

    private static final Set<String> BOUNDARIES = Set.of(" ", "|", "<space>", "[space]", TokenSet.LETTER_BOUNDARY);

    /**
     * @param symbols by id
     * @param outputs of the network; one more than symbols means that the blank has no symbol and is the last
     * @throws ImportRefusedException if the numbers do not fit, there is no blank, or no word could be written
     */
    static TokenMapping of(List<String> symbols, int outputs) throws ImportRefusedException {
        List<String> all = new ArrayList<>(symbols);
        int blank = blankOf(symbols);
        if (blank < 0 && outputs == symbols.size() + 1) {
            blank = symbols.size();
            all.add(TokenSet.BLANK);
        }
        if (all.size() != outputs) {
            throw new ImportRefusedException(
                    "The network has " + outputs + " outputs and the token file " + symbols.size()
                            + " tokens, so they do not belong together; choose the token file that came with this network"
                            + " (the encoder of a transducer cannot be used alone: it needs a CTC head).");
        }
        if (blank < 0) {
            throw new ImportRefusedException(
                    "None of the " + symbols.size() + " tokens is a blank (" + String.join(", ", BLANKS)
                            + "), so this is no CTC model, or its token file is another's; choose the token file of the CTC model.");
        }
        boolean words =
                all.stream().anyMatch(symbol -> symbol.startsWith(TokenSet.LETTER_BOUNDARY) && symbol.length() > 1);
        List<String> kept = new ArrayList<>(List.of(TokenSet.BLANK));
        Map<String, Integer> ids = new HashMap<>();
        List<Integer> map = new ArrayList<>();
        for (int id = 0; id < outputs; id++) {
            String plain = id == blank ? "" : plain(all.get(id), words);
            if (plain.isEmpty()) {
                map.add(0);
                continue;
            }
            map.add(ids.computeIfAbsent(plain, symbol -> {
                kept.add(symbol);
                return kept.size() - 1;
            }));
        }
        if (kept.stream().skip(1).noneMatch(symbol -> symbol.codePoints().anyMatch(Character::isLetter))) {
            throw new ImportRefusedException(
                    "None of the tokens has a letter, so no words could be written; choose the model's token file.");
        }
        return new TokenMapping(new TokenSet(kept), List.copyOf(map), blank);
    }

    private static int blankOf(List<String> symbols) {
        for (String name : BLANKS) {
            for (int id = 0; id < symbols.size(); id++) {
                if (symbols.get(id).equalsIgnoreCase(name)) {
                    return id;
                }
            }
        }
        return -1;
    }

    /** The symbol as a package writes it; empty if it is no part of a word. */
    private static String plain(String symbol, boolean subwords) {
        // In a set with subwords a bar is punctuation.
        if (BOUNDARIES.contains(symbol.toLowerCase(Locale.ROOT)) && !(subwords && symbol.equals("|"))) {
            return TokenSet.LETTER_BOUNDARY;
        }
        if (TokenSet.byteOf(symbol).isPresent()) {
            return symbol.toUpperCase(Locale.ROOT).replace('X', 'x');
        }
        if (symbol.matches("<.+>|\\[.+]|SIL")) {
            return "";
        }
        String lower = Normalizer.normalize(symbol, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replace('\u2019', '\'');
        StringBuilder plain = new StringBuilder();
        lower.codePoints().filter(TokenMapping::isOfAWord).forEach(plain::appendCodePoint);
        boolean onlyBoundary = plain.toString().equals(TokenSet.LETTER_BOUNDARY);
        return onlyBoundary && lower.length() > 1 ? "" : plain.toString();
    }

    private static boolean isOfAWord(int point) {
        int type = Character.getType(point);
        return Character.isLetterOrDigit(point)
                || point == '\''
                || point == TokenSet.LETTER_BOUNDARY.charAt(0)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** True if words can be told apart. */
    boolean hasBoundary() {
        return tokens.contains(TokenSet.LETTER_BOUNDARY) || tokens.hasSubwords();
    }
}
