package dev.attune.speech.score;

import java.util.List;

/**
 * The sign test over utterances: in how many does one recogniser make fewer word errors than the other?
 *
 * <p>Source: Dixon and Mood, The statistical sign test, J. Am. Stat. Assoc. 41, 1946.
 *
 * @param aBetter utterances in which a makes fewer errors
 * @param bBetter utterances in which b makes fewer errors
 * @param equal utterances with as many; left out of the test
 * @param pValue two-sided, exact; 1 without a difference anywhere
 */
public record SignTest(int aBetter, int bBetter, int equal, double pValue) {

    static SignTest test(List<ErrorCounts> a, List<ErrorCounts> b) {
        int aBetter = 0;
        int bBetter = 0;
        for (int i = 0; i < a.size(); i++) {
            int difference = Integer.compare(a.get(i).errors(), b.get(i).errors());
            aBetter += difference < 0 ? 1 : 0;
            bBetter += difference > 0 ? 1 : 0;
        }
        return new SignTest(aBetter, bBetter, a.size() - aBetter - bBetter, twoSided(aBetter, bBetter));
    }

    /** Twice the chance of a split at least as uneven with a fair coin, summed in logarithms so that large counts do not vanish. */
    static double twoSided(int aBetter, int bBetter) {
        int n = aBetter + bBetter;
        int fewer = Math.min(aBetter, bBetter);
        double logTerm = -n * Math.log(2);
        double sum = 0;
        for (int k = 0; k <= fewer; k++) {
            sum += Math.exp(logTerm);
            logTerm += Math.log((n - k) / (k + 1.0));
        }
        return Math.min(1, 2 * sum);
    }
}
