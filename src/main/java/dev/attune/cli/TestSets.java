package dev.attune.cli;

import dev.attune.evaluation.ComparedUtterance;
import dev.attune.evaluation.Comparison;
import dev.attune.evaluation.ModelFigures;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.UtteranceScore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The test sets that a user named. The utterances of several are called {@code set/file}, so that none hides another. */
final class TestSets {

    private final List<Path> data;
    private final List<String> names = new ArrayList<>();

    TestSets(List<Path> data) {
        this.data = data;
        List<String> fileNames = data.stream()
                .map(path -> path.toAbsolutePath().normalize().getFileName().toString())
                .toList();
        for (int i = 0; i < data.size(); i++) {
            boolean unique = Collections.frequency(fileNames, fileNames.get(i)) == 1;
            names.add(unique ? fileNames.get(i) : fileNames.get(i) + " (" + (i + 1) + ")");
        }
    }

    /** All names in one. */
    String title() {
        return String.join(", ", names);
    }

    List<Utterance> read(DataReader reader, Path workFolder) throws IOException {
        List<Utterance> all = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            String prefix = prefix(i);
            for (Utterance utterance : reader.read(data.get(i), workFolder.resolve("set" + i))) {
                all.add(new Utterance(
                        prefix + utterance.id(), utterance.audio(), utterance.transcript(), utterance.speaker()));
            }
        }
        return all;
    }

    private String prefix(int set) {
        return names.size() == 1 ? "" : names.get(set) + "/";
    }

    /** Adds the figures of each set where there are several: {@code testSets}, with {@code testSet} and {@code models}. */
    void putInto(ObjectNode root, Comparison comparison) {
        if (names.size() == 1) {
            return;
        }
        ArrayNode sets = root.putArray("testSets");
        for (int set = 0; set < names.size(); set++) {
            ArrayNode models = sets.addObject().put("testSet", names.get(set)).putArray("models");
            for (int model = 0; model < comparison.models().size(); model++) {
                ModelFigures figures = figures(comparison, model, set);
                ObjectNode node = models.addObject()
                        .put("model", comparison.models().get(model).name());
                ComparisonJson.figures(figures).putInto(node).put("characterErrorRate", figures.characterErrorRate());
                node.putArray("interval").add(figures.low()).add(figures.high());
            }
        }
    }

    /** One line a set where there are several. */
    List<String> sentences(Comparison comparison, int model) {
        List<String> lines = new ArrayList<>();
        for (int set = 0; names.size() > 1 && set < names.size(); set++) {
            ModelFigures figures = figures(comparison, model, set);
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: word error rate %.2f %%, %d errors in %d words.",
                    names.get(set),
                    100 * figures.wordErrorRate(),
                    figures.words().errors(),
                    figures.words().words()));
        }
        return lines;
    }

    private ModelFigures figures(Comparison comparison, int model, int set) {
        List<UtteranceScore> scores = new ArrayList<>();
        List<ComparedUtterance> utterances = comparison.utterances();
        for (int i = 0; i < utterances.size(); i++) {
            if (utterances.get(i).id().startsWith(prefix(set))) {
                scores.add(comparison.models().get(model).score().utterances().get(i));
            }
        }
        return ModelFigures.of(new CorpusScore(scores));
    }
}
