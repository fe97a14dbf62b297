package io.groundswell.collect.brand;

/**
 * What is wrong with one brand, for the person who wrote it.
 *
 * @param brand id of the brand, or null when it has none
 * @param line line of the file it was read from, from 1; 0 when it came from elsewhere
 * @param position character of the query, from 1; 0 when it is not about a place in the query
 * @param problem one clause, such as {@code the query never ends: a quote or a bracket is not closed}
 */
public record BrandProblem(String brand, int line, int position, String problem) {

    /** One sentence: where, which brand, what. */
    public String sentence() {
        return (line > 0 ? "line " + line + ": " : "")
                + (brand == null ? "" : "brand '" + brand + "': ")
                + problem
                + (position > 0 ? " (character " + position + " of the query)" : "");
    }

    BrandProblem atLine(int where) {
        return new BrandProblem(brand, where, position, problem);
    }
}
