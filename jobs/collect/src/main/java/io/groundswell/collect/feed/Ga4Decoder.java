package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Reason;
import io.groundswell.topics.Traffic;
import io.groundswell.topics.TrafficKind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Google Analytics 4: rows of the export to BigQuery, and bodies of the Measurement Protocol. Visitors are known by a
 * digest only, and addresses lose what stands behind their path: both could name a person.
 */
final class Ga4Decoder extends JsonFeedDecoder {

    static final String PLATFORM = "ga4";

    private static final Set<String> CONVERSIONS = Set.of(
            "purchase",
            "ecommerce_purchase",
            "in_app_purchase",
            "app_store_subscription_convert",
            "generate_lead",
            "qualify_lead",
            "close_convert_lead",
            "sign_up",
            "subscribe",
            "conversion");

    private static final Set<String> CLICKS =
            Set.of("click", "file_download", "select_content", "select_item", "select_promotion", "ad_click");

    private static final Set<String> REFUNDS = Set.of("refund", "app_store_refund");

    /** What stands where there was no campaign. */
    private static final Set<String> NONE =
            Set.of("(direct)", "(none)", "(not set)", "(organic)", "(referral)", "(data deleted)", "<Other>");

    private static final long LATEST_MILLIS = 253_402_300_799_999L;

    private static final Map<String, String> COUNTRIES = new HashMap<>();

    static {
        for (String code : Locale.getISOCountries()) {
            COUNTRIES.put(new Locale.Builder().setRegion(code).build().getDisplayCountry(Locale.ENGLISH), code);
        }
    }

    Ga4Decoder() {
        super(PLATFORM);
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        if (payload.has("event_name") || payload.has("event_params")) {
            items.add(new Decoded.Traffic(row(payload, items.observedAt)));
        } else if (payload.has("events")) {
            int[] position = {0};
            items.each(
                    Fields.items(payload, "events", ""),
                    "events",
                    (event, where) -> items.add(new Decoded.Traffic(
                            message(payload, event, where + ".", position[0]++, items.observedAt))));
        } else if (payload.has("validationMessages")) {
            items.control("validation");
        } else if (payload.has("pseudo_user_id") || payload.has("user_id") && payload.has("audiences")) {
            items.control("users");
        } else {
            throw unknown("neither a row of the export nor a body of the Measurement Protocol");
        }
    }

    /** A row of {@code events_*} as JSON, in which every whole number is text. */
    private static Traffic row(JsonNode row, long observedAt) throws Refusal {
        Map<String, JsonNode> params = new HashMap<>();
        for (JsonNode param : Fields.items(row, "event_params", "")) {
            String key = Fields.text(param, "key", "event_params.");
            JsonNode value = Fields.object(param, "value", "event_params.");
            for (String type : List.of("string_value", "int_value", "double_value", "float_value")) {
                JsonNode typed = Fields.of(value, type);
                if (typed != null && key != null) {
                    params.putIfAbsent(key, typed);
                }
            }
        }
        String name = Fields.required(Fields.text(row, "event_name", ""), "event_name", "");
        Long micros = Fields.required(Fields.countInDigits(row, "event_timestamp", ""), "event_timestamp", "");
        Traffic traffic = traffic(name, micros / 1_000, "event_timestamp", observedAt, new TreeSet<>());
        traffic.setProperty(Fields.key(row, "stream_id", ""));
        String visitor = Fields.text(row, "user_pseudo_id", "");
        identify(
                traffic,
                visitor != null ? visitor : Fields.text(row, "user_id", ""),
                word(params, "ga_session_id"),
                micros + "|" + text(row, "event_bundle_sequence_id") + "|" + text(row, "batch_page_id") + "|"
                        + text(row, "batch_ordering_id") + "|" + text(row, "batch_event_index"));
        readPage(traffic, params);
        List<Campaign> campaigns = new ArrayList<>();
        campaigns.add(Campaign.of(params));
        JsonNode collected = Fields.object(row, "collected_traffic_source", "");
        campaigns.add(Campaign.of(collected, "manual_source", "manual_medium", "manual_campaign_name", "manual_"));
        campaigns.add(Campaign.ofAddress(word(params, "page_location")));
        JsonNode session = Fields.object(row, "session_traffic_source_last_click", "");
        JsonNode manual = Fields.object(session, "manual_campaign", "session_traffic_source_last_click.");
        campaigns.add(Campaign.of(manual, "source", "medium", "campaign_name", ""));
        JsonNode first = Fields.object(row, "traffic_source", "");
        Campaign firstVisit = Campaign.of(first, "source", "medium", "name", "");
        campaigns.add(firstVisit);
        tell(traffic, campaigns, firstVisit);
        readWorth(traffic, params, "event_params.");
        if (traffic.getValue() == null) {
            JsonNode order = Fields.object(row, "ecommerce", "");
            traffic.setValue(Fields.decimal(
                    order,
                    traffic.getKind() == TrafficKind.REFUND ? "refund_value" : "purchase_revenue",
                    "ecommerce."));
        }
        if (traffic.getValue() == null) {
            Double dollars = Fields.decimal(row, "event_value_in_usd", "");
            if (dollars != null) {
                traffic.setValue(dollars);
                traffic.setCurrency("USD");
            }
        }
        String country = Fields.text(Fields.object(row, "geo", ""), "country", "geo.");
        traffic.setCountry(
                country == null || country.isEmpty() || NONE.contains(country)
                        ? null
                        : COUNTRIES.getOrDefault(country, Campaign.clean(country)));
        return traffic;
    }

    /** An event of a body a site's own server sends. */
    private static Traffic message(JsonNode body, JsonNode event, String path, int position, long observedAt)
            throws Refusal {
        JsonNode written = Fields.object(event, "params", path);
        Map<String, JsonNode> params = new HashMap<>();
        if (written != null) {
            written.properties().forEach(param -> {
                if (param.getValue().isValueNode() && !param.getValue().isNull()) {
                    params.put(param.getKey(), param.getValue());
                }
            });
        }
        String name = Fields.required(Fields.text(event, "name", path), "name", path);
        Long micros = Fields.countInDigits(event, "timestamp_micros", path);
        String field = path + "timestamp_micros";
        if (micros == null) {
            micros = Fields.countInDigits(body, "timestamp_micros", "");
            field = "timestamp_micros";
        }
        TreeSet<String> notes = new TreeSet<>();
        if (micros == null) {
            notes.add(PostDraft.CREATED_WHEN_SEEN);
        }
        Traffic traffic = traffic(name, micros == null ? observedAt : micros / 1_000, field, observedAt, notes);
        String property = Fields.key(body, "measurement_id", "");
        traffic.setProperty(property != null ? property : Fields.key(body, "firebase_app_id", ""));
        String visitor = Fields.text(body, "client_id", "");
        visitor = visitor != null ? visitor : Fields.text(body, "app_instance_id", "");
        String session = word(params, "session_id");
        identify(
                traffic,
                visitor != null ? visitor : Fields.text(body, "user_id", ""),
                session != null ? session : word(params, "ga_session_id"),
                (micros == null ? observedAt * 1_000 : micros) + "|" + position);
        readPage(traffic, params);
        tell(traffic, List.of(Campaign.of(params), Campaign.ofAddress(word(params, "page_location"))), null);
        readWorth(traffic, params, path + "params.");
        traffic.setCountry(
                Campaign.clean(Fields.text(Fields.object(body, "user_location", ""), "country_id", "user_location.")));
        return traffic;
    }

    private static Traffic traffic(String name, long at, String field, long observedAt, Set<String> notes)
            throws Refusal {
        if (at < PostDraft.EARLIEST_MILLIS || at > LATEST_MILLIS) {
            throw new Refusal(Reason.TIMESTAMP_RANGE, field, "not a time of the web in microseconds since 1970");
        }
        if (at > observedAt + PostDraft.FUTURE_TOLERANCE_MILLIS) {
            throw new Refusal(Reason.FUTURE_TIMESTAMP, field, "more than 5 minutes after it was observed");
        }
        Traffic traffic = new Traffic();
        traffic.setPlatform(PLATFORM);
        traffic.setName(CleanText.of(name, CleanText.NAME_LIMIT, notes));
        traffic.setKind(kind(name));
        traffic.setAt(Instant.ofEpochMilli(at));
        traffic.setObservedAt(Instant.ofEpochMilli(observedAt));
        traffic.setNotes(new ArrayList<>(notes));
        return traffic;
    }

    private static TrafficKind kind(String name) {
        if (name.equals("session_start")) {
            return TrafficKind.SESSION;
        } else if (name.equals("page_view") || name.equals("screen_view")) {
            return TrafficKind.PAGE_VIEW;
        } else if (CLICKS.contains(name)) {
            return TrafficKind.CLICK;
        } else if (REFUNDS.contains(name)) {
            return TrafficKind.REFUND;
        }
        return CONVERSIONS.contains(name) ? TrafficKind.CONVERSION : TrafficKind.OTHER;
    }

    /** @param moment what tells this event from others of the session, the same whenever it is sent again */
    private static void identify(Traffic traffic, String visitor, String session, String moment) {
        String who = traffic.getProperty() + "|" + visitor + "|" + session;
        traffic.setSession(visitor == null || session == null ? null : Digest.of(who));
        traffic.setId(PLATFORM + ":" + Digest.of(who + "|" + traffic.getName() + "|" + moment));
    }

    private static void readPage(Traffic traffic, Map<String, JsonNode> params) {
        String page = word(params, "page_location");
        page = page == null ? word(params, "link_url") : page;
        traffic.setPage(withoutQuery(page));
        traffic.setReferrer(withoutQuery(word(params, "page_referrer")));
    }

    private static String withoutQuery(String url) {
        if (url == null) {
            return null;
        }
        int end = 0;
        while (end < url.length() && url.charAt(end) != '?' && url.charAt(end) != '#') {
            end++;
        }
        String bare = CleanText.of(url.substring(0, end), PostDraft.LONGEST_LINK, null)
                .strip();
        return bare.isEmpty() ? null : bare;
    }

    private static void readWorth(Traffic traffic, Map<String, JsonNode> params, String path) throws Refusal {
        JsonNode value = params.get("value");
        if (value != null) {
            try {
                traffic.setValue(Double.valueOf(value.asText().strip()));
            } catch (NumberFormatException e) {
                throw new Refusal(Reason.FIELD_TYPE, path + "value", "expected a number, found other text");
            }
        }
        traffic.setCurrency(Campaign.clean(word(params, "currency")));
    }

    private static void tell(Traffic traffic, List<Campaign> campaigns, Campaign firstVisit) {
        for (Campaign campaign : campaigns) {
            if (!campaign.isEmpty()) {
                traffic.setSource(campaign.source());
                traffic.setMedium(campaign.medium());
                traffic.setCampaign(campaign.name());
                traffic.setContent(campaign.content());
                traffic.setTerm(campaign.term());
                if (campaign == firstVisit) {
                    List<String> notes = new ArrayList<>(traffic.getNotes());
                    notes.add("source-of-first-visit");
                    traffic.setNotes(notes);
                }
                return;
            }
        }
    }

    private static String word(Map<String, JsonNode> params, String key) {
        JsonNode value = params.get(key);
        return value == null || value.asText().isBlank() ? null : value.asText();
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = Fields.of(node, name);
        return value == null ? "" : value.asText();
    }

    /** What brought a visitor, told in one place; places are not mixed. */
    private record Campaign(String source, String medium, String name, String content, String term) {

        boolean isEmpty() {
            return source == null && medium == null && name == null;
        }

        static Campaign of(Map<String, JsonNode> params) {
            return new Campaign(
                    clean(word(params, "source")),
                    clean(word(params, "medium")),
                    clean(word(params, "campaign")),
                    clean(word(params, "content")),
                    clean(word(params, "term")));
        }

        static Campaign of(JsonNode told, String source, String medium, String name, String rest) {
            return told == null
                    ? new Campaign(null, null, null, null, null)
                    : new Campaign(
                            clean(text(told, source)),
                            clean(text(told, medium)),
                            clean(text(told, name)),
                            clean(text(told, rest + "content")),
                            clean(text(told, rest + "term")));
        }

        static Campaign ofAddress(String url) {
            Map<String, String> query = new HashMap<>();
            int start = url == null ? -1 : url.indexOf('?');
            if (start >= 0) {
                int end = url.indexOf('#', start);
                for (String pair :
                        url.substring(start + 1, end < 0 ? url.length() : end).split("&")) {
                    int equals = pair.indexOf('=');
                    if (equals > 0 && pair.startsWith("utm_")) {
                        query.putIfAbsent(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
                    }
                }
            }
            return new Campaign(
                    clean(query.get("utm_source")),
                    clean(query.get("utm_medium")),
                    clean(query.get("utm_campaign")),
                    clean(query.get("utm_content")),
                    clean(query.get("utm_term")));
        }

        private static String decoded(String written) {
            try {
                return URLDecoder.decode(written, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return written;
            }
        }

        static String clean(String written) {
            return written == null || written.isBlank() || NONE.contains(written.strip())
                    ? null
                    : CleanText.of(written.strip(), CleanText.NAME_LIMIT, null);
        }
    }
}
