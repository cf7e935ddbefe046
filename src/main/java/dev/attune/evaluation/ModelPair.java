package dev.attune.evaluation;

import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.PairedComparison;

/**
 * Two models on the same utterances.
 *
 * @param a place of the first model in the list of models, from 0
 * @param b place of the second
 * @param difference word error rate of b minus that of a, as a fraction; below 0 when b is better
 * @param low lower end of the difference's 95 % bootstrap interval
 * @param high its upper end
 * @param probabilityOfImprovement share of the drawn sets on which b is better
 * @param segments segments with errors that the matched-pairs test (MAPSSWE) weighed
 * @param pValue two-sided, of the matched-pairs test
 * @param aBetter utterances in which a makes fewer errors
 * @param bBetter utterances in which b makes fewer errors
 * @param equal utterances with as many
 * @param signPValue two-sided and exact, of the sign test over utterances
 */
public record ModelPair(
        int a,
        int b,
        double difference,
        double low,
        double high,
        double probabilityOfImprovement,
        int segments,
        double pValue,
        int aBetter,
        int bBetter,
        int equal,
        double signPValue) {

    /** The same the other way round: a against b. */
    ModelPair reversed() {
        return new ModelPair(
                b,
                a,
                -difference,
                -high,
                -low,
                1 - probabilityOfImprovement,
                segments,
                pValue,
                bBetter,
                aBetter,
                equal,
                signPValue);
    }

    static ModelPair of(int a, CorpusScore scoreA, int b, CorpusScore scoreB) {
        PairedComparison pair = PairedComparison.of(scoreA, scoreB);
        return new ModelPair(
                a,
                b,
                pair.difference(),
                pair.interval().low(),
                pair.interval().high(),
                pair.probabilityOfImprovement(),
                pair.matchedPairs().segments(),
                pair.pValue(),
                pair.signTest().aBetter(),
                pair.signTest().bBetter(),
                pair.signTest().equal(),
                pair.signTest().pValue());
    }
}
