package io.groundswell.collect.feed;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The one door to the platforms we can read. A new platform is one line here. */
public final class FeedDecoders {

    private static final Map<String, FeedDecoder> BY_PLATFORM = new TreeMap<>();

    static {
        register(new ActivityStreamsDecoder());
        register(new AppStoreDecoder());
        register(new BlueskyDecoder());
        register(new CustomDecoder());
        register(new FacebookDecoder());
        register(new FoursquareDecoder());
        register(new Ga4Decoder());
        register(new GdeltDecoder());
        register(new GoogleDecoder());
        register(new GooglePlayDecoder());
        register(new HackerNewsDecoder());
        register(new InstagramDecoder());
        register(new LinkedInDecoder());
        register(new MastodonDecoder());
        register(new PinterestDecoder());
        register(new RedditDecoder());
        register(new RssDecoder());
        register(new ThreadsDecoder());
        register(new TikTokDecoder());
        register(new TrustpilotDecoder());
        register(new XDecoder());
        register(new YelpDecoder());
        register(new YouTubeDecoder());
    }

    private static void register(FeedDecoder decoder) {
        BY_PLATFORM.put(decoder.platform(), decoder);
    }

    /** The decoder of a platform, or empty when the platform is not known. */
    public static Optional<FeedDecoder> of(String platform) {
        return Optional.ofNullable(BY_PLATFORM.get(platform));
    }

    /** Slugs of the platforms that can be read, sorted. */
    public static SortedSet<String> platforms() {
        return new TreeSet<>(BY_PLATFORM.keySet());
    }

    private FeedDecoders() {}
}
