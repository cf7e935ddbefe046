package dev.attune.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How pages write numbers, times and lengths. */
public final class Formats {

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneId.systemDefault());
    private static final int KILO = 1024;

    private Formats() {}

    public static String dateTime(Instant instant) {
        return DATE_TIME.format(instant);
    }

    /** A rate as a percentage with one decimal: 0.1234 becomes {@code 12.3 %}. */
    public static String percent(double fraction) {
        return Double.isNaN(fraction) ? "–" : String.format(Locale.ENGLISH, "%.1f %%", 100 * fraction);
    }

    /** A difference of rates in points, always with its sign: {@code +1.2}. */
    public static String points(double fraction) {
        String text = String.format(Locale.ENGLISH, "%+.1f", 100 * fraction);
        return text.replace('-', '\u2212');
    }

    /** Seconds of audio: {@code 4.2 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
    public static String length(double seconds) {
        if (seconds < 59.95) {
            return String.format(Locale.ENGLISH, "%.1f s", seconds);
        }
        Duration duration = Duration.ofSeconds(Math.round(seconds));
        return duration.toHours() > 0
                ? String.format(Locale.ENGLISH, "%d h %02d min", duration.toHours(), duration.toMinutesPart())
                : String.format(Locale.ENGLISH, "%d min %02d s", duration.toMinutes(), duration.toSecondsPart());
    }

    /** A time to wait, told no finer than anybody can know it: {@code about 20 s}, {@code about 3 min}. */
    public static String remaining(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return "a few seconds";
        }
        if (seconds < 55) {
            return "about " + (seconds + 9) / 10 * 10 + " s";
        }
        long minutes = (seconds + 30) / 60;
        return minutes < 60
                ? "about " + Math.max(1, minutes) + " min"
                : String.format(Locale.ENGLISH, "about %d h %02d min", minutes / 60, minutes % 60);
    }

    public static String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        if (bytes < KILO * KILO) {
            return String.format(Locale.ENGLISH, "%.0f kB", bytes / (double) KILO);
        }
        double mega = bytes / (double) (KILO * KILO);
        return mega < KILO
                ? String.format(Locale.ENGLISH, "%.1f MB", mega)
                : String.format(Locale.ENGLISH, "%.2f GB", mega / KILO);
    }

    /** A number with thin groups of three: {@code 12,345}. */
    public static String count(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** A number with its noun: {@code 1 line}, {@code 2 lines}. */
    public static String count(long number, String noun) {
        return count(number) + " " + (number == 1 ? noun : noun + "s");
    }
}
