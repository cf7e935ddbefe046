package dev.attune.shared;

import java.util.List;

/** Ends an operation because of what a person brought. The message is fit to be shown as it is. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ProblemException(List<Problem> problems) {
        super(problems.getFirst().message());
        this.problems = List.copyOf(problems);
    }

    public ProblemException(String code, String message) {
        this(List.of(new Problem(code, Problem.Severity.FATAL, null, 0, message)));
    }

    public ProblemException(String code, String message, Throwable cause) {
        this(code, message);
        initCause(cause);
    }

    /** The code of the first problem. */
    public String code() {
        return problems.getFirst().code();
    }

    public List<Problem> problems() {
        return problems;
    }
}
