package dev.attune.speech.display;

import static dev.attune.speech.display.EnglishWords.LABELS;

import dev.attune.speech.display.NumberReader.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * American English words to what is written for them: numbers, ordinals, decimals, percentages, money, times, dates, years, telephone numbers,
 * addresses of mail and web.
 *
 * <p>The inverse of the English {@link dev.attune.speech.text.TextNormalizer}: normalised again, the written form gives the heard words for
 * everything that the normaliser can say. Small numbers (zero to nine) stay words where they count something ("two rolls") and become digits
 * where they name something ("gate 9") or stand beside a unit; ordinals below the tenth stay words outside dates. The rules are fixed and
 * tried in the order of {@link #at}; what none of them knows stays as it is.
 */
final class EnglishItn {

    private static final int SMALL = 10;
    private static final int GROUPED_FROM = 10_000;
    private static final int PHONE_SHORT = 7;
    private static final int PHONE_LONG = 10;
    private static final Set<Long> ROUND_MINUTES = Set.of(15L, 30L, 45L);
    private static final Set<String> NO_DOMAIN = Set.of("the", "a", "an", "this", "that", "of", "and", "to");

    private final List<String> words;
    private final List<DisplayToken> tokens = new ArrayList<>();

    private EnglishItn(List<String> words) {
        this.words = words;
    }

    /** The tokens for some lexical words (lower case, without punctuation), in their order. */
    static List<DisplayToken> apply(List<String> words) {
        EnglishItn itn = new EnglishItn(words);
        int at = 0;
        while (at < words.size()) {
            DisplayToken token = itn.at(at);
            itn.tokens.add(token);
            at = token.to();
        }
        itn.alignJoinedNumbers();
        return itn.tokens;
    }

    private DisplayToken at(int at) {
        DisplayToken token = address(at);
        token = token == null ? date(at) : token;
        token = token == null ? digits(at) : token;
        token = token == null ? year(at) : token;
        token = token == null ? time(at) : token;
        token = token == null ? house(at) : token;
        token = token == null ? ordinal(at) : token;
        token = token == null ? number(at) : token;
        return token == null ? DisplayToken.word(words.get(at), at) : token;
    }

    private static DisplayToken written(String text, int from, int to) {
        return new DisplayToken(text, from, to, null, true);
    }

    private String word(int at) {
        return at >= 0 && at < words.size() ? words.get(at) : "";
    }

    // Addresses

    /** "john dot smith at example dot com", "w w w dot example dot org slash news". */
    private @Nullable DisplayToken address(int at) {
        StringBuilder local = new StringBuilder();
        int end = part(at, local);
        while (end > at && Set.of("dot", "underscore", "dash", "hyphen", "plus").contains(word(end))) {
            local.append(SpokenForms.sign(word(end)));
            int next = part(end + 1, local);
            end = next > end + 1 ? next : -1;
        }
        if (end > at && word(end).equals("at")) {
            StringBuilder domain = new StringBuilder();
            int after = domain(end + 1, domain);
            if (after > 0) {
                return written(local + "@" + domain, at, after);
            }
        }
        StringBuilder domain = new StringBuilder();
        int after = domain(at, domain);
        if (after < 0 || NO_DOMAIN.contains(word(at))) {
            return null;
        }
        while (word(after).equals("slash")) {
            StringBuilder path = new StringBuilder();
            int next = part(after + 1, path);
            if (next == after + 1) {
                break;
            }
            domain.append('/').append(path);
            after = next;
        }
        return written(domain.toString(), at, after);
    }

    /** One word, or letters and numbers said one by one; returns where it ends, {@code at} if there is none. */
    private int part(int at, StringBuilder out) {
        if (at >= words.size() || !word(at).matches("[a-z0-9']+")) {
            return at;
        }
        int end = at;
        Read number = NumberReader.cardinal(words, at);
        boolean letters = word(at).length() == 1 || number != null;
        if (!letters) {
            out.append(word(at));
            end++;
            number = NumberReader.cardinal(words, end);
        }
        while (end < words.size() && (letters && word(end).length() == 1 || number != null)) {
            out.append(number == null ? word(end) : Long.toString(number.value()));
            end = number == null ? end + 1 : number.end();
            number = NumberReader.cardinal(words, end);
        }
        return end;
    }

    /** Names parted by "dot", the last one a top-level domain; -1 if this is none. */
    private int domain(int at, StringBuilder out) {
        int end = part(at, out);
        int good = -1;
        while (end > at && word(end).equals("dot")) {
            StringBuilder name = new StringBuilder();
            int next = part(end + 1, name);
            if (next == end + 1) {
                break;
            }
            out.append('.').append(name);
            end = next;
            good = EnglishWords.TOP_LEVEL_DOMAINS.contains(name.toString()) ? end : -1;
        }
        return good;
    }

    // Dates and years

    /** "march third", "march third twenty twenty four", "march nineteen ninety", "the third of march". */
    private @Nullable DisplayToken date(int at) {
        Read day = NumberReader.ordinal(words, at);
        if (day != null && day.value() <= 31 && word(day.end()).equals("of") && isMonth(day.end() + 1)) {
            int end = day.end() + 2;
            Read year = yearValue(end, true);
            return written(
                    ordinalText(day.value()) + " of " + capital(word(end - 1))
                            + (year == null ? "" : " " + year.value()),
                    at,
                    year == null ? end : year.end());
        }
        if (!isMonth(at)) {
            return null;
        }
        String month = capital(word(at));
        Read year = yearValue(at + 1, true);
        if (year != null) {
            return written(month + " " + year.value(), at, year.end());
        }
        day = NumberReader.ordinal(words, at + 1);
        boolean ordinal = day != null;
        day = ordinal ? day : NumberReader.cardinal(words, at + 1);
        if (day == null || day.value() < 1 || day.value() > 31 || !ordinal && isPartOfLargerNumber(day)) {
            return null;
        }
        String text = month + " " + (ordinal ? ordinalText(day.value()) : Long.toString(day.value()));
        year = yearValue(day.end(), true);
        return year == null ? written(text, at, day.end()) : written(text + ", " + year.value(), at, year.end());
    }

    private boolean isMonth(int at) {
        return EnglishWords.MONTHS.contains(word(at));
    }

    /** "may two hundred people come" has no second of May. */
    private boolean isPartOfLargerNumber(Read read) {
        String next = word(read.end());
        return next.equals("percent") || next.equals("dollars") || next.equals("point");
    }

    /** Years as they are said. In a context where only a year fits, any pair will do; elsewhere only the usual ones. */
    private @Nullable Read yearValue(int at, boolean certain) {
        Read first = NumberReader.cardinal(words, at);
        if (first == null) {
            return null;
        }
        if (first.value() >= 1100 && first.value() <= 2099 && certain) {
            return first;
        }
        boolean century = first.value() >= (certain ? 11 : 13) && first.value() <= 20 && first.end() == at + 1;
        if (!century) {
            return null;
        }
        if (word(first.end()).equals("oh") && NumberReader.digit(word(first.end() + 1)) > 0) {
            return new Read(first.value() * 100 + NumberReader.digit(word(first.end() + 1)), first.end() + 2);
        }
        Read second = NumberReader.cardinal(words, first.end());
        boolean pair = second != null && second.value() >= SMALL && second.value() <= 99;
        // "fourteen fifteen" is a pair of numbers more often than a year.
        if (!pair || !certain && second.value() < 20 && first.value() < 19) {
            return null;
        }
        return new Read(first.value() * 100 + second.value(), second.end());
    }

    private @Nullable DisplayToken year(int at) {
        if (word(at).equals("nineteen") || word(at).equals("eighteen") || word(at).equals("seventeen")) {
            DisplayToken decade = decade(at);
            if (decade != null) {
                return decade;
            }
        }
        Read year = yearValue(at, Set.of("in", "since", "year").contains(word(at - 1)));
        return year == null ? null : written(Long.toString(year.value()), at, year.end());
    }

    /** "nineteen nineties". */
    private @Nullable DisplayToken decade(int at) {
        Read century = NumberReader.cardinal(words, at);
        String next = word(at + 1);
        if (century == null || century.end() != at + 1 || !next.endsWith("ties")) {
            return null;
        }
        Read tens = NumberReader.cardinal(List.of(next.substring(0, next.length() - "ies".length()) + "y"), 0);
        return tens == null ? null : written(century.value() * 10 + tens.value() / 10 + "0s", at, at + 2);
    }

    // Times

    /** "nine a m", "nine thirty p m", "at nine oh five", "nine o'clock". */
    private @Nullable DisplayToken time(int at) {
        Read hour = NumberReader.cardinal(words, at);
        if (hour == null || hour.value() < 1 || hour.value() > 12) {
            return null;
        }
        int end = hour.end();
        if (word(end).equals("o'clock")) {
            return written(hour.value() + " o'clock", at, end + 1);
        }
        Read minute = minute(end);
        if (minute == null) {
            String half = halfDay(end);
            return half == null ? null : written(hour.value() + " " + half, at, end + halfDayWords(end));
        }
        String clock = hour.value() + ":" + (minute.value() < SMALL ? "0" : "") + minute.value();
        String half = halfDay(minute.end());
        if (half != null) {
            return written(clock + " " + half, at, minute.end() + halfDayWords(minute.end()));
        }
        boolean amount = NumberReader.isScale(words, minute.end())
                || EnglishWords.MEASURES.contains(word(minute.end()))
                || Set.of("percent", "dollars", "hundred", "point").contains(word(minute.end()));
        boolean usual = ROUND_MINUTES.contains(minute.value())
                && !LABELS.contains(word(at - 1))
                && !NumberReader.isNumberWord(word(at - 1))
                && word(at - 1).length() != 1;
        return !amount && (usual || EnglishWords.TIME_BEFORE.contains(word(at - 1)))
                ? written(clock, at, minute.end())
                : null;
    }

    private @Nullable Read minute(int at) {
        if (word(at).equals("oh") && NumberReader.digit(word(at + 1)) > 0 && NumberReader.digit(word(at + 2)) < 0) {
            return new Read(NumberReader.digit(word(at + 1)), at + 2);
        }
        Read minute = NumberReader.cardinal(words, at);
        return minute != null && minute.value() >= SMALL && minute.value() <= 59 ? minute : null;
    }

    private @Nullable String halfDay(int at) {
        String first = word(at);
        if (first.equals("am") || first.equals("pm")) {
            return first.toUpperCase(Locale.ROOT);
        }
        boolean letters =
                (first.equals("a") || first.equals("p")) && word(at + 1).equals("m");
        return letters ? first.toUpperCase(Locale.ROOT) + "M" : null;
    }

    private int halfDayWords(int at) {
        return word(at).length() == 1 ? 2 : 1;
    }

    // Digits said one by one

    /** Three digits or more in a row: telephone numbers, room numbers, codes. */
    private @Nullable DisplayToken digits(int at) {
        StringBuilder digits = new StringBuilder();
        int end = at;
        while (end < words.size()) {
            int times = word(end).equals("double") ? 2 : word(end).equals("triple") ? 3 : 1;
            int place = times == 1 ? end : end + 1;
            int digit = NumberReader.digit(word(place));
            if (digit < 0 || isFollowedByScale(place)) {
                break;
            }
            digits.append(String.valueOf(digit).repeat(times));
            end = place + 1;
        }
        // "nine oh five" may be a time, and "two oh" nothing at all.
        boolean startsWithOh = NumberReader.digit(word(at)) == 0 && !word(at).equals("zero");
        boolean time = digits.length() == 3 && EnglishWords.TIME_BEFORE.contains(word(at - 1)) && time(at) != null;
        if (digits.length() < 3
                || startsWithOh && digits.length() < PHONE_SHORT && !isLabel(at - 1)
                || time
                || halfDay(end) != null) {
            return null;
        }
        String text = digits.toString();
        if (text.length() == PHONE_SHORT) {
            text = text.substring(0, 3) + "-" + text.substring(3);
        } else if (text.length() == PHONE_LONG) {
            text = text.substring(0, 3) + "-" + text.substring(3, 6) + "-" + text.substring(6);
        }
        return written(text, at, end);
    }

    private boolean isFollowedByScale(int at) {
        return word(at + 1).equals("hundred")
                || NumberReader.isScale(words, at + 1)
                || word(at + 1).equals("point");
    }

    /** "two twenty one baker street". */
    private @Nullable DisplayToken house(int at) {
        Read first = NumberReader.cardinal(words, at);
        Read second = first == null ? null : NumberReader.cardinal(words, first.end());
        if (second == null
                || first.value() < 1
                || first.value() >= SMALL
                || second.value() < SMALL
                || second.value() > 99) {
            return null;
        }
        for (int i = second.end() + 1; i <= second.end() + 3; i++) {
            if (EnglishWords.STREETS.contains(word(i))) {
                return written(Long.toString(first.value() * 100 + second.value()), at, second.end());
            }
        }
        return null;
    }

    // Numbers

    private @Nullable DisplayToken ordinal(int at) {
        Read ordinal = NumberReader.ordinal(words, at);
        boolean fraction =
                NumberReader.isNumberWord(word(at - 1)) || word(at - 1).equals("a");
        if (ordinal == null || ordinal.value() < SMALL || fraction && ordinal.end() == at + 1) {
            return null;
        }
        return written(ordinalText(ordinal.value()), at, ordinal.end());
    }

    private @Nullable DisplayToken number(int at) {
        boolean minus = word(at).equals("minus");
        int start = minus ? at + 1 : at;
        if (word(start).equals("a") && (word(start + 1).equals("hundred") || NumberReader.isScale(words, start + 1))) {
            return round(start);
        }
        boolean fractionOnly = word(start).equals("point");
        Read whole = fractionOnly ? new Read(0, start) : NumberReader.cardinal(words, start);
        if (whole == null) {
            return null;
        }
        String fraction = "";
        int end = whole.end();
        if (word(end).equals("point")) {
            StringBuilder digits = new StringBuilder();
            int after = end + 1;
            while (NumberReader.digit(word(after)) >= 0) {
                digits.append(NumberReader.digit(word(after++)));
            }
            if (digits.length() > 0) {
                fraction = "." + digits;
                end = after;
            }
        }
        String scale = fraction.isEmpty() ? "" : NumberReader.isScale(words, end) ? " " + word(end) : "";
        end += scale.isEmpty() ? 0 : 1;
        if (fractionOnly && (fraction.isEmpty() || !isUnit(end) && scale.isEmpty())) {
            return null;
        }
        String text = (minus ? "-" : "") + (fractionOnly ? "" : cardinalText(whole.value())) + fraction + scale;
        if (word(end).equals("percent")) {
            return written(text + "%", at, end + 1);
        }
        if (!minus && (word(end).equals("dollars") || word(end).equals("dollar") && whole.value() == 1)) {
            return money(text, fraction + scale, at, end + 1);
        }
        boolean plain = fraction.isEmpty() && !minus;
        if (plain && whole.value() < SMALL && !isDigit(at)) {
            return new DisplayToken(word(at), at, end, text, false);
        }
        return written(text, at, end);
    }

    /** "a hundred" stays, "a hundred and twenty" is a number. */
    private @Nullable DisplayToken round(int at) {
        List<String> as = new ArrayList<>(words);
        as.set(at, "one");
        Read read = NumberReader.cardinal(as, at);
        return read == null || read.end() <= at + 2 ? null : written(cardinalText(read.value()), at, read.end());
    }

    private DisplayToken money(String dollars, String fraction, int from, int end) {
        int next = word(end).equals("and") ? end + 1 : end;
        Read cents = NumberReader.cardinal(words, next);
        boolean fits = cents != null
                && fraction.isEmpty()
                && !dollars.contains(" ")
                && cents.value() >= 1
                && cents.value() <= 99
                && (word(cents.end()).equals("cents") || word(cents.end()).equals("cent") && cents.value() == 1);
        if (!fits) {
            return written("$" + dollars, from, end);
        }
        return written("$" + dollars + "." + (cents.value() < SMALL ? "0" : "") + cents.value(), from, cents.end() + 1);
    }

    private boolean isUnit(int at) {
        return word(at).equals("percent") || EnglishWords.MEASURES.contains(word(at));
    }

    private boolean isLabel(int at) {
        String word = word(at);
        return LABELS.contains(word) || word.length() == 1 && !word.equals("a") && !word.equals("i");
    }

    /** Whether a number below ten names something or is measured, rather than counts. */
    private boolean isDigit(int at) {
        if (isLabel(at - 1) || isUnit(at + 1)) {
            return true;
        }
        String before = word(at - 1);
        boolean afterContent = !before.isEmpty()
                && !EnglishWords.FUNCTION.contains(before)
                && !NumberReader.isNumberWord(before)
                && !before.endsWith("ly");
        boolean nothingCounted = word(at + 1).isEmpty() || EnglishWords.FUNCTION.contains(word(at + 1));
        return afterContent && nothingCounted && !word(at).equals("one") && !word(at).equals("zero");
    }

    /** Of two numbers that "to", "and" or "or" joins, both are written alike. */
    private void alignJoinedNumbers() {
        for (int i = 0; i + 2 < tokens.size(); i++) {
            DisplayToken left = tokens.get(i);
            DisplayToken right = tokens.get(i + 2);
            if (!Set.of("to", "and", "or").contains(tokens.get(i + 1).text())) {
                continue;
            }
            if (left.digits() != null && isPlainNumber(right) && !right.text().endsWith("00")) {
                tokens.set(i, written(left.digits(), left.from(), left.to()));
            } else if (right.digits() != null && isPlainNumber(left)) {
                tokens.set(i + 2, written(right.digits(), right.from(), right.to()));
            }
        }
    }

    private static boolean isPlainNumber(DisplayToken token) {
        return token.fixed() && token.text().matches("\\d{1,3}");
    }

    static String ordinalText(long value) {
        long rest = value % 100;
        String ending = rest >= 11 && rest <= 13
                ? "th"
                : switch ((int) (value % 10)) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return grouped(value) + ending;
    }

    /** Whole millions keep their word. */
    private static String cardinalText(long value) {
        String[] names = {"trillion", "billion", "million"};
        long scale = 1_000_000_000_000L;
        for (String name : names) {
            if (value >= scale && value % scale == 0 && value / scale < 1000) {
                return value / scale + " " + name;
            }
            scale /= 1000;
        }
        return grouped(value);
    }

    private static String grouped(long value) {
        return value < GROUPED_FROM ? Long.toString(value) : String.format(Locale.ROOT, "%,d", value);
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
