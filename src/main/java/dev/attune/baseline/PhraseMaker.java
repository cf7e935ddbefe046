package dev.attune.baseline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes everyday phrases (commands, questions, orders, dates, times, numbers, names, addresses) from a small grammar.
 *
 * <p>Grammar file: {@code $name = one | other} defines a rule, {@code * text} adds an alternative to {@code $start}; a {@code $name} in a
 * text is replaced by a random alternative of that rule; {@code #} begins a comment line.
 */
final class PhraseMaker {

    private static final String START = "$start";

    private final Map<String, List<String>> rules = new HashMap<>();

    /**
     * @throws IllegalArgumentException if a rule is used and not defined, or a line is neither rule nor phrase
     */
    PhraseMaker(List<String> grammar) {
        for (String line : grammar) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf(" = ");
            if (line.startsWith("* ")) {
                rules.computeIfAbsent(START, key -> new ArrayList<>())
                        .add(line.substring(2).strip());
            } else if (line.startsWith("$") && equals > 0) {
                List<String> alternatives = rules.computeIfAbsent(line.substring(0, equals), key -> new ArrayList<>());
                for (String alternative : line.substring(equals + 3).split("\\|")) {
                    alternatives.add(alternative.strip());
                }
            } else {
                throw new IllegalArgumentException("expected \"$name = a | b\" or \"* text\", found \"" + line + "\"");
            }
        }
        rules.values()
                .forEach(alternatives -> alternatives.forEach(text -> {
                    for (String word : text.split(" ")) {
                        if (word.startsWith("$") && !rules.containsKey(word)) {
                            throw new IllegalArgumentException(
                                    "rule " + word + " is used in \"" + text + "\" but not defined");
                        }
                    }
                }));
    }

    /** The grammar that is part of the product. */
    static PhraseMaker english() throws IOException {
        try (InputStream stream = PhraseMaker.class.getResourceAsStream("phrases.txt")) {
            if (stream == null) {
                throw new IOException("phrases.txt is missing beside " + PhraseMaker.class.getName());
            }
            return new PhraseMaker(new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    /** Random phrases, repetitions possible. */
    List<String> phrases(int count, long seed) {
        Random random = new Random(seed);
        List<String> phrases = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            StringBuilder phrase = new StringBuilder();
            expand(START, random, phrase);
            phrases.add(phrase.toString().strip());
        }
        return phrases;
    }

    private void expand(String rule, Random random, StringBuilder phrase) {
        List<String> alternatives = rules.get(rule);
        for (String word : alternatives.get(random.nextInt(alternatives.size())).split(" ")) {
            if (word.startsWith("$")) {
                expand(word, random, phrase);
            } else if (!word.isEmpty()) {
                phrase.append(word).append(' ');
            }
        }
    }
}
