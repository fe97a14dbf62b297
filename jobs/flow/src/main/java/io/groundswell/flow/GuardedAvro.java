package io.groundswell.flow;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro as we trust it: only our own topic types may be made from a schema, and no length in a message is believed
 * beyond what a message can hold, so that forged bytes do not fill the memory. A worker process that only ever sees our
 * types inside Flink's own serializers is told of them by the system property
 * {@code org.apache.avro.SERIALIZABLE_PACKAGES=io.groundswell.topics} instead.
 */
public final class GuardedAvro {

    private static final String PACKAGE = "io.groundswell.topics";

    private static final String LARGEST_STRING = Integer.toString(16 << 20);
    private static final String MOST_ITEMS = Integer.toString(1 << 20);

    static {
        System.setProperty("org.apache.avro.limits.string.maxLength", LARGEST_STRING);
        System.setProperty("org.apache.avro.limits.bytes.maxLength", LARGEST_STRING);
        System.setProperty("org.apache.avro.limits.collectionItems.maxLength", MOST_ITEMS);
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.DEFAULT, type -> PACKAGE.equals(type.getPackageName())));
    }

    /** Does its work once per process, however often it is called. */
    public static void register() {}

    private GuardedAvro() {}
}
