package dev.attune.speech.text;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * English abbreviations that are read in one way only. They are written out with and without their full stop, so that a reference and a text that
 * has no marks any more come out alike.
 */
final class Abbreviations {

    private static final Map<String, String> WORDS = Map.of(
            "mr", "mister",
            "mrs", "missus",
            "dr", "doctor",
            "prof", "professor",
            "vs", "versus",
            "etc", "et cetera",
            "approx", "approximately",
            "dept", "department");

    private static final Pattern WORD = Pattern.compile("(?i)(?<![\\p{Alnum}'.])(" + String.join("|", WORDS.keySet())
            + ")\\b(?!['\\u2019]\\p{Alpha})\\.?(?!\\p{Alnum})");

    /** Of an address: a house number, one to three names, and the kind of street. There "Dr" is no doctor. */
    private static final Pattern STREET = Pattern.compile(
            "(?<![\\d.,$-])(\\d{1,5}(?:\\s+[A-Z][A-Za-z']*){1,3}\\s+)(St|Ave|Rd|Ln|Dr|Blvd|Ct|Pl|Sq|Hwy|Pkwy)\\b\\.?");

    private static final Map<String, String> STREETS = Map.ofEntries(
            Map.entry("St", "Street"),
            Map.entry("Ave", "Avenue"),
            Map.entry("Rd", "Road"),
            Map.entry("Ln", "Lane"),
            Map.entry("Dr", "Drive"),
            Map.entry("Blvd", "Boulevard"),
            Map.entry("Ct", "Court"),
            Map.entry("Pl", "Place"),
            Map.entry("Sq", "Square"),
            Map.entry("Hwy", "Highway"),
            Map.entry("Pkwy", "Parkway"));

    private static final Pattern NUMBER = Pattern.compile("\\bNo\\.\\s?(?=\\d)");

    private Abbreviations() {}

    static String writtenOut(String text) {
        String out = STREET.matcher(text).replaceAll(match -> match.group(1) + STREETS.get(match.group(2)));
        out = NUMBER.matcher(out).replaceAll("number ");
        return WORD.matcher(out).replaceAll(match -> WORDS.get(match.group(1).toLowerCase(Locale.ROOT)));
    }
}
