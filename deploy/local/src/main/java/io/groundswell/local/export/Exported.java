package io.groundswell.local.export;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an export came to.
 *
 * @param rows in the file, those of an earlier start among them
 * @param bytes of the file
 * @param before rows that were there from an earlier start
 */
public record Exported(long rows, long bytes, long before, List<Withheld> withheld) {

    /**
     * What the rule of one platform kept back.
     *
     * @param rows that lost anything
     * @param values lost, by column
     * @param because as the rule says
     */
    public record Withheld(String platform, long rows, SortedMap<String, Long> values, String because) {

        static Withheld together(Withheld one, Withheld other) {
            SortedMap<String, Long> values = new TreeMap<>(one.values);
            other.values.forEach((column, lost) -> values.merge(column, lost, Long::sum));
            return new Withheld(one.platform, one.rows + other.rows, values, other.because);
        }
    }
}
