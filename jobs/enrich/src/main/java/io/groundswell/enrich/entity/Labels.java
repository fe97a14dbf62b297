package io.groundswell.enrich.entity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The labels a word can have, as numbers: outside, then for every type the beginning and the inside. */
final class Labels {

    static final String OUTSIDE = "O";
    static final String PERSON = "PERSON";
    static final String ORGANIZATION = "ORGANIZATION";
    static final String LOCATION = "LOCATION";
    static final String PRODUCT = "PRODUCT";
    /** Songs, films, books: learned, so that they are not taken for people, and never told. */
    static final String WORK = "WORK";

    static final List<String> TYPES = List.of(PERSON, LOCATION, ORGANIZATION, PRODUCT, WORK);
    static final int COUNT = 1 + 2 * TYPES.size();

    private static final String[] NAMES = names();

    static int number(String label) {
        int number = Arrays.asList(NAMES).indexOf(label);
        return Math.max(number, 0);
    }

    static String name(int number) {
        return NAMES[number];
    }

    /** The label as it leaves the room: works are not told. */
    static String told(int number) {
        return number > 2 * TYPES.indexOf(WORK) ? OUTSIDE : NAMES[number];
    }

    static int beginning(int type) {
        return 1 + 2 * type;
    }

    static boolean isInside(int label) {
        return label > 0 && label % 2 == 0;
    }

    /** Whether a word may have this label after one of that label: what goes on must have begun. */
    static boolean mayFollow(int before, int label) {
        return !isInside(label) || before == label || before == label - 1;
    }

    private static String[] names() {
        List<String> names = new ArrayList<>(List.of(OUTSIDE));
        for (String type : TYPES) {
            names.add("B-" + type);
            names.add("I-" + type);
        }
        return names.toArray(String[]::new);
    }

    private Labels() {}
}
