package io.groundswell.measure.traffic;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The post whose link somebody followed, as far as the link tells: its mention id or permalink as {@code utm_content}, or its
 * permalink as the referrer. Platforms whose addresses do not hold the id of a post are told by mention id only.
 */
public final class NamedPost {

    private static final Pattern MENTION_ID = Pattern.compile(
            "(?:bluesky|facebook|instagram|linkedin|mastodon|reddit|threads|tiktok|x|youtube):\\S{1,400}");

    private record Permalink(Pattern address, String mention) {}

    private static final List<Permalink> PERMALINKS = List.of(
            permalink("(?:x|twitter)\\.com/\\w{1,20}/status/(\\d{1,20})", "x:"),
            permalink(
                    "(?:\\w{1,9}\\.)?reddit\\.com/r/\\w{1,30}/comments/\\w{1,12}/[^/]{1,200}/(\\w{1,12})",
                    "reddit:t1_"),
            permalink("(?:\\w{1,9}\\.)?reddit\\.com/r/\\w{1,30}/comments/(\\w{1,12})(?:/[^/]{0,200})?", "reddit:t3_"),
            permalink("tiktok\\.com/@[\\w.]{1,40}/video/(\\d{1,25})", "tiktok:"),
            permalink("youtu\\.be/([\\w-]{11})", "youtube:"),
            permalink("youtube\\.com/shorts/([\\w-]{11})", "youtube:"));

    private static final Pattern BLUESKY =
            Pattern.compile("https?://bsky\\.app/profile/(did:[a-z0-9:.]{1,100})/post/(\\w{1,20})/?");

    private static Permalink permalink(String address, String mention) {
        return new Permalink(Pattern.compile("https?://(?:www\\.|m\\.)?" + address + "/?(?:[?#].*)?"), mention);
    }

    /**
     * @param content {@code utm_content}, or null
     * @param referrer address, or null
     * @return mention id
     */
    public static Optional<String> of(String content, String referrer) {
        if (content != null && MENTION_ID.matcher(content).matches()) {
            return Optional.of(content);
        }
        return byPermalink(content).or(() -> byPermalink(referrer));
    }

    private static Optional<String> byPermalink(String address) {
        if (address == null || address.length() > 2_000) {
            return Optional.empty();
        }
        Matcher bluesky = BLUESKY.matcher(address);
        if (bluesky.matches()) {
            return Optional.of("bluesky:at://" + bluesky.group(1) + "/app.bsky.feed.post/" + bluesky.group(2));
        }
        for (Permalink permalink : PERMALINKS) {
            Matcher matcher = permalink.address().matcher(address);
            if (matcher.matches()) {
                return Optional.of(permalink.mention() + matcher.group(1));
            }
        }
        return Optional.empty();
    }

    private NamedPost() {}
}
