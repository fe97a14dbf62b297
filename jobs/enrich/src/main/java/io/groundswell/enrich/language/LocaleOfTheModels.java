package io.groundswell.enrich.language;

import java.util.Locale;
import java.util.Set;

/**
 * CoreNLP changes case by the locale of the machine. In Turkish the small I has no dot, and one post in thirty would come
 * out differently on that machine alone; so the models are only asked where letters change as in English.
 */
final class LocaleOfTheModels {

    private static final Set<String> CHANGE_CASE_THEIR_OWN_WAY = Set.of("tr", "az", "lt");

    /** Changes the locale of the whole process, where it has to: nothing less reaches into CoreNLP. */
    static void settle() {
        if (CHANGE_CASE_THEIR_OWN_WAY.contains(Locale.getDefault().getLanguage())) {
            Locale.setDefault(Locale.ROOT);
        }
    }

    private LocaleOfTheModels() {}
}
