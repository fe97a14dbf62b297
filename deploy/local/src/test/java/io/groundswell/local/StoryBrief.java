package io.groundswell.local;

import io.groundswell.local.brief.Brief;
import io.groundswell.local.brief.BriefPage;
import io.groundswell.local.brief.Published;
import io.groundswell.local.brief.ReadBrief;
import io.groundswell.local.brief.Span;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The morning brief of the bad day, as it is read aloud when the story is over. */
final class StoryBrief {

    private static final String SPOKEN =
            "main h1, main h2, main h3, main p:not(.legend), main dd, main summary, main li,"
                    + " main tr, main blockquote, main figcaption";

    static String told(URI elasticsearch) throws IOException {
        Span span = Span.sinceYesterdayMorning(Rehearsal.END, ZoneOffset.UTC);
        try (Published published = Published.at(elasticsearch, null)) {
            Brief brief =
                    new ReadBrief(published).of(new Brief.Listened("pottlewick", "Pottlewick", span.zone()), span);
            Document page = Jsoup.parse(new BriefPage().of(brief, false));
            // Which alerts were told too early depends on the order in which the posts came in.
            page.select(".incident:has(.tag:contains(taken back))").remove();
            return page.select(SPOKEN).eachText().stream()
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
        }
    }

    private StoryBrief() {}
}
