package io.groundswell.local.story;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as X sends it: links shortened, {@code & < >} escaped, with its entities, whose ends count code points.
 *
 * @param text as sent
 * @param entities in the order of the text
 */
record Wording(String text, List<Entity> entities) {

    enum Kind {
        LINK,
        HASHTAG,
        HANDLE
    }

    /**
     * @param value the whole link, the hashtag without #, the handle without @
     * @param start in code points, inclusive
     * @param end in code points, exclusive
     */
    record Entity(Kind kind, String value, int start, int end) {}

    /** What X's first form can hold. Longer texts are cut and carried whole beside it. */
    private static final int SHORT = 140;

    private static final Pattern PIECE = Pattern.compile("(https?://\\S+)|#([\\p{L}\\p{N}_]+)|@(\\w+)|([&<>])");

    static Wording of(String words) {
        StringBuilder text = new StringBuilder();
        List<Entity> entities = new ArrayList<>();
        Matcher piece = PIECE.matcher(words);
        int copied = 0;
        while (piece.find()) {
            text.append(words, copied, piece.start());
            copied = piece.end();
            if (piece.group(4) != null) {
                text.append(escaped(piece.group(4)));
                continue;
            }
            int start = codePoints(text);
            boolean link = piece.group(1) != null;
            text.append(link ? shortened(piece.group(1)) : piece.group());
            Kind kind = link ? Kind.LINK : piece.group(2) != null ? Kind.HASHTAG : Kind.HANDLE;
            String value = link ? piece.group(1) : piece.group().substring(1);
            entities.add(new Entity(kind, value, start, codePoints(text)));
        }
        text.append(words.substring(copied));
        return new Wording(text.toString(), entities);
    }

    int length() {
        return codePoints(text);
    }

    boolean fits() {
        return length() <= SHORT;
    }

    /** The first words, an ellipsis and the ending; entities that were cut are gone. */
    Wording cut(String ending) {
        int end = text.offsetByCodePoints(0, SHORT - 1 - codePoints(ending));
        String kept = text.substring(0, text.lastIndexOf(' ', end)) + "…";
        int length = codePoints(kept) - 1;
        return new Wording(
                kept + ending,
                entities.stream().filter(entity -> entity.end() <= length).toList());
    }

    /** Where the words begin that people see: after the handle a reply opens with. */
    int shownFrom() {
        if (entities.isEmpty()
                || entities.get(0).kind() != Kind.HANDLE
                || entities.get(0).start() != 0) {
            return 0;
        }
        return entities.get(0).end() + 1;
    }

    ObjectNode firstForm(People people) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode hashtags = node.putArray("hashtags");
        ArrayNode links = node.putArray("urls");
        ArrayNode handles = node.putArray("user_mentions");
        node.putArray("symbols");
        for (Entity entity : entities) {
            ObjectNode item =
                    switch (entity.kind()) {
                        case HASHTAG -> hashtags.addObject().put("text", entity.value());
                        case LINK -> link(links.addObject(), entity);
                        case HANDLE -> {
                            Person person = people.withHandle(entity.value());
                            yield handles.addObject()
                                    .put("screen_name", person.handle())
                                    .put("name", person.name())
                                    .put("id", person.accountId())
                                    .put("id_str", Long.toString(person.accountId()));
                        }
                    };
            item.putArray("indices").add(entity.start()).add(entity.end());
        }
        return node;
    }

    ObjectNode secondForm(People people) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (Entity entity : entities) {
            switch (entity.kind()) {
                case HASHTAG ->
                    placed(node.withArray("hashtags").addObject(), entity).put("tag", entity.value());
                case LINK -> link(placed(node.withArray("urls").addObject(), entity), entity);
                case HANDLE ->
                    placed(node.withArray("mentions").addObject(), entity)
                            .put("username", entity.value())
                            .put(
                                    "id",
                                    Long.toString(
                                            people.withHandle(entity.value()).accountId()));
            }
        }
        return node;
    }

    private static ObjectNode placed(ObjectNode node, Entity entity) {
        return node.put("start", entity.start()).put("end", entity.end());
    }

    private static ObjectNode link(ObjectNode node, Entity entity) {
        return node.put("url", shortened(entity.value()))
                .put("expanded_url", entity.value())
                .put("display_url", entity.value().replaceFirst("https?://", ""));
    }

    private static String escaped(String character) {
        return switch (character) {
            case "&" -> "&amp;";
            case "<" -> "&lt;";
            default -> "&gt;";
        };
    }

    /** As X shortens links; the code says that it is none of X's own. */
    static String shortened(String link) {
        String code = Integer.toString(link.hashCode() & Integer.MAX_VALUE, 36);
        return "https://t.co/" + String.format(Locale.ROOT, "Story%6s", code).replace(' ', '0');
    }

    private static int codePoints(CharSequence text) {
        return (int) text.codePoints().count();
    }
}
