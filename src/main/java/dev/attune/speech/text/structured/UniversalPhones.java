package dev.attune.speech.text.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The phones of American English in the ASCII labels of the vendor's Universal Phone Set, and how a baseline of Attune writes them
 * ({@link dev.attune.speech.text.TokenSet#englishPhones()}).
 *
 * <p>Most labels stand for one phone of the baseline, some under another name ({@code J} is {@code Y}, {@code I} is {@code IY}). The others:
 *
 * <ul>
 *   <li>{@code AX R} (letter) and {@code ER R} (bird) are two labels each and one phone, {@code ER}; so is {@code ER} alone.
 *   <li>{@code Q} (lot) is {@code AA}, as Americans say it.
 *   <li>The diphthongs that end in a schwa are spoken with an r: {@code AOX} (door) is {@code AO R}, {@code EHX} (care) {@code EH R}, {@code UWX}
 *       (tour) {@code UH R}. An {@code R} that follows is the same one. {@code OWX} (boa) is {@code OW AX}.
 * </ul>
 */
public final class UniversalPhones {

    private static final Map<String, List<String>> ENGLISH = english();

    /** Labels that people take from the other phone set. */
    private static final Map<String, String> ARPABET = Map.of(
            "HH", "H", "IY", "I", "UW", "U", "OW", "O", "AY", "AI", "AW", "AU", "EY", "EI", "OY", "OI", "Y", "J");

    /** Labels that take in an R after them. */
    private static final Set<String> RHOTIC = Set.of("AX", "ER", "AOX", "EHX", "UWX");

    private UniversalPhones() {}

    private static Map<String, List<String>> english() {
        Map<String, List<String>> map = new TreeMap<>();
        for (String same : List.of(
                "B", "CH", "D", "DH", "F", "G", "JH", "K", "L", "M", "N", "NG", "P", "R", "S", "SH", "T", "TH", "V",
                "W", "Z", "ZH", "AA", "AE", "AH", "AO", "AX", "EH", "ER", "IH", "UH")) {
            map.put(same, List.of(same));
        }
        map.put("H", List.of("HH"));
        map.put("J", List.of("Y"));
        map.put("AU", List.of("AW"));
        map.put("AI", List.of("AY"));
        map.put("EI", List.of("EY"));
        map.put("I", List.of("IY"));
        map.put("O", List.of("OW"));
        map.put("OI", List.of("OY"));
        map.put("U", List.of("UW"));
        map.put("Q", List.of("AA"));
        map.put("AOX", List.of("AO", "R"));
        map.put("EHX", List.of("EH", "R"));
        map.put("UWX", List.of("UH", "R"));
        map.put("OWX", List.of("OW", "AX"));
        return map;
    }

    /** True if the phones of the language are known; those of others cannot be checked or used. */
    public static boolean knows(String locale) {
        return Locale.forLanguageTag(locale).getLanguage().equals("en");
    }

    /** All labels of English. */
    public static Set<String> labels() {
        return ENGLISH.keySet();
    }

    /** What is wrong with the first label that is none, with a remedy; null if all are fine or the language is not known. */
    public static @Nullable String fault(List<String> labels, String locale) {
        if (!knows(locale)) {
            return null;
        }
        for (String written : labels) {
            String label = written.toUpperCase(Locale.ROOT);
            if (ARPABET.containsKey(label)) {
                return "\"" + written + "\" is ARPAbet. Use \"" + ARPABET.get(label) + "\".";
            }
            if (!ENGLISH.containsKey(label)) {
                return "\"" + written + "\" is not a phone of " + locale
                        + ". Use the labels of the Universal Phone Set.";
            }
        }
        return null;
    }

    /**
     * The phones of the baseline for English labels; case does not count.
     *
     * @throws IllegalArgumentException if a label is unknown
     */
    public static List<String> phones(List<String> labels) {
        List<String> phones = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i).toUpperCase(Locale.ROOT);
            List<String> mapped = ENGLISH.get(label);
            if (mapped == null) {
                throw new IllegalArgumentException("\"" + labels.get(i) + "\" is no label of the Universal Phone Set");
            }
            boolean beforeR = i + 1 < labels.size() && labels.get(i + 1).equalsIgnoreCase("R");
            if (beforeR && RHOTIC.contains(label)) {
                i++;
            }
            phones.addAll(beforeR && label.equals("AX") ? List.of("ER") : mapped);
        }
        return phones;
    }
}
