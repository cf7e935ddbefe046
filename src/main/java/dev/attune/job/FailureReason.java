package dev.attune.job;

import dev.attune.shared.ProblemException;
import java.io.IOException;
import java.util.Locale;

/**
 * What to tell a person about a failure.
 *
 * @param message one sentence, never empty
 * @param unexpected true if a programmer should look at it
 */
record FailureReason(String message, boolean unexpected) {

    static FailureReason of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return new FailureReason(String.valueOf(problem.getMessage()), false);
            }
            if (cause instanceof IOException && isDiskFull(cause)) {
                return new FailureReason("The disk is full. Free some space and start it again.", false);
            }
            if (cause instanceof OutOfMemoryError) {
                return new FailureReason(
                        "There was not enough memory. Give Attune more of it, or use less data at a time.", true);
            }
        }
        String detail = failure.getMessage() == null ? "" : ": " + failure.getMessage();
        return new FailureReason(
                "It failed unexpectedly (" + failure.getClass().getSimpleName() + detail + "). The log tells more.",
                true);
    }

    private static boolean isDiskFull(Throwable failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("not enough space") || text.contains("disk quota");
    }
}
