package dev.attune.speech.display;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A pattern of a user's inverse text normalisation, such as {@code KL-\d\d\d} for "KL-407".
 *
 * <pre>
 * plain characters   [a-f]   ( ... | ... )   ( ... )? + *   {spoken&gt;written}   {spoken}
 * </pre>
 *
 * <p>and a backslash before d, l, u, a (digit, letter in lower, upper, either case) or before a sign that is meant as it is. Signs other than
 * letters and digits need not be said, but may be by their names ("dash", "dot", "slash").
 *
 * <p>A pattern is compiled to the instructions of a small machine ({@link Step}) that walks over all ways to read the heard words; states
 * that were seen are not entered again, so the time is the pattern's length times the text's. Immutable and thread-safe.
 *
 * <p>Source: Thompson, Regular expression search algorithm, Comm. ACM 11(6), 1968; Pike's extension for output as in Cox, Regular
 * expression matching: the virtual machine approach, 2009.
 */
public final class ItnPattern {

    private static final String SIGNS = "\\(){}|+?*[]";
    private static final String CLASSES = "dlua";

    private final String text;
    private final List<Step> program;

    private ItnPattern(String text, List<Step> program) {
        this.text = text;
        this.program = List.copyOf(program);
    }

    /** One instruction; jumps are given as places in the program. */
    sealed interface Step {

        /**
         * Hears one character.
         *
         * @param spelled whether a letter must have been said on its own rather than within a word
         */
        record Hear(IntPredicate accepts, boolean spelled, Letters letters) implements Step {}

        /** Writes text that was not heard. */
        record Write(String text) implements Step {}

        /** Goes on only between two words. */
        record Boundary() implements Step {}

        /** Tries the first way, then the second. */
        record Split(int first, int second) implements Step {}

        record Jump(int to) implements Step {}

        record End() implements Step {}
    }

    /** What is written for a heard character. */
    enum Letters {
        NONE,
        LOWER,
        UPPER,
        KEPT
    }

    /**
     * @throws ItnPatternException with what is wrong and the column
     */
    public static ItnPattern parse(String text) throws ItnPatternException {
        Parser parser = new Parser(text);
        parser.alternatives(0);
        if (parser.at < text.length()) {
            throw parser.fault("\")\" without \"(\"");
        }
        parser.program.add(new Step.End());
        ItnPattern pattern = new ItnPattern(text, parser.program);
        if (ItnMatcher.matchesNothing(pattern)) {
            throw new ItnPatternException("nothing that has to be said", 1);
        }
        return pattern;
    }

    /** As the user wrote it. */
    public String text() {
        return text;
    }

    List<Step> program() {
        return program;
    }

    @Override
    public String toString() {
        return text;
    }

    private static final class Parser {

        private final String text;
        private final List<Step> program = new ArrayList<>();
        private int at;

        Parser(String text) {
            this.text = text;
        }

        ItnPatternException fault(String what) {
            return new ItnPatternException(what, at + 1);
        }

        /** Sequences parted by bars, up to a closing bracket or the end. */
        void alternatives(int depth) throws ItnPatternException {
            boolean empty = true;
            int start = program.size();
            List<Integer> exits = new ArrayList<>();
            while (at < text.length() && text.charAt(at) != ')') {
                if (text.charAt(at) != '|') {
                    element(depth);
                    empty = false;
                    continue;
                }
                if (depth == 0) {
                    throw fault("\"|\" outside \"( )\"");
                }
                if (empty) {
                    throw fault("an empty alternative");
                }
                insert(start, new Step.Split(start + 1, program.size() + 2));
                exits.add(program.size());
                program.add(new Step.Jump(-1));
                start = program.size();
                empty = true;
                at++;
            }
            if (empty) {
                throw fault(depth == 0 && at == text.length() ? "an empty pattern" : "an empty alternative");
            }
            exits.forEach(exit -> program.set(exit, new Step.Jump(program.size())));
        }

        private void element(int depth) throws ItnPatternException {
            char character = text.charAt(at);
            switch (character) {
                case '(' -> group(depth);
                case '[' -> range();
                case '{' -> spoken();
                case ']', '}' -> throw fault("\"" + character + "\" without its opening bracket");
                case '?', '+', '*' -> throw fault("\"" + character + "\" must follow a group in \"( )\"");
                case '\\' -> escape();
                default -> {
                    int codePoint = text.codePointAt(at);
                    at += Character.charCount(codePoint);
                    literal(codePoint);
                }
            }
        }

        private void group(int depth) throws ItnPatternException {
            int opened = at++;
            int start = program.size();
            alternatives(depth + 1);
            if (at >= text.length()) {
                at = opened;
                throw fault("\"(\" without \")\"");
            }
            at++;
            char quantifier = at < text.length() ? text.charAt(at) : ' ';
            switch (quantifier) {
                case '?' -> insert(start, new Step.Split(start + 1, program.size() + 1));
                case '+' -> program.add(new Step.Split(start, program.size() + 1));
                case '*' -> {
                    insert(start, new Step.Split(start + 1, program.size() + 2));
                    program.add(new Step.Jump(start));
                }
                default -> {
                    return;
                }
            }
            at++;
        }

        /** Puts a step in front of what was compiled since {@code place}; jumps from there on move along. */
        private void insert(int place, Step step) {
            for (int i = place; i < program.size(); i++) {
                Step each = program.get(i);
                if (each instanceof Step.Split split) {
                    program.set(i, new Step.Split(moved(split.first, place), moved(split.second, place)));
                } else if (each instanceof Step.Jump jump) {
                    program.set(i, new Step.Jump(moved(jump.to, place)));
                }
            }
            program.add(place, step);
        }

        private static int moved(int target, int place) {
            return target >= place ? target + 1 : target;
        }

        private void range() throws ItnPatternException {
            int opened = at;
            int end = text.indexOf(']', at + 1);
            if (end < 0) {
                throw fault("\"[\" without \"]\"");
            }
            String content = text.substring(at + 1, end);
            if (content.isBlank()) {
                throw fault("nothing between \"[\" and \"]\"");
            }
            StringBuilder characters = new StringBuilder();
            for (int i = 0; i < content.length(); i++) {
                char first = content.charAt(i);
                boolean isRange = i + 2 < content.length() && content.charAt(i + 1) == '-';
                char last = isRange ? content.charAt(i + 2) : first;
                if (!Character.isLetterOrDigit(first) || !Character.isLetterOrDigit(last)) {
                    at = opened + 1 + i;
                    throw fault("a sign in \"[ ]\", where only letters and digits can be");
                }
                if (last < first || Character.isDigit(first) != Character.isDigit(last)) {
                    at = opened + 1 + i;
                    throw fault(
                            "a range \"" + first + "-" + last + "\" that runs backwards or mixes letters and digits");
                }
                for (int character = first; character <= last; character++) {
                    characters.append((char) Character.toLowerCase(character));
                }
                i += isRange ? 2 : 0;
            }
            String set = characters.toString();
            boolean upper = content.chars().anyMatch(Character::isUpperCase);
            boolean lower = content.chars().anyMatch(Character::isLowerCase);
            Letters letters = upper == lower ? Letters.KEPT : upper ? Letters.UPPER : Letters.LOWER;
            program.add(new Step.Hear(c -> set.indexOf(Character.toLowerCase(c)) >= 0, true, letters));
            at = end + 1;
        }

        /** {@code {spoken>written}} or {@code {spoken}}. */
        private void spoken() throws ItnPatternException {
            int opened = at++;
            StringBuilder spoken = new StringBuilder();
            StringBuilder written = new StringBuilder();
            boolean second = false;
            while (at < text.length() && text.charAt(at) != '}') {
                char character = text.charAt(at);
                if (character == '\\') {
                    if (at + 1 >= text.length() || (SIGNS + ">").indexOf(text.charAt(at + 1)) < 0) {
                        throw fault("an unknown escape");
                    }
                    character = text.charAt(++at);
                } else if (character == '>' && !second) {
                    second = true;
                    at++;
                    continue;
                } else if (character == '{') {
                    throw fault("\"{\" inside \"{ }\"");
                }
                (second ? written : spoken).append(character);
                at++;
            }
            int end = at;
            at = opened;
            if (end >= text.length()) {
                throw fault("\"{\" without \"}\"");
            }
            String heard = SpokenForms.compactLower(spoken.toString());
            if (heard.isEmpty()) {
                throw fault(
                        second ? "nothing that is said before \">\" in \"{ }\"" : "nothing between \"{\" and \"}\"");
            }
            say(heard);
            if (!written.toString().isBlank()) {
                program.add(new Step.Write(written.toString().strip()));
            }
            at = end + 1;
        }

        /** Whole words whose letters are these. */
        private void say(String characters) {
            program.add(new Step.Boundary());
            characters
                    .codePoints()
                    .forEach(wanted ->
                            program.add(new Step.Hear(c -> Character.toLowerCase(c) == wanted, false, Letters.NONE)));
            program.add(new Step.Boundary());
        }

        private void escape() throws ItnPatternException {
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            if (CLASSES.indexOf(next) >= 0) {
                program.add(
                        switch (next) {
                            case 'd' -> new Step.Hear(Character::isDigit, true, Letters.KEPT);
                            case 'l' -> new Step.Hear(Character::isLetter, true, Letters.LOWER);
                            case 'u' -> new Step.Hear(Character::isLetter, true, Letters.UPPER);
                            default -> new Step.Hear(Character::isLetter, true, Letters.KEPT);
                        });
            } else if (SIGNS.indexOf(next) >= 0) {
                literal(next);
            } else {
                throw fault("an unknown escape");
            }
            at += 2;
        }

        private void literal(int codePoint) {
            String written = Character.toString(codePoint);
            if (Character.isLetterOrDigit(codePoint)) {
                int wanted = Character.toLowerCase(codePoint);
                program.add(new Step.Hear(c -> Character.toLowerCase(c) == wanted, false, Letters.NONE));
            } else if (!Character.isWhitespace(codePoint)) {
                // Said by one of its names, found as it is in what was heard, or not said at all.
                List<Integer> exits = new ArrayList<>();
                for (String name : SpokenForms.names(codePoint)) {
                    int split = program.size();
                    program.add(new Step.Jump(-1));
                    say(name);
                    exits.add(program.size());
                    program.add(new Step.Jump(-1));
                    program.set(split, new Step.Split(split + 1, program.size()));
                }
                int split = program.size();
                program.add(new Step.Split(split + 1, split + 2));
                program.add(new Step.Hear(c -> c == codePoint, false, Letters.NONE));
                exits.forEach(exit -> program.set(exit, new Step.Jump(program.size())));
            }
            program.add(new Step.Write(written));
        }
    }
}
