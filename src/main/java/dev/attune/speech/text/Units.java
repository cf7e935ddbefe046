package dev.attune.speech.text;

import java.util.Comparator;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * English names of the units that stand behind a number. Only symbols that mean one thing there: "in" and "m" are also words or letters of
 * something else, and stay.
 */
final class Units {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("km/h", "kilometer per hour"),
            Map.entry("mph", "mile per hour"),
            Map.entry("km", "kilometer"),
            Map.entry("cm", "centimeter"),
            Map.entry("mm", "millimeter"),
            Map.entry("ft", "foot"),
            Map.entry("kg", "kilogram"),
            Map.entry("mg", "milligram"),
            Map.entry("lb", "pound"),
            Map.entry("lbs", "pound"),
            Map.entry("oz", "ounce"),
            Map.entry("ml", "milliliter"),
            Map.entry("mL", "milliliter"),
            Map.entry("Hz", "hertz"),
            Map.entry("kHz", "kilohertz"),
            Map.entry("MHz", "megahertz"),
            Map.entry("GHz", "gigahertz"),
            Map.entry("KB", "kilobyte"),
            Map.entry("MB", "megabyte"),
            Map.entry("GB", "gigabyte"),
            Map.entry("TB", "terabyte"),
            Map.entry("kW", "kilowatt"),
            Map.entry("kWh", "kilowatt hour"),
            Map.entry("min", "minute"),
            Map.entry("mins", "minute"),
            Map.entry("hr", "hour"),
            Map.entry("hrs", "hour"),
            Map.entry("sec", "second"),
            Map.entry("secs", "second"));

    private Units() {}

    /** All symbols as alternatives of a regular expression, longest first. */
    static String symbols() {
        return NAMES.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }

    /**
     * @param symbol one of {@link #symbols()}
     * @param one true for the singular
     */
    static String spoken(String symbol, boolean one) {
        String name = NAMES.get(symbol);
        if (name == null) {
            throw new IllegalArgumentException("no unit: " + symbol);
        }
        if (one || name.endsWith("hertz")) {
            return name;
        }
        if (name.equals("foot")) {
            return "feet";
        }
        int per = name.indexOf(" per ");
        return per < 0 ? name + "s" : name.substring(0, per) + "s" + name.substring(per);
    }
}
