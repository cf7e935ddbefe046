package dev.attune.speech.text;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * American English.
 *
 * <p>Letters lose their accents; what is not ASCII then is unusable. Numbers become words by fixed rules, tried in the order of
 * {@link #spellNumbers}: dates, times, money, percentages, units, telephone numbers, ordinals, decades, house numbers, years, and the rest as
 * cardinals with decimals digit by digit. A digit never survives. A few abbreviations that are read in one way only are written out.
 *
 * <p>Versions: 1 the first; 2 reads the day after a month's name as an ordinal, dates in figures, plurals of numbers ("100's"), units after a
 * number, and the abbreviations.
 */
final class EnglishNormalizer extends TextNormalizer {

    static final EnglishNormalizer INSTANCE = new EnglishNormalizer();

    private static final String NUMBER = "(?:\\d{1,3}(?:,\\d{3})+(?!,?\\d)|\\d+)";
    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final String MONTH =
            "(?:(?i:january|february|april|june|july|august|september|october|november|december)|March|May|MARCH|MAY)";
    private static final String STREET =
            "(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl"
                    + "|Square|Sq|Terrace|Way|Highway|Hwy|Parkway|Pkwy|Circle|Alley|Row)";

    private static final Pattern DATE = Pattern.compile("\\b(" + MONTH
            + ")\\s+([12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\\d:%A-Za-z]|[.,]\\d|\\s*(?i:[ap]\\s?m)\\b)"
            + "(?:,?\\s+(1[1-9]\\d{2}|20\\d{2})(?![\\d%A-Za-z]|[,.:]\\d))?");
    private static final Pattern DATE_IN_FIGURES =
            Pattern.compile("(?<![\\d/.,-])(?:(1[1-9]\\d{2}|20\\d{2})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])"
                    + "|(1[0-2]|0?[1-9])/(0?[1-9]|[12]\\d|3[01])/(1[1-9]\\d{2}|20\\d{2}))(?![\\d/-]|[.,]\\d)");
    private static final Pattern SHORT_MONTH =
            Pattern.compile("\\b(?i:(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\b)\\.?(?=\\s+\\d)");
    private static final Pattern DOTTED_HALF_DAY = Pattern.compile("(?i)\\b([ap])\\.\\s?m\\b\\.?");
    private static final Pattern TIME = Pattern.compile(
            "(?i)(?<![\\d:.,$])(\\d|[01]\\d|2[0-4]):([0-5]\\d)(?::([0-5]\\d))?(?![\\d:]|\\.\\d)(?:\\s*([ap])\\s?m\\b)?");
    private static final Pattern HOUR = Pattern.compile("(?i)(?<![\\d:.,$])(1[0-2]|0?[1-9])\\s*([ap])\\s?m\\b");
    private static final Pattern MONEY = Pattern.compile(
            "\\$\\s?(" + NUMBER + ")(?:\\.(\\d+))?(?:(?:\\s|-)?(?i:(hundred|thousand|million|billion|trillion)\\b))?");
    private static final Pattern PERCENT = Pattern.compile("(?<=\\d)\\s?%");
    private static final Pattern UNIT = Pattern.compile("(?<![\\d.,])(" + NUMBER + "(?:\\.\\d+)?)(\\s|-)?("
            + Units.symbols() + ")(?![A-Za-z0-9'/])\\.?(?![A-Za-z0-9])");
    private static final Pattern PHONE = Pattern.compile(
            "(?<![\\d-])(?:(1)-(?=\\d{3}-))?(?:\\((\\d{3})\\)\\s?|(\\d{3})-)?(\\d{3})-(\\d{4})(?![\\d-]|[.,]\\d)");
    private static final Pattern ORDINAL = Pattern.compile("(?<![\\d.,])(" + NUMBER + ")(?i:st|nd|rd|th)\\b");
    private static final Pattern DECADE = Pattern.compile("(?<![\\d.,])(1[1-9]\\d0|20\\d0|[2-9]0)'?s\\b");
    private static final Pattern PLURAL = Pattern.compile("(?<![\\d.,])(" + NUMBER + ")'s\\b");
    private static final Pattern HOUSE =
            Pattern.compile("(?<![\\d.,$-])([1-9]\\d{2})(?=\\s+(?:[A-Z][A-Za-z']*\\s+){1,3}" + STREET + "\\b)");
    private static final Pattern YEAR = Pattern.compile("\\b((?i:in|since)|" + MONTH
            + "(?:\\s+\\d{1,2}(?:st|nd|rd|th)?,?)?)(\\s+)(1[1-9]\\d{2}|20\\d{2})(?![\\d%A-Za-z]|[,.:]\\d)");
    private static final Pattern MINUS = Pattern.compile("(?<![^\\s(])-(?=\\.?\\d)");
    private static final Pattern AMPERSAND = Pattern.compile("(?<=\\s)&(?=\\s)");
    private static final Pattern REST = Pattern.compile(NUMBER + "(?:\\.\\d+)*|(?<![\\d])\\.\\d+");

    private final NumberWords words = new NumberWords();

    private EnglishNormalizer() {}

    @Override
    public String normalize(String raw) {
        String text = withPlainCharacters(raw);
        text = DOTTED_HALF_DAY.matcher(text).replaceAll("$1 m ");
        text = AMPERSAND.matcher(text).replaceAll("and");
        text = Abbreviations.writtenOut(text);
        return lettersOnly(hasDigit(text) ? spellNumbers(text) : text);
    }

    @Override
    public String name() {
        return "en-US";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    boolean isPlain(int codePoint) {
        return codePoint >= ' ' && codePoint < 0x7F;
    }

    @Override
    @Nullable
    String replacement(int codePoint) {
        String plain = typography(codePoint);
        return plain != null ? plain : withoutAccent(codePoint);
    }

    /** ASCII letters for a Latin letter with an accent, a stroke or a ligature; nothing for an accent alone; null for the rest. */
    private static @Nullable String withoutAccent(int codePoint) {
        switch (codePoint) {
            case 0xDF:
                return "ss";
            case 0xC6:
                return "AE";
            case 0xE6:
                return "ae";
            case 0x152:
                return "OE";
            case 0x153:
                return "oe";
            case 0xD8:
                return "O";
            case 0xF8:
                return "o";
            case 0x141:
                return "L";
            case 0x142:
                return "l";
            case 0xD0, 0x110:
                return "D";
            case 0xF0, 0x111:
                return "d";
            case 0xDE:
                return "Th";
            case 0xFE:
                return "th";
            case 0x131:
                return "i";
            default:
                String parts = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD);
                String letters = parts.replaceAll("\\p{Mn}", "");
                boolean latin = letters.chars().allMatch(c -> c < 0x80 && Character.isLetter(c));
                return latin && letters.length() < parts.length() ? letters : null;
        }
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    private String spellNumbers(String text) {
        String out = replace(SHORT_MONTH, text, m -> month(m.group(1)));
        out = replace(DATE_IN_FIGURES, out, this::dateInFigures);
        out = replace(DATE, out, m -> date(m.group(1), m.group(2), m.group(3)));
        out = replace(TIME, out, this::time);
        out = replace(HOUR, out, m -> words.cardinal(m.group(1).replaceFirst("^0", "")) + " " + m.group(2) + " m");
        out = replace(MONEY, out, this::money);
        out = PERCENT.matcher(out).replaceAll(" percent ");
        out = replace(UNIT, out, this::quantity);
        out = replace(PHONE, out, this::phone);
        // Years look at the day before them, so they come before ordinals take it.
        out = replace(YEAR, out, m -> m.group(1) + m.group(2) + words.year(Integer.parseInt(m.group(3))));
        out = replace(ORDINAL, out, m -> words.ordinal(ungrouped(m.group(1))));
        out = replace(DECADE, out, m -> decade(m.group(1)));
        out = replace(PLURAL, out, m -> NumberWords.plural(words.cardinal(ungrouped(m.group(1)))));
        out = replace(HOUSE, out, m -> words.pairs(Integer.parseInt(m.group(1))));
        out = MINUS.matcher(out).replaceAll(" minus ");
        return replace(REST, out, m -> rest(m.group()));
    }

    /** Words never stick to what stood beside the digits: "4K" is two words. */
    private static String replace(Pattern pattern, String text, Function<MatchResult, String> spoken) {
        return pattern.matcher(text).replaceAll(match -> " " + spoken.apply(match) + " ");
    }

    private String date(String month, String day, @Nullable String year) {
        String spoken = month + " " + words.ordinal(day);
        return year == null ? spoken : spoken + " " + words.year(Integer.parseInt(year));
    }

    /** Year first, with hyphens, or the month first, with slashes. */
    private String dateInFigures(MatchResult match) {
        boolean yearFirst = match.group(1) != null;
        int month = Integer.parseInt(match.group(yearFirst ? 2 : 4));
        return date(MONTHS.get(month - 1), match.group(yearFirst ? 3 : 5), yearFirst ? match.group(1) : match.group(6));
    }

    private static String month(String start) {
        String lower = start.toLowerCase(Locale.ROOT).substring(0, 3);
        // With its capital, as March and May count as months only so.
        return MONTHS.stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(lower))
                .findFirst()
                .orElseThrow();
    }

    /** A hyphen makes one word of number and unit, which then has no plural: "a 5-km run". */
    private String quantity(MatchResult match) {
        String number = ungrouped(match.group(1));
        boolean one = number.equals("1") || "-".equals(match.group(2));
        return words.decimal(number) + " " + Units.spoken(match.group(3), one);
    }

    private String time(MatchResult match) {
        int hour = Integer.parseInt(match.group(1));
        int minute = Integer.parseInt(match.group(2));
        String halfDay = match.group(4) == null ? "" : " " + match.group(4) + " m";
        StringBuilder spoken = new StringBuilder(words.cardinal(Integer.toString(hour)));
        if (minute > 0) {
            spoken.append(minute < 10 ? " oh " : " ").append(words.cardinal(Integer.toString(minute)));
        } else if (halfDay.isEmpty()) {
            spoken.append(hour >= 1 && hour <= 12 ? " o'clock" : " hundred");
        }
        if (match.group(3) != null) {
            int second = Integer.parseInt(match.group(3));
            spoken.append(" and ")
                    .append(words.cardinal(Integer.toString(second)))
                    .append(second == 1 ? " second" : " seconds");
        }
        return spoken + halfDay;
    }

    private String money(MatchResult match) {
        String whole = ungrouped(match.group(1));
        String fraction = match.group(2);
        String scale = match.group(3);
        if (scale != null || fraction != null && fraction.length() != 2) {
            String number = words.decimal(fraction == null ? whole : whole + "." + fraction);
            return number + (scale == null ? "" : " " + scale) + " dollars";
        }
        int cents = fraction == null ? 0 : Integer.parseInt(fraction);
        String dollars = words.cardinal(whole) + (whole.equals("1") ? " dollar" : " dollars");
        if (cents == 0) {
            return dollars;
        }
        String spokenCents = words.cardinal(Integer.toString(cents)) + (cents == 1 ? " cent" : " cents");
        return whole.equals("0") ? spokenCents : dollars + " and " + spokenCents;
    }

    private String phone(MatchResult match) {
        StringBuilder digits = new StringBuilder();
        for (int group = 1; group <= match.groupCount(); group++) {
            digits.append(match.group(group) == null ? "" : match.group(group));
        }
        return words.digitByDigit(digits.toString());
    }

    private String decade(String number) {
        int value = Integer.parseInt(number);
        return NumberWords.plural(value < 100 ? words.cardinal(number) : words.year(value));
    }

    /** A plain number, a decimal, or a dotted series such as a version. */
    private String rest(String number) {
        String[] parts = ungrouped(number).split("\\.", -1);
        if (parts.length <= 2) {
            return words.decimal(ungrouped(number));
        }
        StringBuilder spoken = new StringBuilder();
        for (String part : parts) {
            spoken.append(spoken.isEmpty() ? "" : " point ").append(words.cardinal(part));
        }
        return spoken.toString();
    }

    private static String ungrouped(String number) {
        return number.replace(",", "");
    }
}
