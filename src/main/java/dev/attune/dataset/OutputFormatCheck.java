package dev.attune.dataset;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules for the display text: {@code #itn}, {@code #rewrite}, {@code #profanity}, {@code #test}. One object a file. */
final class OutputFormatCheck implements LineCheck {

    private enum Part {
        ITN(200),
        REWRITE(1000),
        PROFANITY(1000),
        TEST(Integer.MAX_VALUE);

        private final int limit;

        Part(int limit) {
            this.limit = limit;
        }
    }

    private static final Pattern GRAMMAR_PUNCTUATION =
            Pattern.compile("(?:^|(?<=\\s))[.,?!:;、？。，¿¡।؟،]|[.,?!:;、？。，¿¡।؟،](?:$|(?=\\s))");

    private final Map<Part, Integer> amounts = new EnumMap<>(Part.class);
    private final Set<String> rewritten = new HashSet<>();
    private final List<String> accepted = new ArrayList<>();

    @Override
    public List<String> check(
            List<TextLine> lines, String file, String locale, ProblemList problems, ImportProgress progress) {
        Part part = null;
        boolean inUnknown = false;
        for (int i = 0; i < lines.size(); i++) {
            progress.at(i / (double) lines.size(), "Checking lines");
            TextLine line = lines.get(i);
            String text = line.text().strip();
            String start = "Line " + line.number() + ": ";
            if (text.startsWith("//")) {
                continue;
            }
            if (text.startsWith("#")) {
                part = part(text);
                inUnknown = part == null;
                if (part == null) {
                    problems.fail(
                            "UnknownSection",
                            file,
                            line.number(),
                            start + "\"" + text + "\" is no section. Use #itn, #rewrite, #profanity or #test.");
                } else {
                    accepted.add("#" + part.name().toLowerCase(Locale.ROOT));
                }
            } else if (part == null) {
                if (!inUnknown) {
                    problems.reject(
                            "LineBeforeSection",
                            file,
                            line.number(),
                            start
                                    + "it stands before the first heading. Put #itn, #rewrite, #profanity or #test above it.");
                }
            } else {
                rule(part, line, text, file, problems);
            }
        }
        amounts.forEach((section, amount) -> {
            if (amount > section.limit) {
                problems.fail(
                        "TooManyRules",
                        file,
                        0,
                        "#" + section.name().toLowerCase(Locale.ROOT) + ": " + amount + " lines, at most "
                                + section.limit + ". Shorten it.");
            }
        });
        return amounts.isEmpty() ? List.of() : accepted;
    }

    private static @Nullable Part part(String heading) {
        String name = heading.substring(1).strip().toUpperCase(Locale.ROOT);
        for (Part part : Part.values()) {
            if (part.name().equals(name)) {
                return part;
            }
        }
        return null;
    }

    private void rule(Part part, TextLine line, String text, String file, ProblemList problems) {
        String start = "Line " + line.number() + ": ";
        switch (part) {
            case ITN -> {
                String fault = ItnPattern.fault(text);
                if (fault != null) {
                    problems.reject("BadPattern", file, line.number(), start + "the pattern has " + fault + ".");
                    return;
                }
            }
            case REWRITE, TEST -> {
                String[] sides = line.text().split("\t", -1);
                if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
                    problems.reject(
                            "MissingTab",
                            file,
                            line.number(),
                            start + "put one tab between what is heard and what is to be shown.");
                    return;
                }
                if (part == Part.REWRITE && !rewritten.add(sides[0].strip().toLowerCase(Locale.ROOT))) {
                    problems.warn(
                            "ConflictingRewrite",
                            file,
                            line.number(),
                            start + "\"" + sides[0].strip() + "\" was there already; the last line counts.");
                }
            }
            case PROFANITY -> {
                if (GRAMMAR_PUNCTUATION.matcher(text).find()) {
                    problems.reject(
                            "PunctuationInProfanity",
                            file,
                            line.number(),
                            start + "punctuation cannot be part of it. Write words only.");
                    return;
                }
            }
        }
        amounts.merge(part, 1, Integer::sum);
        accepted.add(text);
    }
}
