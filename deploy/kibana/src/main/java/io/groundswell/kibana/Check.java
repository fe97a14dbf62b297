package io.groundswell.kibana;

import java.util.Locale;

/** What is asked of a pack, in this order. The last two need an Elasticsearch with documents. */
public enum Check {
    ENVELOPE(
            "each line is one saved object, with the keys and versions that Kibana 8.19 and later take, and no others"),
    ATTRIBUTES("it has a title, and only attributes that Kibana does not refuse"),
    JSON_STRINGS("what is JSON inside a string can be read"),
    GRID("panels lie side by side on 48 columns and are told apart"),
    REFERENCES("what is referred to is declared and in the pack; what is declared is used"),
    FIELDS(
            "every field is in the mapping of its index, with a type that can do what is asked of it; every query can be read;"
                    + " no panel is emptied by a control that its index knows nothing of"),
    COLUMNS("columns, axes and layers of a chart speak of each other, and none is left out"),
    KINDS("only Lens charts, texts, searches and links"),
    TITLES(
            "the time range is saved; titles are there and name the version of every number that has one, which the query asks for"),
    QUERIES("Elasticsearch answers the query of every panel, control, search and mark"),
    ANSWERS("the answers hold something, unless the panel says when it may be empty, and no mean is a mean of means");

    private final String says;

    Check(String says) {
        this.says = says;
    }

    /** What holds when nothing is found. */
    public String says() {
        return says;
    }

    /** Such as {@code 4 grid}. */
    public String number() {
        return (ordinal() + 1) + " " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
