package io.groundswell.notify.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.incident.Announcement.Turn;
import io.groundswell.topics.AlertTier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An announcement in the form a channel wants it. All of them are JSON. None holds the text of a post; what stands out may name a word,
 * a hashtag or an account that many posts share, and is never read as markup.
 *
 * @param path to be added to the channel's address
 */
record Message(String path, Map<String, String> headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET_PREFIX = "whsec_";
    private static final String HMAC = "HmacSHA256";

    /** An alert that Alertmanager hears no more of is resolved after this; no incident lives longer. */
    private static final Duration ALIVE = Duration.ofDays(7);

    /**
     * @param announcements one, of Slack perhaps more, the oldest first
     * @param secret of the channel, or null
     * @param now when it is sent
     * @throws IllegalArgumentException when the secret cannot sign; the message does not hold it
     */
    static Message of(Channel channel, String secret, List<Announcement> announcements, Instant now) {
        Announcement announcement = announcements.get(0);
        return switch (channel.kind()) {
            case WEBHOOK -> signed(announcement, secret, now);
            case SLACK -> plain("", slack(announcements));
            case PAGERDUTY -> plain("", pagerDuty(announcement, secret));
            case ALERTMANAGER -> plain("/api/v2/alerts", alertmanager(announcement));
            case EMAIL -> throw new IllegalArgumentException("mail is no JSON");
        };
    }

    private static Message plain(String path, JsonNode body) {
        return new Message(path, Map.of(), bytes(body));
    }

    private static byte[] bytes(JsonNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** After the Standard Webhooks specification: HMAC-SHA256 over id, time and body. */
    private static Message signed(Announcement announcement, String secret, Instant now) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (announcement.what() == Turn.DIGEST) {
            body.put("type", announcement.what().word());
        } else {
            body.put("type", "incident." + announcement.what().word());
        }
        body.put("timestamp", announcement.at().toString());
        data(announcement, body.putObject("data"));
        byte[] bytes = bytes(body);
        Map<String, String> headers = new TreeMap<>();
        headers.put("webhook-id", announcement.id());
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        headers.put("webhook-signature", "v1," + signature(announcement.id(), now, bytes, secret));
        return new Message("", headers, bytes);
    }

    static String signature(String id, Instant now, byte[] body, String secret) {
        try {
            byte[] key = secret.startsWith(SECRET_PREFIX)
                    ? Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()))
                    : secret.getBytes(StandardCharsets.UTF_8);
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update((id + "." + now.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the secret is not whsec_ and base64");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void data(Announcement announcement, ObjectNode data) {
        if (announcement.what() == Turn.DIGEST) {
            data.put("headline", announcement.headline());
            ArrayNode lines = data.putArray("incidents");
            announcement.lines().forEach(lines::add);
            return;
        }
        data.put("incident", announcement.incident());
        data.put("brand", announcement.brand());
        ArrayNode brands = data.putArray("brands");
        announcement.brands().forEach(brands::add);
        ArrayNode departments = data.putArray("departments");
        announcement.departments().forEach(departments::add);
        data.put("tier", announcement.tier().name().toLowerCase(Locale.ROOT));
        data.put("openedAt", announcement.openedAt().toString());
        data.put("headline", announcement.headline());
        data.put("because", announcement.because());
        data.put("seen", announcement.seen());
        data.put("expected", announcement.expected());
        data.put("severity", announcement.severity());
        ArrayNode posts = data.putArray("posts");
        announcement.posts().forEach(posts::add);
    }

    private static String mark(Announcement announcement) {
        return switch (announcement.what()) {
            case OPENED -> ":eyes: ";
            case CRISIS, WORSE -> announcement.tier() == AlertTier.CRISIS ? ":rotating_light: " : ":eyes: ";
            case EASES -> ":chart_with_downwards_trend: ";
            case OVER -> ":white_check_mark: ";
            case TAKEN_BACK -> ":leftwards_arrow_with_hook: ";
            case ACKNOWLEDGED -> ":raised_hand: ";
            case CLOSED -> ":lock: ";
            case DIGEST -> ":newspaper: ";
        };
    }

    /** Several that wait for one channel are one message: nobody reads ten that come at once. */
    private static JsonNode slack(List<Announcement> announcements) {
        Announcement last = announcements.get(announcements.size() - 1);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        String more = announcements.size() == 1 ? "" : " (and " + (announcements.size() - 1) + " before)";
        body.put("text", mark(last) + escaped(last.headline()) + more);
        body.put("unfurl_links", false);
        ArrayNode blocks = body.putArray("blocks");
        for (Announcement announcement : announcements) {
            section(blocks, mark(announcement) + "*" + escaped(announcement.headline()) + "*");
            if (!announcement.because().isEmpty()) {
                // Plain, so that no name in it becomes a link.
                ObjectNode because = blocks.addObject();
                because.put("type", "section");
                because.putObject("text")
                        .put("type", "plain_text")
                        .put("text", announcement.because())
                        .put("emoji", false);
            }
            announcement.lines().forEach(line -> section(blocks, "• " + escaped(line)));
            if (announcement.what() != Turn.DIGEST) {
                ObjectNode context = blocks.addObject();
                context.put("type", "context");
                ObjectNode line = context.putArray("elements").addObject();
                line.put("type", "mrkdwn");
                line.put("text", escaped(Wording.numbers(announcement)));
            }
        }
        return body;
    }

    private static void section(ArrayNode blocks, String text) {
        ObjectNode section = blocks.addObject();
        section.put("type", "section");
        ObjectNode words = section.putObject("text");
        words.put("type", "mrkdwn");
        words.put("text", text);
    }

    /** Slack's three: what is left can neither ping nor link. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static JsonNode pagerDuty(Announcement announcement, String routingKey) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("routing_key", routingKey);
        body.put(
                "event_action",
                announcement.what() == Turn.ACKNOWLEDGED
                        ? "acknowledge"
                        : announcement.what().ends() ? "resolve" : "trigger");
        body.put("dedup_key", announcement.incident());
        ObjectNode payload = body.putObject("payload");
        payload.put("summary", announcement.headline());
        payload.put("source", announcement.brand());
        payload.put("severity", announcement.tier() == AlertTier.CRISIS ? "critical" : "warning");
        payload.put("timestamp", announcement.at().toString());
        ObjectNode details = payload.putObject("custom_details");
        details.put("because", announcement.because());
        details.put("seen", announcement.seen());
        details.put("expected", announcement.expected());
        details.put("severity", announcement.severity());
        ArrayNode posts = details.putArray("posts");
        announcement.posts().forEach(posts::add);
        return body;
    }

    private static JsonNode alertmanager(Announcement announcement) {
        ArrayNode alerts = JsonNodeFactory.instance.arrayNode();
        ObjectNode alert = alerts.addObject();
        ObjectNode labels = alert.putObject("labels");
        labels.put("alertname", "BrandIncident");
        // What tells alerts apart there must be the same at every turn, so brands are not among it.
        labels.put("company", announcement.incident().replaceFirst("\\|.*", ""));
        labels.put("incident", announcement.incident());
        ObjectNode annotations = alert.putObject("annotations");
        annotations.put("summary", announcement.headline());
        annotations.put("description", announcement.because());
        annotations.put("brands", String.join(" ", announcement.brands()));
        annotations.put("departments", String.join(" ", announcement.departments()));
        annotations.put("tier", announcement.tier().name().toLowerCase(Locale.ROOT));
        annotations.put("posts", String.join(" ", announcement.posts()));
        alert.put("startsAt", announcement.openedAt().toString());
        Instant end = announcement.what().ends()
                ? announcement.at()
                : announcement.openedAt().plus(ALIVE);
        alert.put("endsAt", end.toString());
        return alerts;
    }
}
