package dev.attune.dataset;

import dev.attune.shared.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an import.
 *
 * @param accepted lines or files that can be used
 * @param rejected lines or files that were left out
 */
record ImportResult(
        String contentHash, int accepted, int rejected, List<StoredUtterance> utterances, List<Problem> problems) {

    /** A set with fewer accepted lines than this is doubtful, as the vendor says. */
    static final double DOUBTFUL_BELOW = 0.95;

    Dataset applyTo(Dataset dataset) {
        String failure = failure();
        double seconds =
                utterances.stream().mapToDouble(StoredUtterance::seconds).sum();
        return new Dataset(
                dataset.id(),
                dataset.project(),
                dataset.name(),
                dataset.description(),
                dataset.kind(),
                dataset.locale(),
                failure == null ? DatasetStatus.SUCCEEDED : DatasetStatus.FAILED,
                dataset.fileName(),
                dataset.bytes(),
                contentHash,
                failure == null ? accepted : 0,
                rejected,
                (int) problems.stream()
                        .filter(problem -> problem.severity() == Problem.Severity.WARNING)
                        .count(),
                failure == null ? seconds : 0,
                failure,
                dataset.created());
    }

    /** One sentence, or null if the data set can be used. */
    private @Nullable String failure() {
        List<Problem> fatal = problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.FATAL)
                .toList();
        if (!fatal.isEmpty()) {
            return fatal.getFirst().message();
        }
        return accepted > 0 ? null : "No line could be used. The report names the reason for each.";
    }

    String summary() {
        return accepted + " accepted, " + rejected + " rejected, " + problems.size() + " problems reported";
    }
}
