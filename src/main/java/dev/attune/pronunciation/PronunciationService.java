package dev.attune.pronunciation;

import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetKind;
import dev.attune.dataset.DatasetService;
import dev.attune.dataset.DatasetStatus;
import dev.attune.dataset.LineAdder;
import dev.attune.model.ModelService;
import dev.attune.project.Project;
import dev.attune.project.ProjectId;
import dev.attune.project.ProjectService;
import dev.attune.shared.ProblemException;
import dev.attune.speech.WordTrial;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.lettertosound.LetterToSound.Guess;
import dev.attune.speech.lettertosound.Pronouncer;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.BadCharacter;
import dev.attune.speech.text.TextNormalizer;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Says how models pronounce words, tries new ones on recordings, and keeps what people correct. Thread-safe. */
@Service
public class PronunciationService {

    /** Name of the data set that takes corrections unless another one is chosen. */
    public static final String ADDED = "Added pronunciations";

    private static final int MODELS_IN_MEMORY = 3;
    private static final int CHOICES = 5;
    private static final int GUESSES = 3;

    private final ProjectService projects;
    private final ModelService models;
    private final DatasetService datasets;
    private final LineAdder lines;
    private final Map<String, Pronouncer> pronouncers = new LinkedHashMap<>(8, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pronouncer> eldest) {
            return size() > MODELS_IN_MEMORY;
        }
    };
    /** Guards the one model that is ready to recognise. */
    private final Object trialLock = new Object();

    private @Nullable String trialModel;
    private @Nullable WordTrial trial;

    PronunciationService(ProjectService projects, ModelService models, DatasetService datasets, LineAdder lines) {
        this.projects = projects;
        this.models = models;
        this.datasets = datasets;
        this.lines = lines;
    }

    /** True if words can be tried on a model: it has phones, or an imported network's tokens, a lexicon and a language model. */
    public static boolean canTryWords(ModelDescription model) {
        return WordTrial.possible(model);
    }

    /**
     * Ways in which a model would say a word, best first: those of the spoken form if there is one, else those of the word itself.
     *
     * @param display as it is to be written; may be empty
     * @param spoken letters, words and syllables; empty to leave it to the spelling
     * @return empty if nothing of it can be said
     * @throws ProblemException if the model is gone or damaged
     */
    public List<Guess> choices(String model, String display, String spoken) {
        ModelDescription description = description(model);
        Pronouncer pronouncer = pronouncer(model);
        List<String> words = words(description, spoken.isBlank() ? display : spoken);
        if (words.isEmpty()) {
            return List.of();
        }
        return spoken.isBlank()
                ? pronouncer.choices(words, CHOICES)
                : pronouncer.spokenForm(words).stream()
                        .limit(CHOICES)
                        .map(phones -> new Guess(phones, 1))
                        .toList();
    }

    /** The words of a spoken form whose sounds are guessed from their letters. */
    public List<String> guessedParts(String model, String spoken) {
        Pronouncer pronouncer = pronouncer(model);
        return words(description(model), spoken).stream()
                .filter(word -> pronouncer.source(word) == Pronouncer.Source.GUESS)
                .distinct()
                .toList();
    }

    /**
     * Recognises a recording without and with a word. Takes seconds, the first time more.
     *
     * @param display the word as it is to be written
     * @param phones how it sounds, the usual way first; at least one
     * @throws ProblemException if model or recording cannot be used, with the reason
     */
    public WordTrial.Outcome tryWord(String model, String display, List<String> phones, Path audio) {
        ModelDescription description = description(model);
        List<String> words = words(description, display);
        if (words.isEmpty() || phones.isEmpty()) {
            throw new ProblemException("EmptyDisplayForm", "Write the word that is to be tried.");
        }
        synchronized (trialLock) {
            try {
                return trial(model)
                        .recognize(AudioFiles.read(audio), Map.of(String.join(" ", words), List.copyOf(phones)));
            } catch (IOException e) {
                throw new ProblemException("TrialFailed", "The word could not be tried: " + sentence(e), e);
            }
        }
    }

    private WordTrial trial(String model) throws IOException {
        if (trial == null || !model.equals(trialModel)) {
            close();
            ModelPackage opened = models.open(model);
            if (!WordTrial.possible(opened.description())) {
                throw new ProblemException(
                        "NoLexicon",
                        "This model has no lexicon or no language model, so no word can be added to it. Choose another model, or import it again"
                                + " with a language model.");
            }
            trial = WordTrial.open(opened, 1);
            trialModel = model;
        }
        return trial;
    }

    /** Gives the model in memory back. */
    @PreDestroy
    void close() {
        synchronized (trialLock) {
            if (trial != null) {
                trial.close();
                trial = null;
            }
        }
    }

    /**
     * Adds {@code display TAB spoken} to a pronunciation data set of the project.
     *
     * @param dataset name of the data set, made if there is none
     * @param spoken empty for "as it is spelt"
     * @throws ProblemException with the reason if the line cannot be used; then nothing has changed
     */
    public LineAdder.Added add(ProjectId project, String dataset, String display, String spoken) {
        String locale = projects.find(project)
                .map(Project::locale)
                .orElseThrow(() -> new ProblemException("ProjectNotFound", "This project does not exist any more."));
        String said =
                spoken.isBlank() ? String.join(" ", words(TextNormalizer.forLocale(locale), display)) : spoken.strip();
        if (display.isBlank() || said.isEmpty()) {
            throw new ProblemException("EmptyDisplayForm", "Write the word that is to be added.");
        }
        return lines.add(project, DatasetKind.PRONUNCIATION, dataset, List.of(display.strip() + "\t" + said));
    }

    /** Names of the data sets that can take pronunciations, the usual one first. */
    public List<String> targets(ProjectId project) {
        List<String> names = new ArrayList<>(List.of(ADDED));
        datasets.list(project).stream()
                .filter(dataset ->
                        dataset.kind() == DatasetKind.PRONUNCIATION && dataset.status() == DatasetStatus.SUCCEEDED)
                .map(Dataset::name)
                .filter(name -> !names.contains(name))
                .forEach(names::add);
        return names;
    }

    /**
     * The words that a model has and its baseline has not, in the order of its lexicon: those of pronunciations first.
     *
     * @param baseline id of the model it was made from
     * @return empty if one of the two is gone or has no lexicon
     * @throws ProblemException if a package is damaged
     */
    public List<NewWord> newWords(String model, String baseline) {
        boolean both = Stream.of(model, baseline).allMatch(id -> models.find(id)
                .filter(found -> found.entries().containsKey(PackageEntry.LEXICON.fileName()))
                .isPresent());
        if (!both) {
            return List.of();
        }
        Pronouncer own = pronouncer(model);
        Pronouncer parent = pronouncer(baseline);
        return own.words().stream()
                .filter(word -> !parent.knows(word))
                .map(word -> new NewWord(word, own.known(word), parent.guesses(word, GUESSES)))
                .toList();
    }

    private static String sentence(IOException cause) {
        String words = String.valueOf(cause.getMessage());
        return words.endsWith(".") ? words : words + ".";
    }

    private ModelDescription description(String model) {
        Optional<ModelDescription> found = models.find(model);
        return found.orElseThrow(() -> new ProblemException("ModelNotFound", "This model does not exist any more."));
    }

    private Pronouncer pronouncer(String model) {
        synchronized (pronouncers) {
            Pronouncer known = pronouncers.get(model);
            if (known == null) {
                try {
                    known = WordTrial.pronouncer(models.open(model));
                } catch (IOException e) {
                    throw new ProblemException(
                            "ModelUnreadable", "The words of this model cannot be read: " + sentence(e), e);
                }
                pronouncers.put(model, known);
            }
            return known;
        }
    }

    private static List<String> words(ModelDescription model, String raw) {
        return words(TextNormalizer.forLocale(model.locale()), raw);
    }

    private static List<String> words(TextNormalizer normalizer, String raw) {
        List<BadCharacter> bad = normalizer.unusable(raw);
        if (!bad.isEmpty()) {
            throw new ProblemException(
                    "BadCharacter", bad.getFirst().label() + " cannot be spoken. Write it in plain letters.");
        }
        String normal = normalizer.normalize(raw);
        return normal.isEmpty() ? List.of() : Arrays.asList(normal.split(" "));
    }
}
