package io.groundswell.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * X v1.1 stream lines of usual size (about 2.3 kB, a third of them reposts that carry their original), about ten brands
 * and sometimes about none, the same ones at every run.
 */
final class SyntheticPosts {

    static final Instant BEGINNING = Instant.parse("2026-03-02T00:00:00Z");

    private static final DateTimeFormatter X_TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss Z yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final String[] WORDS = {
        "morning", "kettle", "broken", "again", "love", "service", "waiting", "store", "really", "never", "works",
        "today", "refund", "colour", "handle", "lid", "price", "fine", "awful", "lovely"
    };
    private static final int POSTS_PER_SECOND = 5;
    private static final int PEOPLE = 20_000;

    private final SplittableRandom random = new SplittableRandom(20260302);
    private int made;
    private String original;

    static String brand(int number) {
        return "brandname" + (char) ('a' + number);
    }

    /** When the post that {@link #next} gives next is made. */
    Instant now() {
        return BEGINNING.plusMillis(made * 1000L / POSTS_PER_SECOND);
    }

    byte[] next() {
        Instant at = now();
        long id = 1_500_000_000_000_000_000L + made * 4_194_304L;
        boolean repost = original != null && random.nextInt(3) == 0;
        String post = repost
                ? status(id, at, "RT @someone: " + sentence(), ",\"retweeted_status\":" + original)
                : status(id, at, sentence(), "");
        if (!repost && random.nextInt(10) == 0) {
            original = post;
        }
        made++;
        return post.getBytes(StandardCharsets.UTF_8);
    }

    private String sentence() {
        StringBuilder text = new StringBuilder();
        int brand = random.nextInt(12);
        if (brand < 10) {
            text.append(brand(brand)).append(' ');
        }
        for (int i = 0; i < 12; i++) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.append("#everyday https://t.co/abcdefghij").toString();
    }

    private String status(long id, Instant at, String text, String more) {
        int author = random.nextInt(PEOPLE);
        return "{\"created_at\":\"" + X_TIME.format(at) + "\",\"id\":" + id + ",\"id_str\":\"" + id + "\",\"text\":\""
                + text
                + "\",\"source\":\"<a href=\\\"https://example.org\\\" rel=\\\"nofollow\\\">Somewhere</a>\",\"truncated\":false,"
                + "\"in_reply_to_status_id\":null,\"in_reply_to_status_id_str\":null,\"in_reply_to_user_id\":null,"
                + "\"in_reply_to_user_id_str\":null,\"in_reply_to_screen_name\":null,\"user\":{\"id\":"
                + (1000 + author)
                + ",\"id_str\":\"" + (1000 + author) + "\",\"name\":\"Person " + author + "\",\"screen_name\":\"person"
                + author
                + "\",\"location\":\"Somewhere by the sea\",\"url\":null,\"description\":\"Made up for a measurement; likes"
                + " tea and long walks on the beach.\",\"translator_type\":\"none\",\"protected\":false,\"verified\":false,"
                + "\"followers_count\":" + author % 977
                + ",\"friends_count\":311,\"listed_count\":3,\"favourites_count\":815,\"statuses_count\":4711,"
                + "\"created_at\":\"Sat Sep 14 19:34:05 +0000 2013\",\"utc_offset\":null,\"time_zone\":null,"
                + "\"geo_enabled\":false,\"lang\":\"en\",\"contributors_enabled\":false,\"is_translator\":false,"
                + "\"profile_background_color\":\"C0DEED\",\"profile_background_image_url\":\"https://example.org/themes/"
                + "theme1/bg.png\",\"profile_background_tile\":false,\"profile_link_color\":\"0084B4\","
                + "\"profile_image_url\":\"https://example.org/profile_images/" + author
                + "/normal.jpeg\",\"profile_use_background_image\":true,\"default_profile\":true,"
                + "\"default_profile_image\":false,\"following\":null,\"follow_request_sent\":null,\"notifications\":null},"
                + "\"geo\":null,\"coordinates\":null,\"place\":null,\"contributors\":null,\"is_quote_status\":false,"
                + "\"quote_count\":0,\"reply_count\":0,\"retweet_count\":" + made % 50 + ",\"favorite_count\":"
                + made % 70
                + ",\"entities\":{\"hashtags\":[{\"text\":\"everyday\",\"indices\":[80,89]}],\"urls\":[{\"url\":"
                + "\"https://t.co/abcdefghij\",\"expanded_url\":\"https://example.org/a/long/address/of/an/article\","
                + "\"display_url\":\"example.org/a/long\",\"indices\":[90,113]}],\"user_mentions\":[],\"symbols\":[]}"
                + more
                + ",\"favorited\":false,\"retweeted\":false,\"possibly_sensitive\":false,\"filter_level\":\"low\","
                + "\"lang\":\"en\",\"timestamp_ms\":\"" + at.toEpochMilli() + "\"}";
    }
}
