package io.groundswell.enrich.intent;

/**
 * One thing that the writer of a post wants.
 *
 * @param intent its name in the file of rules
 * @param department who should answer, null when nobody in particular
 * @param weight how much it says, 0 to 1, as the rules have it
 * @param evidence the words that told it, as they stand in the text
 * @param start of the evidence, in code points of the text
 * @param end exclusive
 */
public record FoundIntent(String intent, String department, double weight, String evidence, int start, int end) {}
