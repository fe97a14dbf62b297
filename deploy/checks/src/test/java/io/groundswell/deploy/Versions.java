package io.groundswell.deploy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the root pom says of versions. */
final class Versions {

    private static final String POM = Manifests.text(Manifests.HOUSE.resolve("pom.xml"));

    static String ours() {
        return found("<artifactId>groundswell</artifactId>\\s*<version>([^<]+)</version>");
    }

    /** @param property such as {@code kafka.version} */
    static String of(String property) {
        return found("<" + Pattern.quote(property) + ">([^<]+)<");
    }

    private static String found(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(POM);
        if (!matcher.find()) {
            throw new IllegalStateException("the root pom has nothing like " + pattern);
        }
        return matcher.group(1);
    }

    private Versions() {}
}
