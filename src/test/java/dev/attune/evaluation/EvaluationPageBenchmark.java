package dev.attune.evaluation;

import dev.attune.dataset.DatasetId;
import dev.attune.project.ProjectId;
import dev.attune.shared.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * How long the parts of a page take for a stored test of 10,000 utterances and two models, with a real database (to reach: 1 s each):
 * {@code java -cp target/test-classes:target/classes:DEPENDENCIES dev.attune.evaluation.EvaluationPageBenchmark}. Writes some 130 MB of silence into a
 * temporary folder, which it deletes.
 */
final class EvaluationPageBenchmark {

    private static final int UTTERANCES = 10_000;
    private static final int ROUNDS = 5;

    private EvaluationPageBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createTempDirectory("attune-benchmark");
        SplittableRandom random = new SplittableRandom(1);
        List<String> transcripts = new ArrayList<>();
        List<String> a = new ArrayList<>();
        List<String> b = new ArrayList<>();
        for (int i = 0; i < UTTERANCES; i++) {
            List<String> words = random.ints(12, 0, 3_000)
                    .mapToObj(word -> Integer.toString(word, 26).replaceAll("[0-9]", "x"))
                    .toList();
            transcripts.add(String.join(" ", words));
            a.add(spoilt(words, 0.25, random));
            b.add(spoilt(words, 0.20, random));
        }
        FakeModels models = new FakeModels().with("a", "A", "baseline", a).with("b", "B", "custom", b);
        try (Workbench workbench = new Workbench(home, models)) {
            ProjectId project = workbench.project();
            DatasetId dataset = workbench.dataset(project, transcripts);
            EvaluationId id = workbench
                    .evaluations
                    .create(project, "Benchmark", "", dataset, List.of("a", "b"))
                    .id();
            while (!workbench
                    .jobs
                    .latestFor(id.toString())
                    .orElseThrow()
                    .state()
                    .isFinal()) {
                Thread.sleep(200);
            }
            System.out.println(workbench.find(id).status());
            EvaluationService service = workbench.evaluations;
            measure(
                    "evaluation with figures and conclusions",
                    () -> service.find(id).orElseThrow().conclusions());
            measure("first page of 50 utterances", () -> service.utterances(id, UtteranceQuery.ALL, 0, 50));
            measure(
                    "last page of 50 utterances",
                    () -> service.utterances(id, UtteranceQuery.ALL, UTTERANCES - 50, 50));
            measure("words of both models", () -> service.words(id));
            measure("everything for a report, counted anew", () -> service.report(id));
        } finally {
            DataDirectory.deleteTree(home);
        }
    }

    private static void measure(String what, Runnable work) {
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
                Locale.ROOT, "%s: %.3f s (first time %.3f s), %.2f of the 1 s to reach%n", what, best, first, best);
    }

    private static String spoilt(List<String> words, double rate, SplittableRandom random) {
        return words.stream()
                .map(word -> random.nextDouble() < rate ? "other" : word)
                .filter(word -> random.nextDouble() >= rate / 5)
                .collect(Collectors.joining(" "));
    }
}
