package io.groundswell.local.story;

/**
 * Somebody in the story.
 *
 * @param key the short name the script calls them by
 * @param since the day the account was made: a date, or {@code -3d} for three days before the story ends
 * @param about who they are, in a few words
 * @param number their place in the file; account ids and small profile numbers follow from it
 */
record Person(
        String key, Group group, String handle, String name, int followers, String since, String about, int number) {

    /** The headings of the file. */
    enum Group {
        VOICES,
        CUSTOMERS,
        ABROAD,
        MACHINES
    }

    long accountId() {
        return 7_300_000_000L + 7_919L * number;
    }
}
