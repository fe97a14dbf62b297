package io.groundswell.local.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.local.story.Act.Deed;
import io.groundswell.local.story.Person.Group;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes an act as the bytes X would send for it: the first form (v1.1, the classic stream) or, where the script says
 * so, the second (v2, the filtered stream).
 */
final class XPayloads {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final DateTimeFormatter FIRST_FORM_TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss Z yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter SECOND_FORM_TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Where X begins to count milliseconds in its ids. */
    private static final long ID_EPOCH = 1_288_834_974_657L;

    private static final byte[] KEEP_ALIVE = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final People people;
    private final Instant start;

    /** @param start the story's first midnight */
    XPayloads(People people, Instant start) {
        this.people = people;
        this.start = start;
    }

    byte[] payload(Act act) {
        return switch (act.deed()) {
            case BLANK -> KEEP_ALIVE.clone();
            case LIMIT -> bytes(limit(act));
            case DELETE -> bytes(deletion(act));
            case CUT -> {
                byte[] whole = bytes(firstForm(act));
                yield Arrays.copyOf(whole, whole.length * 3 / 5);
            }
            case POST, REPLY, QUOTE, REPOST, COPY, EDIT -> bytes(act.newer() ? secondForm(act) : firstForm(act));
        };
    }

    /** As real ids, ours tell the time: milliseconds in front, a running number behind. */
    long id(Act act) {
        return (start.plus(act.written()).toEpochMilli() - ID_EPOCH << 22) | act.sequence();
    }

    private String idText(Act act) {
        return Long.toString(id(act));
    }

    private ObjectNode limit(Act act) {
        ObjectNode node = object();
        node.putObject("limit").put("track", act.reposts()).put("timestamp_ms", millis(act.delivered()));
        return node;
    }

    private ObjectNode deletion(Act act) {
        ObjectNode node = object();
        ObjectNode delete = node.putObject("delete");
        Act gone = act.parent();
        delete.putObject("status")
                .put("id", id(gone))
                .put("id_str", idText(gone))
                .put("user_id", gone.author().accountId())
                .put("user_id_str", Long.toString(gone.author().accountId()));
        delete.put("timestamp_ms", millis(act.written()));
        return node;
    }

    // --- The first form.

    private ObjectNode firstForm(Act act) {
        ObjectNode status = status(act, 0, 0);
        Act parent = act.parent();
        if (act.deed() == Deed.REPOST) {
            status.set("retweeted_status", status(parent, act.likes(), act.reposts()));
        }
        if (act.deed() == Deed.QUOTE) {
            status.set("quoted_status", status(parent, act.likes(), act.reposts()));
            status.putObject("quoted_status_permalink")
                    .put("url", Wording.shortened(address(parent)))
                    .put("expanded", address(parent))
                    .put("display", address(parent).replaceFirst("https://", ""));
        }
        return status;
    }

    private ObjectNode status(Act act, int likes, int reposts) {
        ObjectNode status = object();
        status.put("created_at", FIRST_FORM_TIME.format(time(act.written())));
        status.put("id", id(act));
        status.put("id_str", idText(act));
        boolean repost = act.deed() == Deed.REPOST;
        words(status, act, Wording.of(repost ? repostText(act) : act.text()));
        status.put("source", "<a href=\"https://groundswell.example\" rel=\"nofollow\">The story</a>");
        inReplyTo(status, act.deed() == Deed.REPLY ? act.parent() : null);
        status.set("user", user(act.author()));
        status.putNull("geo").putNull("coordinates").putNull("place").putNull("contributors");
        status.put("is_quote_status", act.deed() == Deed.QUOTE);
        if (act.deed() == Deed.QUOTE) {
            status.put("quoted_status_id", id(act.parent()));
            status.put("quoted_status_id_str", idText(act.parent()));
        }
        status.put("quote_count", 0).put("reply_count", 0);
        status.put("retweet_count", reposts).put("favorite_count", likes);
        status.put("favorited", false).put("retweeted", false);
        status.put("filter_level", "low").put("lang", act.language());
        status.put("timestamp_ms", millis(act.written()));
        return status;
    }

    private void words(ObjectNode status, Act act, Wording whole) {
        if (act.deed() == Deed.REPOST) {
            Wording shown = whole.fits() ? whole : whole.cut("");
            status.put("text", shown.text()).put("truncated", false);
            status.set("entities", shown.firstForm(people));
            return;
        }
        int shownFrom = act.deed() == Deed.REPLY ? whole.shownFrom() : 0;
        if (whole.fits()) {
            status.put("text", whole.text()).put("truncated", false);
            if (shownFrom > 0) {
                status.putArray("display_text_range").add(shownFrom).add(whole.length());
            }
            status.set("entities", whole.firstForm(people));
            return;
        }
        Wording shown = whole.cut(" " + Wording.shortened(address(act)));
        status.put("text", shown.text()).put("truncated", true);
        ObjectNode extended = status.putObject("extended_tweet").put("full_text", whole.text());
        extended.putArray("display_text_range").add(shownFrom).add(whole.length());
        extended.set("entities", whole.firstForm(people));
        status.set("entities", shown.firstForm(people));
    }

    private void inReplyTo(ObjectNode status, Act parent) {
        if (parent == null) {
            status.putNull("in_reply_to_status_id").putNull("in_reply_to_status_id_str");
            status.putNull("in_reply_to_user_id").putNull("in_reply_to_user_id_str");
            status.putNull("in_reply_to_screen_name");
            return;
        }
        long account = parent.author().accountId();
        status.put("in_reply_to_status_id", id(parent)).put("in_reply_to_status_id_str", idText(parent));
        status.put("in_reply_to_user_id", account).put("in_reply_to_user_id_str", Long.toString(account));
        status.put("in_reply_to_screen_name", parent.author().handle());
    }

    private ObjectNode user(Person person) {
        ObjectNode user = object();
        user.put("id", person.accountId()).put("id_str", Long.toString(person.accountId()));
        user.put("name", person.name()).put("screen_name", person.handle());
        user.putNull("location").putNull("url").put("description", person.about());
        user.put("protected", false).put("verified", person.group() == Group.VOICES);
        user.put("followers_count", person.followers())
                .put("friends_count", 40 + 3 * person.number())
                .put("listed_count", person.followers() / 100)
                .put("favourites_count", 7 * person.number())
                .put("statuses_count", 11 * person.number());
        user.put("created_at", FIRST_FORM_TIME.format(since(person)));
        user.putNull("utc_offset")
                .putNull("time_zone")
                .put("geo_enabled", false)
                .putNull("lang");
        user.put("contributors_enabled", false).put("is_translator", false);
        user.put("default_profile", true).put("default_profile_image", person.group() == Group.MACHINES);
        user.putNull("following").putNull("follow_request_sent").putNull("notifications");
        return user;
    }

    // --- The second form.

    private ObjectNode secondForm(Act act) {
        ObjectNode line = object();
        line.set("data", tweet(act, 0, 0));
        ObjectNode includes = line.putObject("includes");
        ArrayNode users = includes.putArray("users").add(account(act.author()));
        Act parent = act.parent();
        if (act.deed() == Deed.REPOST || act.deed() == Deed.QUOTE || act.deed() == Deed.REPLY) {
            includes.putArray("tweets").add(tweet(parent, act.likes(), act.reposts()));
            if (parent.author() != act.author()) {
                users.add(account(parent.author()));
            }
        }
        line.putArray("matching_rules")
                .addObject()
                .put("id", "1600000000000000001")
                .put("tag", "story");
        return line;
    }

    private ObjectNode tweet(Act act, int likes, int reposts) {
        ObjectNode tweet = object();
        tweet.put("author_id", Long.toString(act.author().accountId()));
        tweet.put("conversation_id", idText(root(act)));
        tweet.put("created_at", SECOND_FORM_TIME.format(time(act.written())));
        ArrayNode history = tweet.putArray("edit_history_tweet_ids");
        if (act.deed() == Deed.EDIT) {
            history.add(idText(act.parent()));
        }
        history.add(idText(act));
        tweet.put("id", idText(act));
        Wording wording = Wording.of(act.deed() == Deed.REPOST ? repostText(act) : act.text());
        if (act.deed() == Deed.REPOST && !wording.fits()) {
            wording = wording.cut("");
        }
        tweet.put("text", wording.text());
        ObjectNode entities = wording.secondForm(people);
        if (!entities.isEmpty()) {
            tweet.set("entities", entities);
        }
        if (act.deed() == Deed.REPLY) {
            tweet.put("in_reply_to_user_id", Long.toString(act.parent().author().accountId()));
        }
        String bond =
                switch (act.deed()) {
                    case REPOST -> "retweeted";
                    case QUOTE -> "quoted";
                    case REPLY -> "replied_to";
                    default -> null;
                };
        if (bond != null) {
            tweet.putArray("referenced_tweets").addObject().put("type", bond).put("id", idText(act.parent()));
        }
        tweet.put("lang", act.language()).put("possibly_sensitive", false).put("reply_settings", "everyone");
        tweet.putObject("public_metrics")
                .put("retweet_count", reposts)
                .put("reply_count", 0)
                .put("like_count", likes)
                .put("quote_count", 0);
        return tweet;
    }

    private ObjectNode account(Person person) {
        ObjectNode account = object();
        account.put("id", Long.toString(person.accountId()));
        account.put("name", person.name()).put("username", person.handle());
        account.put("created_at", SECOND_FORM_TIME.format(since(person)));
        account.put("description", person.about()).put("protected", false);
        account.put("verified", person.group() == Group.VOICES);
        account.putObject("public_metrics")
                .put("followers_count", person.followers())
                .put("following_count", 40 + 3 * person.number())
                .put("tweet_count", 11 * person.number())
                .put("listed_count", person.followers() / 100);
        return account;
    }

    // --- Both.

    private static Act root(Act act) {
        return act.deed() == Deed.REPLY ? root(act.parent()) : act;
    }

    private static String repostText(Act act) {
        return "RT @" + act.parent().author().handle() + ": " + act.parent().text();
    }

    private String address(Act act) {
        return "https://x.com/" + act.author().handle() + "/status/" + idText(act);
    }

    private Instant since(Person person) {
        String since = person.since();
        if (!since.startsWith("-")) {
            return LocalDate.parse(since).atTime(8, 30).toInstant(ZoneOffset.UTC);
        }
        long days = Long.parseLong(since.substring(1, since.length() - 1));
        return start.plus(Story.LENGTH).minus(days, ChronoUnit.DAYS).plusSeconds(person.number());
    }

    private Instant time(Duration offset) {
        return start.plus(offset);
    }

    private String millis(Duration offset) {
        return Long.toString(time(offset).toEpochMilli());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
