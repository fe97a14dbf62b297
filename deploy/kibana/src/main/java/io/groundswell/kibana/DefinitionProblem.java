package io.groundswell.kibana;

/** A definition that cannot be used, in one sentence that says where it stands and what to put right. */
public final class DefinitionProblem extends RuntimeException {

    DefinitionProblem(String sentence) {
        super(sentence);
    }
}
