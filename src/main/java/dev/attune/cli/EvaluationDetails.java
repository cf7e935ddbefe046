package dev.attune.cli;

import dev.attune.evaluation.Comparison;
import dev.attune.evaluation.EvaluationWords;
import dev.attune.evaluation.ModelWords;
import dev.attune.evaluation.Vocabularies;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.EquivalentForms;
import dev.attune.speech.score.OutOfVocabulary;
import dev.attune.speech.score.TermAccuracy;
import dev.attune.speech.text.TextNormalizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code evaluate} tells of a model besides its figures.
 *
 * @param words its words, terms and unknown words
 * @param equivalent the score with number words equal to digits and contractions equal to full forms; null if nobody asked
 */
record EvaluationDetails(ModelWords words, @Nullable CorpusScore equivalent) {

    /** One entry a model. */
    static List<EvaluationDetails> of(
            Comparison comparison, List<TestRun.Candidate> candidates, List<String> terms, boolean equivalents)
            throws IOException {
        TextNormalizer normalizer = TextNormalizer.forLocale(
                candidates.getFirst().model().description().locale());
        List<String> references =
                comparison.utterances().stream().map(each -> each.reference()).toList();
        List<@Nullable OutOfVocabulary> unknown = new ArrayList<>();
        for (TestRun.Candidate candidate : candidates) {
            Optional<Set<String>> vocabulary = Vocabularies.of(candidate.model());
            unknown.add(vocabulary
                    .map(words -> OutOfVocabulary.of(references, words::contains))
                    .orElse(null));
        }
        List<ModelWords> words = EvaluationWords.of(
                        comparison.models(),
                        terms.stream().map(normalizer::normalize).toList(),
                        unknown)
                .models();
        List<EvaluationDetails> details = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            details.add(new EvaluationDetails(
                    words.get(i),
                    equivalents
                            ? EquivalentForms.rescore(comparison.models().get(i).score(), Aligner.sclite())
                            : null));
        }
        return details;
    }

    /** The words alone, for a report. */
    static EvaluationWords words(List<EvaluationDetails> details) {
        return new EvaluationWords(
                details.stream().map(EvaluationDetails::words).toList());
    }

    /** Adds {@code outOfVocabularyRate}, {@code terms} and {@code equivalentForms}, each only where there is something to tell. */
    void putInto(ObjectNode model) {
        OutOfVocabulary unknown = words.outOfVocabulary();
        if (unknown != null) {
            model.put("outOfVocabularyRate", unknown.share());
        }
        if (!words.terms().isEmpty()) {
            ArrayNode list = model.putArray("terms");
            for (TermAccuracy term : words.terms()) {
                put(list.addObject().put("term", term.term()), term);
            }
            put(model.putObject("allTerms"), TermAccuracy.sum(words.terms()));
        }
        if (equivalent != null) {
            new ScoreFigures(equivalent.words(), equivalent.utterances().size(), equivalent.sentenceErrorRate())
                    .putInto(model.putObject("equivalentForms"));
        }
    }

    private static void put(ObjectNode node, TermAccuracy term) {
        node.put("inReference", term.inReference())
                .put("inHypothesis", term.inHypothesis())
                .put("correct", term.correct());
        if (term.inReference() > 0) {
            node.put("recall", term.recall());
        }
        if (term.inHypothesis() > 0) {
            node.put("precision", term.precision());
        }
    }

    List<String> sentences() {
        List<String> lines = new ArrayList<>();
        OutOfVocabulary unknown = words.outOfVocabulary();
        if (unknown != null && unknown.unknownWords() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%.2f %% of the words are not in its vocabulary (%d of %d).",
                    100 * unknown.share(),
                    unknown.unknownWords(),
                    unknown.words()));
        }
        if (!words.terms().isEmpty()) {
            TermAccuracy all = TermAccuracy.sum(words.terms());
            lines.add(String.format(
                    Locale.ROOT,
                    "Terms: %d of %d recognised where they were said (recall), %d of %d that it wrote were said (precision).",
                    all.correct(),
                    all.inReference(),
                    all.correct(),
                    all.inHypothesis()));
        }
        if (equivalent != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "With number words equal to digits and contractions to full forms %.2f %%: %d errors in %d words.",
                    100 * equivalent.wordErrorRate(),
                    equivalent.words().errors(),
                    equivalent.words().words()));
        }
        return lines;
    }
}
