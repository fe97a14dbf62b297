package io.groundswell.kibana;

import java.util.Locale;

/** What is asked of a pack, in this order. The last two need an Elasticsearch with documents. */
public enum Check {
    /** Each line is one saved object, with the keys and versions that every Kibana from 8.19 on takes. */
    ENVELOPE,
    /** Attributes that Kibana knows; it refuses a dashboard with any other. */
    ATTRIBUTES,
    /** What is JSON inside a string can be read. */
    JSON_STRINGS,
    /** Panels lie side by side on 48 columns and are told apart. */
    GRID,
    /** What is referred to is declared and there; what is declared is used. */
    REFERENCES,
    /** Every field is in the mapping of its index, with a type that can do what is asked of it. */
    FIELDS,
    /** Columns, axes and layers of a chart speak of each other and of nothing else. */
    COLUMNS,
    /** Only kinds of panels that last. */
    KINDS,
    /** The time range is saved, and titles say what is counted, in which version of a metric. */
    TITLES,
    /** Elasticsearch answers the query of every panel, control and search. */
    QUERIES,
    /** The answers hold something, and no mean is a mean of means. */
    ANSWERS;

    /** Such as {@code 4 grid}. */
    String number() {
        return (ordinal() + 1) + " " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
