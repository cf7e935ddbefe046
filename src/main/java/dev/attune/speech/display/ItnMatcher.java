package dev.attune.speech.display;

import dev.attune.speech.display.ItnPattern.Letters;
import dev.attune.speech.display.ItnPattern.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a user's patterns in what was heard.
 *
 * <p>Each token may be read in several ways: as it is written after the language's own rules ("42"), as the words it came from ("fortytwo"),
 * and in digits where it was left in words. Gaps between words do not matter inside a pattern, but a match begins and ends between words.
 * The longest match wins, then the earlier rule.
 */
final class ItnMatcher {

    private final List<ItnPattern> patterns;

    ItnMatcher(List<ItnPattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /**
     * @param tokens after the language's own rules
     * @param words the lexical words that the tokens stand for
     */
    List<DisplayToken> apply(List<DisplayToken> tokens, List<String> words) {
        if (patterns.isEmpty()) {
            return tokens;
        }
        Lattice lattice = new Lattice(tokens, words);
        List<DisplayToken> out = new ArrayList<>();
        int at = 0;
        while (at < tokens.size()) {
            Match longest = null;
            for (ItnPattern pattern : patterns) {
                Match match = longest(pattern, lattice, at);
                if (match != null && (longest == null || match.end > longest.end)) {
                    longest = match;
                }
            }
            if (longest == null) {
                out.add(tokens.get(at++));
                continue;
            }
            String written = longest.written.strip().replaceAll("\\s+", " ");
            if (!written.isEmpty()) {
                int from = tokens.get(at).from();
                out.add(new DisplayToken(
                        written, from, tokens.get(longest.end - 1).to(), null, true));
            }
            at = longest.end;
        }
        return out;
    }

    /** Whether a pattern fits even when nothing is heard. */
    static boolean matchesNothing(ItnPattern pattern) {
        return longest(pattern, new Lattice(List.of(), List.of()), 0) != null;
    }

    private record Match(int end, String written) {}

    /** A way through the pattern; what was written is kept backwards. */
    private record State(int step, int position, @Nullable Written written) {}

    private record Written(String text, @Nullable Written before) {}

    private static @Nullable Match longest(ItnPattern pattern, Lattice lattice, int token) {
        List<Step> program = pattern.program();
        BitSet seen = new BitSet(program.size() * lattice.positions());
        ArrayDeque<State> stack = new ArrayDeque<>();
        stack.push(new State(0, token, null));
        Match best = null;
        while (!stack.isEmpty()) {
            State state = stack.pop();
            int key = state.step * lattice.positions() + state.position;
            if (seen.get(key)) {
                continue;
            }
            seen.set(key);
            switch (program.get(state.step)) {
                case Step.Hear hear -> hear(hear, state, lattice, stack);
                case Step.Write write ->
                    stack.push(new State(state.step + 1, state.position, new Written(write.text(), state.written)));
                case Step.Boundary boundary -> {
                    if (lattice.isBoundary(state.position)) {
                        stack.push(new State(state.step + 1, state.position, state.written));
                    }
                }
                case Step.Split split -> {
                    // The last pushed is tried first.
                    stack.push(new State(split.second(), state.position, state.written));
                    stack.push(new State(split.first(), state.position, state.written));
                }
                case Step.Jump jump -> stack.push(new State(jump.to(), state.position, state.written));
                case Step.End end -> {
                    if (lattice.isBoundary(state.position) && (best == null || state.position > best.end)) {
                        best = new Match(state.position, text(state.written));
                    }
                }
            }
        }
        return best;
    }

    private static void hear(Step.Hear hear, State state, Lattice lattice, ArrayDeque<State> stack) {
        for (int i = lattice.arcs(state.position).size() - 1; i >= 0; i--) {
            Arc arc = lattice.arcs(state.position).get(i);
            if (hear.accepts().test(arc.character) && (!hear.spelled() || arc.spelled)) {
                Written written = hear.letters() == Letters.NONE
                        ? state.written
                        : new Written(written(arc.character, hear.letters()), state.written);
                stack.push(new State(state.step + 1, arc.to, written));
            }
        }
    }

    private static String written(int character, Letters letters) {
        return Character.toString(
                switch (letters) {
                    case LOWER -> Character.toLowerCase(character);
                    case UPPER -> Character.toUpperCase(character);
                    case KEPT, NONE -> character;
                });
    }

    private static String text(@Nullable Written last) {
        ArrayDeque<String> parts = new ArrayDeque<>();
        for (Written each = last; each != null; each = each.before) {
            parts.push(each.text);
        }
        return String.join("", parts);
    }

    /**
     * One character on the way from a position to the next.
     *
     * @param spelled said on its own, as a letter's name or in a number
     */
    private record Arc(int character, boolean spelled, int to) {}

    /** All readings of the tokens. Position i is the gap before token i, up to that after the last; all others lie inside one reading. */
    private static final class Lattice {

        private final List<List<Arc>> arcs = new ArrayList<>();
        private final int tokens;

        Lattice(List<DisplayToken> tokens, List<String> words) {
            this.tokens = tokens.size();
            for (int i = 0; i <= tokens.size(); i++) {
                arcs.add(new ArrayList<>());
            }
            for (int i = 0; i < tokens.size(); i++) {
                for (String reading : readings(tokens.get(i), words)) {
                    add(reading, i);
                }
            }
        }

        private static Set<String> readings(DisplayToken token, List<String> words) {
            Set<String> readings = new LinkedHashSet<>();
            String written = SpokenForms.compact(token.text());
            // Marks inside a number were not said.
            boolean number =
                    !written.isEmpty() && written.chars().allMatch(c -> Character.isDigit(c) || ",:-".indexOf(c) >= 0);
            readings.add(number ? written.replaceAll("[,:-]", "") : written);
            if (token.digits() != null) {
                readings.add(token.digits());
            }
            readings.add(SpokenForms.compact(String.join("", words.subList(token.from(), token.to()))));
            readings.remove("");
            return readings;
        }

        private void add(String reading, int token) {
            int[] characters = reading.codePoints().toArray();
            boolean spelled = characters.length == 1 || reading.chars().anyMatch(Character::isDigit);
            int from = token;
            for (int i = 0; i < characters.length; i++) {
                int to = token + 1;
                if (i < characters.length - 1) {
                    to = arcs.size();
                    arcs.add(new ArrayList<>());
                }
                arcs.get(from).add(new Arc(characters[i], spelled, to));
                from = to;
            }
        }

        int positions() {
            return arcs.size();
        }

        boolean isBoundary(int position) {
            return position <= tokens;
        }

        List<Arc> arcs(int position) {
            return arcs.get(position);
        }
    }
}
