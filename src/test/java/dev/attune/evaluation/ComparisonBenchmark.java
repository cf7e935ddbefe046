package dev.attune.evaluation;

import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * How long a comparison takes: {@code java -cp target/test-classes:target/classes:DEPENDENCIES dev.attune.evaluation.ComparisonBenchmark}.
 *
 * <p>Prints, warm, the time for 10,000 utterances of two models from their alignments to figures, intervals, tests and words (to reach: 1 s),
 * and the time to align 500,000 words (to reach: 2 s), each with its ratio to what is to be reached.
 */
final class ComparisonBenchmark {

    private static final int ROUNDS = 7;

    private ComparisonBenchmark() {}

    public static void main(String[] arguments) {
        SplittableRandom random = new SplittableRandom(1);
        List<ComparedUtterance> utterances = new ArrayList<>();
        List<String> a = new ArrayList<>();
        List<String> b = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            List<String> words =
                    random.ints(15, 0, 3_000).mapToObj(word -> "w" + word).toList();
            utterances.add(new ComparedUtterance(i + ".wav", "", String.join(" ", words), 4));
            a.add(spoilt(words, 0.25, random));
            b.add(spoilt(words, 0.20, random));
        }
        List<ComparedModel> models =
                List.of(ComparedModel.score("a", utterances, a), ComparedModel.score("b", utterances, b));
        measure("10,000 utterances, two models: figures, intervals, tests", 1, () -> Comparison.of(utterances, models));
        Comparison comparison = Comparison.of(utterances, models);
        measure("10,000 utterances, two models: words and their changes", 1, () -> comparison
                .words()
                .changes(0, 1));
        measure("10,000 utterances, two models: alignment of words and characters", 2, () -> {
            ComparedModel.score("a", utterances, a);
            ComparedModel.score("b", utterances, b);
        });

        List<List<String>> references = new ArrayList<>();
        List<List<String>> hypotheses = new ArrayList<>();
        for (int i = 0; i < 25_000; i++) {
            List<String> words =
                    random.ints(20, 0, 3_000).mapToObj(word -> "w" + word).toList();
            references.add(words);
            hypotheses.add(Tokens.words(spoilt(words, 0.25, random)));
        }
        measure("500,000 words aligned", 2, () -> {
            for (int i = 0; i < references.size(); i++) {
                Aligner.sclite().align(references.get(i), hypotheses.get(i));
            }
        });
    }

    private static void measure(String what, double target, Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        double first = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            work.run();
            double seconds = (System.nanoTime() - start) / 1e9;
            first = round == 0 ? seconds : first;
            best = Math.min(best, seconds);
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %.3f s (first time %.3f s), %.2f of the %.0f s to reach%n",
                what,
                best,
                first,
                best / target,
                target);
    }

    private static String spoilt(List<String> words, double rate, SplittableRandom random) {
        return words.stream()
                .map(word -> random.nextDouble() < rate ? "w" + random.nextInt(3_000) : word)
                .filter(word -> random.nextDouble() >= rate / 5)
                .collect(Collectors.joining(" "));
    }
}
