package io.groundswell.kibana;

/**
 * Something wrong in a pack.
 *
 * @param object the saved object, such as {@code dashboard groundswell-overview}
 * @param panel its title or index; empty when it is about the whole object
 * @param sentence what is wrong and what to do
 */
public record Finding(Check check, String object, String panel, String sentence) {

    @Override
    public String toString() {
        return check.number() + ": " + object + (panel.isEmpty() ? "" : ", panel '" + panel + "'") + ": " + sentence;
    }
}
