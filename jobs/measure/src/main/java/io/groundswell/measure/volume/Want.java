package io.groundswell.measure.volume;

/**
 * What the writer of a mention wants, by the rules of enrich.
 *
 * @param intent slug: complaint, question ...
 * @param department who should answer by the intent's rule, null when it names none
 */
public record Want(String intent, String department) {}
