package dev.attune.speech.display;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads English numbers in words, with and without "and". Ranges of words are given by their first place and the place after their last. */
final class NumberReader {

    private static final Map<String, Integer> SMALL = new HashMap<>();
    private static final Map<String, Integer> TENS = new HashMap<>();
    private static final Map<String, Long> SCALES = Map.of(
            "thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L, "trillion", 1_000_000_000_000L);
    private static final Map<String, String> ORDINALS = new HashMap<>();

    static {
        String[] small =
                ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
                                + " sixteen seventeen eighteen nineteen")
                        .split(" ");
        String[] tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
        for (int i = 0; i < small.length; i++) {
            SMALL.put(small[i], i);
            ORDINALS.put(small[i] + "th", small[i]);
        }
        for (int i = 0; i < tens.length; i++) {
            TENS.put(tens[i], 10 * (i + 2));
            ORDINALS.put(tens[i].substring(0, tens[i].length() - 1) + "ieth", tens[i]);
        }
        ORDINALS.putAll(Map.of(
                "first",
                "one",
                "second",
                "two",
                "third",
                "three",
                "fifth",
                "five",
                "eighth",
                "eight",
                "ninth",
                "nine",
                "twelfth",
                "twelve",
                "hundredth",
                "hundred",
                "thousandth",
                "thousand",
                "millionth",
                "million"));
    }

    private NumberReader() {}

    /**
     * A number and where it ends.
     *
     * @param end place after its last word
     */
    record Read(long value, int end) {}

    /** The longest cardinal that begins here; null if none does. A lone "hundred" or "million" is none. */
    static @Nullable Read cardinal(List<String> words, int at) {
        Read part = belowThousand(words, at);
        if (part == null) {
            return null;
        }
        long sum = 0;
        long lastScale = Long.MAX_VALUE;
        while (true) {
            Long scale = part.end < words.size() ? SCALES.get(words.get(part.end)) : null;
            if (scale == null || scale >= lastScale || part.value == 0) {
                return new Read(sum + part.value, part.end);
            }
            sum += part.value * scale;
            lastScale = scale;
            int end = part.end + 1;
            int next = end < words.size() && words.get(end).equals("and") ? end + 1 : end;
            Read lower = belowThousand(words, next);
            boolean fits = lower != null && lower.value > 0 && lower.value < lastScale && lower.value < 1000;
            if (fits && next > end) {
                fits = lower.value < 100 && !isScale(words, lower.end);
            }
            if (fits && isScale(words, lower.end) && SCALES.get(words.get(lower.end)) >= lastScale) {
                fits = false;
            }
            if (!fits) {
                return new Read(sum, end);
            }
            part = lower;
        }
    }

    /** A number below a thousand, or of hundreds as in "nineteen hundred". */
    private static @Nullable Read belowThousand(List<String> words, int at) {
        Read part = belowHundred(words, at);
        if (part == null
                || part.value == 0
                || part.end >= words.size()
                || !words.get(part.end).equals("hundred")) {
            return part;
        }
        int end = part.end + 1;
        int next = end < words.size() && words.get(end).equals("and") ? end + 1 : end;
        Read rest = belowHundred(words, next);
        boolean fits = rest != null
                && rest.value > 0
                && !(rest.end < words.size() && words.get(rest.end).equals("hundred"))
                && !(next > end && isScale(words, rest.end));
        return fits ? new Read(part.value * 100 + rest.value, rest.end) : new Read(part.value * 100, end);
    }

    private static @Nullable Read belowHundred(List<String> words, int at) {
        if (at >= words.size()) {
            return null;
        }
        Integer small = SMALL.get(words.get(at));
        if (small != null) {
            return new Read(small, at + 1);
        }
        Integer tens = TENS.get(words.get(at));
        if (tens == null) {
            return null;
        }
        Integer unit = at + 1 < words.size() ? SMALL.get(words.get(at + 1)) : null;
        return unit != null && unit >= 1 && unit <= 9 ? new Read(tens + unit, at + 2) : new Read(tens, at + 1);
    }

    /** An ordinal that begins here, such as "twenty first"; null if none does. */
    static @Nullable Read ordinal(List<String> words, int at) {
        for (int last = at; last < words.size(); last++) {
            String cardinal = ORDINALS.get(words.get(last));
            if (cardinal != null) {
                List<String> as = new ArrayList<>(words.subList(0, last));
                as.add(cardinal);
                Read read = cardinal(as, at);
                return read != null && read.end == last + 1 && read.value > 0 ? read : null;
            }
            if (!isNumberWord(words.get(last))) {
                return null;
            }
        }
        return null;
    }

    /** 0 to 9 for a digit that is said alone, "oh" included; -1 for any other word. */
    static int digit(String word) {
        if (word.equals("oh") || word.equals("o")) {
            return 0;
        }
        Integer value = SMALL.get(word);
        return value != null && value <= 9 ? value : -1;
    }

    static boolean isScale(List<String> words, int at) {
        return at < words.size() && SCALES.containsKey(words.get(at));
    }

    /** Words that numbers consist of, "and" not among them. */
    static boolean isNumberWord(String word) {
        return SMALL.containsKey(word) || TENS.containsKey(word) || SCALES.containsKey(word) || word.equals("hundred");
    }
}
