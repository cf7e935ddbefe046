package dev.attune.dataset;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The phones that lexicons of structured text may use, en-US: the vendor's Universal Phone Set in its ASCII form. */
final class Phones {

    private static final Set<String> ENGLISH = Set.of(
            "B", "CH", "D", "DH", "F", "G", "H", "JH", "K", "L", "M", "N", "NG", "P", "R", "S", "SH", "T", "TH", "V",
            "W", "J", "Z", "ZH", "AA", "AE", "AH", "AO", "AOX", "AU", "AX", "AI", "EH", "EHX", "ER", "EI", "IH", "I",
            "O", "OI", "OWX", "Q", "UH", "U", "UWX");

    private static final Map<String, String> ARPABET = Map.of(
            "HH", "H", "IY", "I", "UW", "U", "OW", "O", "AY", "AI", "AW", "AU", "EY", "EI", "OY", "OI", "Y", "J");

    private Phones() {}

    /** What is wrong with the first unknown phone, or null; only phones of English are known. */
    static @Nullable String fault(String phones, String locale) {
        if (!TranscriptTable.isEnglish(locale)) {
            return null;
        }
        for (String phone : phones.strip().split("\\s+")) {
            String label = phone.toUpperCase(Locale.ROOT);
            if (ARPABET.containsKey(label)) {
                return "\"" + phone + "\" is ARPAbet. Use \"" + ARPABET.get(label) + "\".";
            }
            if (!ENGLISH.contains(label)) {
                return "\"" + phone + "\" is not a phone of " + locale + ". Use the labels of the Universal Phone Set.";
            }
        }
        return null;
    }
}
