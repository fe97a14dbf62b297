package io.groundswell.collect.feed;

import java.util.List;

/** What is wrong with a mapping, all of it, in sentences for the person who wrote it. */
public final class MappingProblem extends RuntimeException {

    private final transient List<String> problems;

    MappingProblem(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
