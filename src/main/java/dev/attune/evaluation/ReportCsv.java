package dev.attune.evaluation;

import dev.attune.speech.score.Confusion;
import dev.attune.speech.score.EditStep;
import dev.attune.speech.score.ErrorCounts;
import dev.attune.speech.score.TermAccuracy;
import dev.attune.speech.score.TokenErrorClass;
import dev.attune.speech.score.TokenErrors;
import dev.attune.speech.score.UtteranceScore;
import dev.attune.speech.score.WordCounts;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** The tables of a report as CSV. */
final class ReportCsv {

    private ReportCsv() {}

    static String models(Comparison comparison) {
        StringBuilder out =
                new StringBuilder("model,wordErrorRate,intervalLow,intervalHigh,words,correct,substitutions,"
                        + "deletions,insertions,utterances,sentenceErrorRate,characterErrorRate\n");
        for (int i = 0; i < comparison.models().size(); i++) {
            ModelFigures figures = comparison.figures().get(i);
            ErrorCounts words = figures.words();
            line(
                    out,
                    comparison.models().get(i).name(),
                    rate(figures.wordErrorRate()),
                    rate(figures.low()),
                    rate(figures.high()),
                    words.words(),
                    words.correct(),
                    words.substitutions(),
                    words.deletions(),
                    words.insertions(),
                    figures.utterances(),
                    rate(figures.sentenceErrorRate()),
                    rate(figures.characterErrorRate()));
        }
        return out.toString();
    }

    static String robustness(Robustness robustness) {
        StringBuilder out = new StringBuilder(
                "condition,kind,level,model,wordErrorRate,intervalLow,intervalHigh,words,utterances\n");
        for (Robustness.Row row : robustness.rows()) {
            for (int model = 0; model < robustness.models().size(); model++) {
                ModelFigures figures = row.figures().get(model);
                if (figures != null) {
                    line(
                            out,
                            row.condition().label(),
                            row.condition().kind().name().toLowerCase(Locale.ROOT),
                            row.condition().level(),
                            robustness.models().get(model),
                            rate(figures.wordErrorRate()),
                            rate(figures.low()),
                            rate(figures.high()),
                            figures.words().words(),
                            figures.utterances());
                }
            }
        }
        return out.toString();
    }

    static String pairs(Comparison comparison) {
        StringBuilder out = new StringBuilder("a,b,difference,intervalLow,intervalHigh,probabilityOfImprovement,"
                + "matchedPairsSegments,matchedPairsPValue,utterancesBetterWithA,utterancesBetterWithB,utterancesEqual,"
                + "signTestPValue\n");
        for (ModelPair pair : comparison.pairs()) {
            line(
                    out,
                    comparison.models().get(pair.a()).name(),
                    comparison.models().get(pair.b()).name(),
                    rate(pair.difference()),
                    rate(pair.low()),
                    rate(pair.high()),
                    rate(pair.probabilityOfImprovement()),
                    pair.segments(),
                    pair.pValue(),
                    pair.aBetter(),
                    pair.bBetter(),
                    pair.equal(),
                    pair.signPValue());
        }
        return out.toString();
    }

    static String utterances(Comparison comparison) {
        StringBuilder out = new StringBuilder(
                "file,seconds,transcript,reference,model,hypothesis,words,substitutions,deletions,insertions\n");
        for (int i = 0; i < comparison.utterances().size(); i++) {
            ComparedUtterance utterance = comparison.utterances().get(i);
            for (ComparedModel model : comparison.models()) {
                UtteranceScore score = model.score().utterances().get(i);
                ErrorCounts words = score.words();
                line(
                        out,
                        utterance.id(),
                        String.format(Locale.ROOT, "%.2f", utterance.seconds()),
                        utterance.transcript(),
                        utterance.reference(),
                        model.name(),
                        hypothesis(score),
                        words.words(),
                        words.substitutions(),
                        words.deletions(),
                        words.insertions());
            }
        }
        return out.toString();
    }

    /** One line an error; position counts the reference words before it, and {@code S}, {@code D}, {@code I} name its kind. */
    static String edits(Comparison comparison) {
        StringBuilder out = new StringBuilder("file,model,position,edit,reference,hypothesis\n");
        for (int i = 0; i < comparison.utterances().size(); i++) {
            for (ComparedModel model : comparison.models()) {
                int position = 0;
                for (EditStep step :
                        model.score().utterances().get(i).alignment().steps()) {
                    if (step.kind() != EditStep.Kind.HIT) {
                        line(
                                out,
                                comparison.utterances().get(i).id(),
                                model.name(),
                                position,
                                EditCode.letter(step.kind()),
                                Objects.requireNonNullElse(step.reference(), ""),
                                Objects.requireNonNullElse(step.hypothesis(), ""));
                    }
                    position += step.reference() == null ? 0 : 1;
                }
            }
        }
        return out.toString();
    }

    /** One line a word and model, in the order of the alphabet. */
    static String words(EvaluationWords words) {
        StringBuilder out =
                new StringBuilder("model,word,inReference,correct,deleted,substituted,inserted,mistakenForOthers\n");
        for (ModelWords model : words.models()) {
            for (WordCounts word : model.statistics().words()) {
                line(
                        out,
                        model.name(),
                        word.word(),
                        word.inReference(),
                        word.correct(),
                        word.deleted(),
                        word.substituted(),
                        word.inserted(),
                        word.mistaken());
            }
        }
        return out.toString();
    }

    /** One line a term and model, in the order of the list; recall and precision are empty where they have no meaning. */
    static String terms(EvaluationWords words) {
        StringBuilder out = new StringBuilder("model,term,inReference,inHypothesis,correct,recall,precision\n");
        for (ModelWords model : words.models()) {
            for (TermAccuracy term : model.terms()) {
                line(
                        out,
                        model.name(),
                        term.term(),
                        term.inReference(),
                        term.inHypothesis(),
                        term.correct(),
                        term.inReference() == 0 ? "" : rate(term.recall()),
                        term.inHypothesis() == 0 ? "" : rate(term.precision()));
            }
        }
        return out.toString();
    }

    /** One line a pair and model, most often confused first. */
    static String confusions(EvaluationWords words) {
        StringBuilder out = new StringBuilder("model,reference,hypothesis,count\n");
        for (ModelWords model : words.models()) {
            for (Confusion confusion : model.statistics().confusions()) {
                line(out, model.name(), confusion.reference(), confusion.hypothesis(), confusion.count());
            }
        }
        return out.toString();
    }

    static String hypothesis(UtteranceScore score) {
        return score.alignment().steps().stream()
                .map(EditStep::hypothesis)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    /** One line a model and class of error of its display text; only of models that make one. */
    static String tokens(Comparison comparison) {
        StringBuilder out =
                new StringBuilder("model,tokenErrorRate,tokens,errorClass,numberOfEdits,percentageOfAllEdits\n");
        for (ComparedModel model : comparison.models()) {
            TokenErrors tokens = model.tokens();
            if (tokens != null) {
                for (TokenErrorClass each : TokenErrorClass.values()) {
                    line(
                            out,
                            model.name(),
                            rate(tokens.rate()),
                            tokens.tokens().words(),
                            each.apiName(),
                            tokens.edits().get(each),
                            String.format(Locale.ROOT, "%.2f", tokens.percentageOfAllEdits(each)));
                }
            }
        }
        return out.toString();
    }

    private static String rate(double fraction) {
        return String.format(Locale.ROOT, "%.6f", fraction);
    }

    private static void line(StringBuilder out, Object... fields) {
        for (int i = 0; i < fields.length; i++) {
            String text = String.valueOf(fields[i]);
            boolean quote = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            out.append(i == 0 ? "" : ",").append(quote ? '"' + text.replace("\"", "\"\"") + '"' : text);
        }
        out.append('\n');
    }
}
