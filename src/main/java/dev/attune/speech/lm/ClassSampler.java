package dev.attune.speech.lm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * An n-gram model that comes near a model with classes, for files that know no classes: estimated from sentences that the class model says. The items of a class
 * are dealt like cards, so each is said before one is said again. An approximation: the class model itself gives every item its due everywhere.
 */
final class ClassSampler {

    static final int SENTENCES = 100_000;

    private static final int LONGEST = 40;
    private static final long SEED = 1;

    private final ClassLm model;
    private final NGramModel tokens;
    private final Random random = new Random(SEED);
    /** ln P summed over the words up to each, without context. */
    private final double[] upTo;

    private final List<Deck> decks = new ArrayList<>();

    private ClassSampler(ClassLm model) {
        this.model = model;
        if (!(model.tokens() instanceof NGramModel nGrams)) {
            throw new IllegalArgumentException("only a model with classes over n-grams can be sampled");
        }
        this.tokens = nGrams;
        upTo = new double[tokens.vocabulary().size()];
        double sum = 0;
        for (int id = 0; id < upTo.length; id++) {
            sum += Math.exp(NGramModel.logProb(tokens.score(0, id)));
            upTo[id] = sum;
        }
        model.classes().forEach(each -> decks.add(new Deck(each)));
    }

    /** A model of the order of the class model and with its vocabulary; the same each time. */
    static NGramModel nGrams(ClassLm model) {
        return new ClassSampler(model).estimate();
    }

    private NGramModel estimate() {
        List<String> vocabulary = new ArrayList<>();
        for (int id = Vocabulary.FIRST_WORD_ID; id < model.vocabulary().size(); id++) {
            vocabulary.add(model.vocabulary().word(id));
        }
        NGramCounts.Builder counts = NGramCounts.builder(model.order()).vocabulary(vocabulary);
        for (int i = 0; i < SENTENCES; i++) {
            counts.add(sentence());
        }
        return KneserNeyEstimator.estimate(counts.build());
    }

    private List<String> sentence() {
        List<String> words = new ArrayList<>();
        Deque<Integer> before = new ArrayDeque<>(List.of(Vocabulary.START_ID));
        for (int token = next(before); token != Vocabulary.END_ID && words.size() < LONGEST; token = next(before)) {
            String text = tokens.vocabulary().word(token);
            Deck deck = decks.stream()
                    .filter(each -> each.of.name().equals(text))
                    .findFirst()
                    .orElse(null);
            if (deck == null) {
                words.add(text);
            } else {
                deck.deal().forEach(word -> words.add(model.vocabulary().word(word)));
            }
            before.addLast(token);
            if (before.size() >= tokens.order()) {
                before.removeFirst();
            }
        }
        return words;
    }

    /** The token after others: one of the longest context's n-grams, or, with what these leave, one of a shorter context's. */
    private int next(Deque<Integer> before) {
        List<Integer> context = new ArrayList<>(before);
        for (int from = 0; from < context.size(); from++) {
            int node = 0;
            for (int i = from; i < context.size() && node >= 0; i++) {
                node = tokens.child(node, context.get(i));
            }
            double chance = random.nextDouble();
            for (int child = node < 0 ? 0 : tokens.firstChild(node);
                    node >= 0 && child < tokens.firstChild(node + 1);
                    child++) {
                chance -= Math.exp(tokens.nodeLogProb(child));
                if (chance < 0) {
                    return tokens.word(child);
                }
            }
        }
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return Math.min(found < 0 ? -found - 1 : found, upTo.length - 1);
    }

    /** The items of a class, dealt in random order, again and again. */
    private final class Deck {

        private final WordClass of;
        private final List<List<Integer>> items = new ArrayList<>();
        private int dealt;

        Deck(WordClass of) {
            this.of = of;
            collect(0, List.of());
        }

        private void collect(int node, List<Integer> words) {
            for (int i = 0; i < of.end(node); i++) {
                items.add(words);
            }
            for (int child = of.firstChild(node); child < of.childrenEnd(node); child++) {
                List<Integer> longer = new ArrayList<>(words);
                longer.add(of.word(child));
                collect(child, longer);
            }
        }

        List<Integer> deal() {
            if (dealt % items.size() == 0) {
                Collections.shuffle(items, random);
            }
            return items.get(dealt++ % items.size());
        }
    }
}
