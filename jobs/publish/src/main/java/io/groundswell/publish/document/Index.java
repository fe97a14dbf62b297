package io.groundswell.publish.document;

/** The indices, by the names everybody reads and writes them under: aliases, so that what stands behind may change. */
public enum Index {
    MENTIONS("mentions"),
    COPIES("copies"),
    COVERAGE("coverage"),
    MEASURES("measures"),
    SHARES("shares"),
    RESPONSES("responses"),
    RESPONSE_TIMES("response-times"),
    AUDIENCE_DAYS("audience-days"),
    TRAFFIC_DAYS("traffic-days"),
    CAMPAIGNS("campaigns"),
    ALERTS("alerts"),
    INCIDENTS("incidents"),
    DELIVERIES("deliveries"),
    DEAD_LETTERS("dead-letters"),
    LATE("late");

    private final String shortName;

    Index(String shortName) {
        this.shortName = shortName;
    }

    /** For example {@code groundswell-mentions}. */
    public String alias() {
        return "groundswell-" + shortName;
    }

    /** The first index behind the alias; a rebuilt one would be the next number. */
    public String first() {
        return alias() + "-1";
    }

    /** Where on the class path its template is. */
    public String template() {
        return "/indices/" + shortName + ".json";
    }
}
