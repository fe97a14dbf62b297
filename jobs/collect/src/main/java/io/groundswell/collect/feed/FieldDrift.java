package io.groundswell.collect.feed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Notices when a platform begins to send fields that nobody has seen before: a sign that it is about to change, long
 * before anything breaks. The fields known are in {@code fields/<platform>.txt}, a path a line, such as
 * {@code data.entities.urls.expanded_url}; there are none for platforms that do not speak JSON, nor for {@code custom}.
 *
 * <p>A path names fields only: positions in arrays are left out, a key that is no name (an id, an address, a size) is
 * {@code *}, and what holds another of its own kind (a quoted post in a post) is not unrolled. Safe for several threads.
 */
public final class FieldDrift {

    private static final int MOST_TOLD = 1_000;
    private static final String ANY = "*";

    private static final Pattern NAME =
            Pattern.compile("[$_A-Za-z][A-Za-z0-9_$-]{0,47}(:[A-Za-z][A-Za-z0-9_-]{0,31})?");
    private static final Pattern LINKED_DATA =
            Pattern.compile("@(context|type|id|value|language|graph|list|set|version)");
    private static final int MOST_DIGITS = 3;

    /** Whose members are anything: ids, languages, sizes. */
    private static final Set<String> MAPS =
            Set.of("media_metadata", "localizations", "contentMap", "nameMap", "summaryMap", "sizes");

    private static final Map<String, Optional<FieldDrift>> BY_PLATFORM = new ConcurrentHashMap<>();

    private static final class Field {
        private final String name;
        private final Field parent;
        private final Map<String, Field> members = new TreeMap<>();

        private Field(String name, Field parent) {
            this.name = name;
            this.parent = parent;
        }

        private Field holderOf(String wanted) {
            for (Field field = this; field.parent != null; field = field.parent) {
                if (field.name.equals(wanted)) {
                    return field;
                }
            }
            return null;
        }

        private String path(String member) {
            StringBuilder path = new StringBuilder(member);
            for (Field field = this; field.parent != null; field = field.parent) {
                path.insert(0, field.name + ".");
            }
            return path.toString();
        }

        private Field member(String member) {
            return members.computeIfAbsent(member, added -> new Field(added, this));
        }

        private void leaves(List<String> into) {
            for (Field member : members.values()) {
                if (member.members.isEmpty()) {
                    into.add(path(member.name));
                }
                member.leaves(into);
            }
        }
    }

    /** Hears of a field that is not known, and says which it is from now on; null for none, so that it is passed over. */
    private interface Stranger {
        Field met(Field holder, String name);
    }

    private final Field root = new Field("", null);

    private FieldDrift() {}

    /** What is known of a platform; empty for one whose records are no JSON, or of no fixed form. */
    public static Optional<FieldDrift> of(String platform) {
        return BY_PLATFORM.computeIfAbsent(platform, FieldDrift::read);
    }

    private static Optional<FieldDrift> read(String platform) {
        try (InputStream in = FieldDrift.class.getResourceAsStream("/fields/" + platform + ".txt")) {
            if (in == null) {
                return Optional.empty();
            }
            return Optional.of(knowing(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param paths as in the files */
    static FieldDrift knowing(List<String> paths) {
        FieldDrift drift = new FieldDrift();
        for (String path : paths) {
            Field field = drift.root;
            for (String name : path.split("\\.")) {
                field = field.member(name);
            }
        }
        return drift;
    }

    /**
     * Paths of the fields of a record that are not known, one as often as it stands there, at most 1,000; of a new
     * object, only itself. None when the record is no JSON: that is the decoder's to tell.
     */
    public List<String> neverSeen(byte[] record) {
        List<String> paths = new ArrayList<>();
        walk(record, (holder, name) -> {
            if (paths.size() < MOST_TOLD) {
                paths.add(holder.path(name));
            }
            return null;
        });
        return paths;
    }

    /** Takes the fields of a record as known from now on. */
    void learn(byte[] record) {
        walk(record, Field::member);
    }

    /** What is known, as it stands in a file: sorted, fields with members inside them left out. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        root.leaves(paths);
        paths.sort(null);
        return paths;
    }

    private void walk(byte[] record, Stranger stranger) {
        if (record == null || Blank.is(record)) {
            return;
        }
        byte[] json = isEvent(record) ? dataOf(record) : record;
        try (JsonParser parser = FeedJson.parser(json)) {
            while (parser.nextToken() != null) {
                value(parser, root, stranger);
            }
        } catch (IOException e) {
            // The decoder has told it.
            return;
        }
    }

    private static void value(JsonParser parser, Field field, Stranger stranger) throws IOException {
        switch (parser.currentToken()) {
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    value(parser, field, stranger);
                }
            }
            case START_OBJECT -> {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = nameOf(parser.currentName(), field);
                    boolean holds = parser.nextToken().isStructStart();
                    Field member = holds ? field.holderOf(name) : null;
                    member = member == null ? field.members.get(name) : member;
                    member = member == null ? stranger.met(field, name) : member;
                    if (member == null) {
                        parser.skipChildren();
                    } else {
                        value(parser, member, stranger);
                    }
                }
            }
            case VALUE_STRING -> {
                // A message in an envelope, as a string: Mastodon's over WebSocket.
                if (field.name.equals("payload") && parser.getText().startsWith("{")) {
                    try (JsonParser inner = FeedJson.parser(parser.getText().getBytes(StandardCharsets.UTF_8))) {
                        inner.nextToken();
                        value(inner, field, stranger);
                    }
                }
            }
            default -> {
                return;
            }
        }
    }

    private static String nameOf(String key, Field holder) {
        if (MAPS.contains(holder.name)) {
            return ANY;
        }
        boolean name = NAME.matcher(key).matches()
                && key.chars().filter(Character::isDigit).count() <= MOST_DIGITS;
        return name || LINKED_DATA.matcher(key).matches() ? key : ANY;
    }

    private static boolean isEvent(byte[] record) {
        return record[0] == 'e' || record[0] == 'd' || record[0] == 'i' || record[0] == ':';
    }

    private static byte[] dataOf(byte[] event) {
        StringBuilder data = new StringBuilder();
        new String(event, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("data:"))
                .forEach(line -> data.append(line.substring("data:".length())).append('\n'));
        return data.toString().getBytes(StandardCharsets.UTF_8);
    }
}
