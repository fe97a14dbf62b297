package io.groundswell.enrich.intent;

import java.util.List;

/** A file of rules that cannot be used, with everything that is wrong in it. */
public final class IntentProblems extends RuntimeException {

    private final List<String> problems;

    IntentProblems(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each a sentence that begins with its line. */
    public List<String> problems() {
        return problems;
    }
}
