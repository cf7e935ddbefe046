package dev.attune.pronunciation;

import dev.attune.dataset.WordKnowledge;
import dev.attune.model.ModelService;
import dev.attune.shared.ProblemException;
import dev.attune.speech.WordTrial;
import dev.attune.speech.lettertosound.Pronouncer;
import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.lm.Vocabulary;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.PackageEntry;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The words of the newest baseline of a language that has a lexicon. Thread-safe; the last one used stays in memory. */
@Component
class ModelWords implements WordKnowledge {

    private static final Logger LOG = LoggerFactory.getLogger(ModelWords.class);

    /** As many count as common; the most frequent ones of the baseline's language model. */
    private static final int COMMON = 5000;

    private final ModelService models;
    private @Nullable Loaded last;

    ModelWords(ModelService models) {
        this.models = models;
    }

    private record Loaded(String id, Set<String> common, Pronouncer pronouncer) implements Words {

        @Override
        public boolean isCommon(String word) {
            return common.contains(word);
        }
    }

    @Override
    public synchronized Optional<Words> of(String locale) {
        return models.baselines().stream()
                .filter(model -> model.locale().equalsIgnoreCase(locale))
                .filter(model -> model.entries().containsKey(PackageEntry.LEXICON.fileName())
                        && model.entries().containsKey(PackageEntry.LANGUAGE_MODEL.fileName()))
                .findFirst()
                .flatMap(this::load);
    }

    private Optional<Words> load(ModelDescription model) {
        if (last == null || !last.id.equals(model.id())) {
            try {
                ModelPackage opened = models.open(model.id());
                last = new Loaded(
                        model.id(),
                        common(CompactLm.read(opened.file(PackageEntry.LANGUAGE_MODEL)), COMMON),
                        WordTrial.pronouncer(opened));
            } catch (IOException | ProblemException e) {
                // Checks of pronunciations go without it; the model's own page says what is wrong with its package.
                LOG.warn("The words of model {} could not be read", model.id(), e);
                return Optional.empty();
            }
        }
        return Optional.of(last);
    }

    /** The likeliest words without context; fewer where a vocabulary is small: a third of it at most. */
    static Set<String> common(LanguageModel lm, int count) {
        Vocabulary vocabulary = lm.vocabulary();
        record Word(String word, double logProb) {}
        return IntStream.range(Vocabulary.FIRST_WORD_ID, vocabulary.size())
                .mapToObj(id ->
                        new Word(vocabulary.word(id), lm.next(lm.empty(), id).logProb()))
                .sorted(Comparator.comparingDouble((Word word) -> -word.logProb).thenComparing(Word::word))
                .limit(Math.min(count, (vocabulary.size() - Vocabulary.FIRST_WORD_ID) / 3))
                .map(Word::word)
                .collect(Collectors.toSet());
    }
}
