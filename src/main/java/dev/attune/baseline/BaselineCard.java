package dev.attune.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the model card of a baseline: what went in, how it was trained, how well it does, where it fails. */
final class BaselineCard {

    private final BaselineConfig config;
    private final StringBuilder text = new StringBuilder();

    BaselineCard(BaselineConfig config) {
        this.config = config;
    }

    /**
     * @param sources the corpus builder's table of texts
     * @param network its size in words
     * @param training steps and audio in words
     */
    String write(
            Map<String, BaselineMaterial.Summary> speech,
            Path sources,
            int lexiconWords,
            String network,
            String training,
            List<BaselineFigures> figures,
            String remarks)
            throws IOException {
        line("# Baseline \"" + config.name() + "\", " + config.locale());
        line("");
        line("Scenario: " + config.scenario() + ". Made by `baseline build` from `src/baseline/" + config.name()
                + ".json`, seed " + config.seed() + ".");
        line("");
        line("## How well it does");
        line("");
        line("Speech that was not trained on; references and hypotheses lower-case, without punctuation.");
        line("");
        text.append(BaselineFigures.HEADER);
        figures.forEach(each -> text.append(each.row()));

        line("");
        line(remarks);
        line("");
        line("## Speech it was trained on");
        line("");
        line("| Source | Utterances | Hours | Voices or speakers |");
        line("| --- | ---: | ---: | ---: |");
        speech.forEach((name, summary) -> line(String.format(
                Locale.ROOT,
                "| %s | %,d | %.1f | %d |",
                name,
                summary.utterances(),
                summary.hours(),
                summary.voices())));
        line("");
        for (BaselineConfig.Recordings recordings : config.recordings()) {
            if (speech.containsKey(recordings.name())) {
                line(
                        "- " + recordings.name() + ": recordings of people, " + recordings.licence()
                                + (recordings.transcribedBy() == null
                                        ? "."
                                        : "; nobody has transcribed them, the words are those that an earlier baseline heard."));
            }
        }
        line("- The others are speech synthesizers; a voice counts once for each of its variants.");
        line("");
        line("## Training");
        line("");
        if (config.channel() == Channel.TELEPHONE) {
            line("- All speech, measured speech too, went through a telephone line: 8 kHz and mu-law (ITU-T G.711).");
        }
        line("- " + network);
        line("- " + training);
        line("");
        line("## Text of the language model");
        line("");
        line("Trigrams over " + String.format(Locale.ROOT, "%,d", lexiconWords)
                + " words. Pronunciations by espeak-ng, function words by hand.");
        for (BaselineConfig.Part part : config.text().mixture()) {
            line("");
            line(String.format(
                    Locale.ROOT,
                    "- %.0f %% %s: %s%s",
                    100 * part.weight(),
                    part.name(),
                    String.join(", ", part.packages()),
                    part.pruning() > 0 ? ", without trigrams that occur " + times(part.pruning()) : ""));
        }
        line("");
        line("| Debian package | Version | Licence | Lines | Words |");
        line("| --- | --- | --- | ---: | ---: |");
        List<String> rows = Files.readAllLines(sources);
        rows.subList(1, rows.size()).forEach(row -> line("| " + row.replace("\t", " | ") + " |"));
        return text.toString();
    }

    /**
     * A card with more rows in its table of figures. Rows of the same sets go.
     *
     * @throws IllegalArgumentException if the card has no such table
     */
    static String withFigures(String card, List<BaselineFigures> more) {
        List<String> lines = new ArrayList<>(card.lines().toList());
        int header = lines.indexOf(BaselineFigures.HEADER.lines().findFirst().orElseThrow());
        if (header < 0) {
            throw new IllegalArgumentException("the card has no table of figures; build the baseline anew");
        }
        int row = header + 2;
        while (row < lines.size() && lines.get(row).startsWith("|")) {
            String set = lines.get(row).split("\\|")[1].strip();
            if (more.stream().anyMatch(figures -> figures.set().equals(set))) {
                lines.remove(row);
            } else {
                row++;
            }
        }
        lines.addAll(row, more.stream().map(figures -> figures.row().strip()).toList());
        return String.join("\n", lines) + "\n";
    }

    private static String times(int most) {
        return most == 1 ? "once" : "at most " + most + " times";
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
