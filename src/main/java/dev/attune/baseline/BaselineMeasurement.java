package dev.attune.baseline;

import dev.attune.speech.Recognizer;
import dev.attune.speech.acoustic.AcousticModel;
import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.PauseCutter;
import dev.attune.speech.decode.BeamDecoder;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.decode.ConfidenceModel;
import dev.attune.speech.decode.Decoder;
import dev.attune.speech.decode.Hypothesis;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.EditStep;
import dev.attune.speech.score.UtteranceScore;
import java.util.ArrayList;
import java.util.List;

/** One set of speech that was not trained on, as the network sees it: decoders can be tried on it without running the network again. */
final class BaselineMeasurement {

    private final List<String> references = new ArrayList<>();
    private final List<List<AcousticOutput>> outputs = new ArrayList<>();

    void add(AcousticModel network, String reference, AudioClip clip) {
        references.add(reference);
        outputs.add(PauseCutter.cut(clip).stream()
                .map(piece -> Recognizer.output(network, piece.clip()))
                .toList());
    }

    int utterances() {
        return references.size();
    }

    CorpusScore score(Decoder decoder) {
        List<UtteranceScore> scores = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            scores.add(UtteranceScore.of(
                    String.valueOf(i), references.get(i), text(decoder, outputs.get(i)), Aligner.sclite()));
        }
        return new CorpusScore(scores);
    }

    private static String text(Decoder decoder, List<AcousticOutput> pieces) {
        return String.join(
                        " ",
                        pieces.stream()
                                .map(piece -> decoder.decode(piece).getFirst().text())
                                .toList())
                .strip();
    }

    /**
     * The options with the lowest word error rate; the first of equals. A grid of language model weights and word bonuses, then the penalty for
     * blanks alone, and if one helps, the grid once more with it: all three together would take six times as long.
     */
    BeamOptions tune(BeamDecoder decoder, BeamOptions start) {
        BeamOptions weights = best(decoder, grid(start));
        List<BeamOptions> penalties = new ArrayList<>();
        for (double penalty : new double[] {0, 0.5, 1, 1.5, 2, 3}) {
            penalties.add(weights.withWeights(weights.lmWeight(), weights.wordBonus(), penalty));
        }
        BeamOptions penalised = best(decoder, penalties);
        return penalised.blankPenalty() == 0 ? weights : best(decoder, grid(penalised));
    }

    private static List<BeamOptions> grid(BeamOptions start) {
        List<BeamOptions> grid = new ArrayList<>();
        for (double lmWeight : new double[] {0.4, 0.6, 0.8, 1.0, 1.3}) {
            for (double wordBonus : new double[] {-1, 0, 1, 2}) {
                grid.add(start.withWeights(lmWeight, wordBonus, start.blankPenalty()));
            }
        }
        return grid;
    }

    private BeamOptions best(BeamDecoder decoder, List<BeamOptions> candidates) {
        BeamOptions best = candidates.getFirst();
        double bestRate = Double.POSITIVE_INFINITY;
        for (BeamOptions options : candidates) {
            double rate = score(decoder.withOptions(options)).wordErrorRate();
            if (rate < bestRate) {
                bestRate = rate;
                best = options;
            }
        }
        return best;
    }

    /** What became of every recognised word. */
    List<ConfidenceModel.Outcome> outcomes(BeamDecoder decoder) {
        List<ConfidenceModel.Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            List<Hypothesis.RecognizedWord> words = outputs.get(i).stream()
                    .flatMap(piece -> decoder.decode(piece).getFirst().words().stream())
                    .toList();
            String hypothesis = String.join(
                    " ", words.stream().map(Hypothesis.RecognizedWord::text).toList());
            int word = 0;
            for (EditStep step : UtteranceScore.of("", references.get(i), hypothesis, Aligner.sclite())
                    .alignment()
                    .steps()) {
                if (step.hypothesis() != null) {
                    var evidence = words.get(word++).evidence();
                    if (evidence != null) {
                        outcomes.add(new ConfidenceModel.Outcome(evidence, step.kind() == EditStep.Kind.HIT));
                    }
                }
            }
        }
        return outcomes;
    }
}
