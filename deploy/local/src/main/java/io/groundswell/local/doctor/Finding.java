package io.groundswell.local.doctor;

/**
 * What one look found.
 *
 * @param subject what was looked at, such as {@code Kafka: clock}
 * @param said what is so
 * @param remedy what to do about it; empty when all is well
 */
public record Finding(State state, String subject, String said, String remedy) {

    /** How it is. */
    public enum State {
        OK,
        /** It works, but not for ever, or not everything could be seen. */
        WARNING,
        /** It does not work, or gives wrong numbers. */
        FAILED
    }

    static Finding ok(String subject, String said) {
        return new Finding(State.OK, subject, said, "");
    }

    static Finding warning(String subject, String said, String remedy) {
        return new Finding(State.WARNING, subject, said, remedy);
    }

    static Finding failed(String subject, String said, String remedy) {
        return new Finding(State.FAILED, subject, said, remedy);
    }
}
