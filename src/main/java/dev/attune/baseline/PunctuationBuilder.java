package dev.attune.baseline;

import dev.attune.speech.display.MarkedWord;
import dev.attune.speech.display.PunctuationFigures;
import dev.attune.speech.display.PunctuationModel;
import dev.attune.speech.display.PunctuationTrainer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** Learns the punctuation model that ships with the program from the texts of a baseline's configuration. */
public final class PunctuationBuilder {

    /** One passage in this many is kept aside to measure with. */
    private static final int KEPT_ASIDE = 20;

    private static final int MOST_SENTENCES = 3;
    /** Keeps a single source from deciding how everybody writes. */
    private static final int MOST_WORDS_OF_A_SOURCE = 250_000;

    private final BaselineConfig config;
    private final Set<String> leftOut;
    private final Path folder;
    private final Consumer<String> log;

    /**
     * @param leftOut packages of the configuration that are not to be learnt from
     * @param folder where packages are fetched to
     * @param log takes one line a source
     */
    public PunctuationBuilder(BaselineConfig config, Set<String> leftOut, Path folder, Consumer<String> log) {
        this.config = config;
        this.leftOut = Set.copyOf(leftOut);
        this.folder = folder;
        this.log = log;
    }

    /**
     * Learns, writes the model, and measures it on the utterances kept aside.
     *
     * @throws IOException if a package cannot be fetched or a file not be written
     */
    public PunctuationFigures build(Path output) throws IOException {
        DebianPackages packages = new DebianPackages(folder);
        List<List<MarkedWord>> training = new ArrayList<>();
        List<List<MarkedWord>> keptAside = new ArrayList<>();
        for (BaselineConfig.Source source : config.text().sources()) {
            if (leftOut.contains(source.packageName())) {
                continue;
            }
            TextSource texts = new TextSource(source, packages.folder(source.packageName()));
            List<String> passages = new ArrayList<>(texts.passages());
            Collections.shuffle(passages, new Random(config.seed()));
            Random random = new Random(config.seed());
            int words = 0;
            int utterances = 0;
            for (int i = 0; i < passages.size() && words < MOST_WORDS_OF_A_SOURCE; i++) {
                // By the number of the passage, so that no book's paragraph is on both sides.
                List<List<MarkedWord>> side = i % KEPT_ASIDE == 0 ? keptAside : training;
                for (List<MarkedWord> utterance : utterances(WrittenText.sentences(passages.get(i)), random)) {
                    side.add(utterance);
                    words += utterance.size();
                    utterances++;
                }
            }
            log.accept(source.packageName() + " " + packages.version(source.packageName()) + " (" + source.licence()
                    + "): " + utterances + " utterances, " + words + " words");
        }
        PunctuationModel model = new PunctuationTrainer(names(packages), config.seed()).train(training);
        try (OutputStream out = Files.newOutputStream(output)) {
            model.write(out);
        }
        return PunctuationFigures.of(model, keptAside);
    }

    /** One to three sentences, as people speak in a row. */
    private static List<List<MarkedWord>> utterances(List<List<MarkedWord>> sentences, Random random) {
        List<List<MarkedWord>> utterances = new ArrayList<>();
        int at = 0;
        while (at < sentences.size()) {
            int end = Math.min(sentences.size(), at + 1 + random.nextInt(MOST_SENTENCES));
            List<MarkedWord> utterance = new ArrayList<>();
            sentences.subList(at, end).forEach(utterance::addAll);
            utterances.add(utterance);
            at = end;
        }
        return utterances;
    }

    /** Words that the lists have with a capital letter only. */
    private Set<String> names(DebianPackages packages) throws IOException {
        Set<String> capital = new HashSet<>();
        Set<String> small = new HashSet<>();
        for (BaselineConfig.Source source : config.text().wordLists()) {
            for (String line : new TextSource(source, packages.folder(source.packageName())).passages()) {
                String word = line.strip();
                if (word.matches("[A-Z][A-Za-z']*")) {
                    capital.add(word.toLowerCase(Locale.ROOT));
                } else if (word.matches("[a-z][a-z']*")) {
                    small.add(word);
                }
            }
        }
        capital.removeAll(small);
        return capital;
    }
}
