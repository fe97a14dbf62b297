package io.groundswell.flow;

import java.util.List;

/** What is wrong with the settings, all of it, in sentences for the person who wrote them. */
public final class SettingsProblem extends RuntimeException {

    private final transient List<String> problems;

    public SettingsProblem(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
