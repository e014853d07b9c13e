package org.pluspeer.node;

/** Carries a {@link Problem} to whoever asked. */
public class ProblemException extends RuntimeException {
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.code().text() + ": " + problem.detail());
        this.problem = problem;
    }

    public ProblemException(Problem.Code code, String detail) {
        this(new Problem(code, detail));
    }

    public ProblemException(Problem.Code code, String detail, Throwable cause) {
        super(code.text() + ": " + detail, cause);
        this.problem = new Problem(code, detail);
    }

    public Problem problem() {
        return problem;
    }
}
