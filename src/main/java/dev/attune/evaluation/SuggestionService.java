package dev.attune.evaluation;

import dev.attune.dataset.DatasetKind;
import dev.attune.dataset.LineAdder;
import dev.attune.project.ProjectId;
import dev.attune.shared.ProblemException;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.OutOfVocabulary;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** After a test: which words a model should be taught, and the way from there into a data set. Thread-safe. */
@Service
public class SuggestionService {

    /** Names of the data sets that take what is suggested. */
    public static final String PRONUNCIATIONS = "Added pronunciations";

    public static final String SENTENCES = "Added sentences";

    private static final int MOST = 200;

    private final EvaluationStore evaluations;
    private final ResultStore results;
    private final LineAdder lines;

    SuggestionService(EvaluationStore evaluations, ResultStore results, LineAdder lines) {
        this.evaluations = evaluations;
        this.results = results;
        this.lines = lines;
    }

    /**
     * The words that one model of an evaluation should be taught, at most {@value #MOST}. Reads all its results.
     *
     * @param model place of the model in the evaluation, from 0
     * @return empty unless the evaluation has succeeded
     */
    public List<Suggestion> suggestions(EvaluationId id, int model) {
        Optional<Evaluation> evaluation =
                evaluations.find(id).filter(found -> found.status() == EvaluationStatus.SUCCEEDED);
        if (evaluation.isEmpty()) {
            return List.of();
        }
        CorpusScore score = results.score(id, model);
        Predicate<String> known = results.unknownWords(id, model, score.words().words())
                .map(SuggestionService::all)
                .map(unknown -> Predicate.not((String word) -> unknown.contains(word)))
                .orElse(null);
        return Suggestions.of(score, known, MOST);
    }

    private static Set<String> all(OutOfVocabulary unknown) {
        return unknown.unknown().stream().map(OutOfVocabulary.Missing::word).collect(Collectors.toSet());
    }

    /**
     * Adds a pronunciation to the project's data set {@value #PRONUNCIATIONS}.
     *
     * @throws ProblemException if the checks of an import refuse it; then nothing has changed
     */
    public LineAdder.Added addPronunciation(ProjectId project, String display, String spoken) {
        if (display.isBlank() || spoken.isBlank()) {
            throw new ProblemException(
                    "EmptySpokenForm", "Write how the word is spoken: in words, syllables or single letters.");
        }
        return lines.add(
                project, DatasetKind.PRONUNCIATION, PRONUNCIATIONS, List.of(display.strip() + "\t" + spoken.strip()));
    }

    /**
     * Adds a sentence to the project's data set {@value #SENTENCES}.
     *
     * @throws ProblemException if the checks of an import refuse it; then nothing has changed
     */
    public LineAdder.Added addSentence(ProjectId project, String sentence) {
        if (sentence.isBlank()) {
            throw new ProblemException("EmptyLine", "Write a sentence with the word, or the word alone.");
        }
        return lines.add(project, DatasetKind.LANGUAGE, SENTENCES, List.of(sentence.strip()));
    }
}
