package dev.attune.speech.text;

import com.ibm.icu.text.RuleBasedNumberFormat;
import java.util.Locale;

/** English words for numbers, in American form (no "and"). Thread-safe. */
final class NumberWords {

    /** Above this many digits nobody says a cardinal; the digits are read one by one. */
    private static final int LONGEST_CARDINAL = 15;

    /** ICU's formats keep state while they work. */
    private final RuleBasedNumberFormat format = new RuleBasedNumberFormat(Locale.US, RuleBasedNumberFormat.SPELLOUT);

    /**
     * A whole number without grouping marks. Leading zeros are said, and then all digits one by one.
     *
     * @param digits 0 to 9 only, not empty
     */
    String cardinal(String digits) {
        if (digits.length() > LONGEST_CARDINAL || digits.length() > 1 && digits.startsWith("0")) {
            return digitByDigit(digits);
        }
        return spell(Long.parseLong(digits), "%spellout-cardinal");
    }

    /** First, second, third; for numbers too long to say, the digits one by one. */
    String ordinal(String digits) {
        return digits.length() > LONGEST_CARDINAL
                ? digitByDigit(digits)
                : spell(Long.parseLong(digits), "%spellout-ordinal");
    }

    /** A number that may have a fraction: "point", then its digits one by one. */
    String decimal(String number) {
        int point = number.indexOf('.');
        if (point < 0) {
            return cardinal(number);
        }
        String whole = point == 0 ? "" : cardinal(number.substring(0, point)) + " ";
        return whole + "point " + digitByDigit(number.substring(point + 1));
    }

    String digitByDigit(String digits) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            out.append(i == 0 ? "" : " ").append(spell(digits.charAt(i) - '0', "%spellout-cardinal"));
        }
        return out.toString();
    }

    /**
     * As years are said: nineteen ninety nine, nineteen oh five, nineteen hundred; two thousand to two thousand nine as cardinals.
     *
     * @param year 1100 to 2099
     */
    String year(int year) {
        return year / 10 == 200 || year % 1000 == 0 ? cardinal(Integer.toString(year)) : pairs(year);
    }

    /**
     * As house numbers and years are said: the hundreds, then the rest, with "oh" before a single digit.
     *
     * @param number 100 to 9999
     */
    String pairs(int number) {
        String hundreds = cardinal(Integer.toString(number / 100));
        int rest = number % 100;
        if (rest == 0) {
            return hundreds + " hundred";
        }
        return hundreds + (rest < 10 ? " oh " : " ") + cardinal(Integer.toString(rest));
    }

    /** The plural of a number's words: nineties, hundreds, sixes. */
    static String plural(String words) {
        if (words.endsWith("y")) {
            return words.substring(0, words.length() - 1) + "ies";
        }
        return words + (words.endsWith("x") ? "es" : "s");
    }

    private synchronized String spell(long number, String rules) {
        return format.format(number, rules).replace('-', ' ');
    }
}
