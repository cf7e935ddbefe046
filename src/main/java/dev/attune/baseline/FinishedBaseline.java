package dev.attune.baseline;

import dev.attune.speech.Recognizer;
import dev.attune.speech.RecognizerOptions;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.decode.Decoder;
import dev.attune.speech.decode.GreedyDecoder;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageWriter;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.TextNormalizer;
import dev.attune.speech.text.TokenSet;
import dev.attune.speech.tune.HeardSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A package that was built before, measured on more sets. Its card and its scores get the figures; what it recognises with stays byte for byte. */
public final class FinishedBaseline {

    private final BaselineConfig config;
    private final ModelPackage model;
    private final Consumer<String> log;
    private final MeasuredSets sets;
    private final List<BaselineFigures> more = new ArrayList<>();

    /**
     * @param config that it was built from
     */
    public FinishedBaseline(BaselineConfig config, ModelPackage model, Consumer<String> log) {
        this.config = config;
        this.model = model;
        this.log = log;
        this.sets = new MeasuredSets(config);
    }

    /**
     * Measures it, with its own decoder and with the best letter of each frame. Speech goes through the channel that the baseline is for.
     *
     * @param set name of recordings that it did not learn from
     * @throws IllegalArgumentException if it learnt from recordings of that name
     */
    public void measure(String set, List<Utterance> utterances) throws IOException {
        requireNotLearnt(set);
        TextNormalizer normalizer = TextNormalizer.forLocale(model.description().locale());
        try (Recognizer recognizer = Recognizer.open(model, RecognizerOptions.defaults())) {
            List<HeardSet.Utterance> heard = new ArrayList<>();
            for (Utterance utterance : utterances) {
                heard.add(new HeardSet.Utterance(
                        utterance.id(),
                        normalizer.normalize(utterance.transcript()),
                        recognizer.hear(config.channel().apply(AudioFiles.read(utterance.audio())))));
            }
            Decoder beam = recognizer
                    .beamDecoder()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the package has no lexicon and language model, so it is no baseline"));
            Decoder greedy = new GreedyDecoder(TokenSet.read(model.file(PackageEntry.LETTERS)));
            HeardSet all = new HeardSet(heard, normalizer::normalize);
            add(BaselineFigures.of(set, sets.worth(set), all.score(greedy), all.score(beam)));
        }
    }

    /** @throws IllegalArgumentException if it learnt from recordings of that name */
    public void requireNotLearnt(String set) {
        if (learnt().contains(set)) {
            throw new IllegalArgumentException("\"" + model.description().name() + "\" learnt from " + set
                    + ", so figures on it say nothing; name a build that kept it aside");
        }
    }

    /** Takes over what builds that kept recordings aside did on them, see {@link BaselineBuilder}. */
    public void measuredBy(Collection<Path> workFolders) throws IOException {
        sets.ofOtherBuilds(workFolders, learnt()).forEach(this::add);
    }

    private Set<String> learnt() {
        return config.recordings().stream()
                .filter(recordings -> recordings.devShare() < 1)
                .map(BaselineConfig.Recordings::name)
                .collect(Collectors.toSet());
    }

    private void add(BaselineFigures figures) {
        log.accept(figures.row().strip());
        more.add(figures);
    }

    /**
     * Writes the package with the figures.
     *
     * @param workFolder for the card, to be deleted later
     * @param zip replaced if it exists, also if it is the package itself
     */
    public void write(Path workFolder, Path zip) throws IOException {
        Path card = workFolder.resolve(PackageEntry.CARD.fileName());
        Files.writeString(card, BaselineCard.withFigures(model.card(), more));
        Map<PackageEntry, Path> files = model.files();
        files.put(PackageEntry.CARD, card);
        ModelPackageWriter.write(model.description().withScores(scores()), files, zip);
    }

    /** Those of the package in their order, then the new ones. */
    private List<ModelDescription.Score> scores() {
        Map<String, ModelDescription.Score> scores = new LinkedHashMap<>();
        for (ModelDescription.Score score : model.description().scores()) {
            String name = sets.title(score.dataset());
            scores.put(name, new ModelDescription.Score(name, score.wordErrorRate(), score.words()));
        }
        for (BaselineFigures figures : more) {
            ModelDescription.Score score = sets.score(figures);
            scores.put(score.dataset(), score);
        }
        return List.copyOf(scores.values());
    }
}
