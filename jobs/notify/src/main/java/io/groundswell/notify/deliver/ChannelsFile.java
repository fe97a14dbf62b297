package io.groundswell.notify.deliver;

import io.groundswell.flow.SettingsProblem;
import io.groundswell.notify.deliver.Channel.Kind;
import io.groundswell.topics.AlertTier;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The channels a user wrote down, with everything that is wrong in the file. YAML:
 *
 * <pre>
 * - channel: crisis-room
 *   webhook: https://hooks.example.com/groundswell
 *   secret: env:CRISIS_ROOM_SECRET    # whsec_..., after the Standard Webhooks specification; or file:PATH
 *   brands: [acme]                    # all when left out
 *   departments: [pr]                 # whose incidents, by the brands file; all when left out
 *   from: crisis                      # or watch, which is meant when left out
 * - channel: team
 *   slack: env:SLACK_WEBHOOK          # an incoming webhook is a secret itself
 * - channel: on-call
 *   pagerduty: https://events.pagerduty.com/v2/enqueue
 *   secret: file:/run/secrets/pagerduty-routing-key
 *   from: crisis
 * - channel: prometheus
 *   alertmanager: http://127.0.0.1:9093
 *   allow: [127.0.0.1]                # private addresses are called only when they are named
 * - channel: board
 *   email: smtp://mail.example.com:587 # with STARTTLS; smtps:// begins with TLS
 *   secret: env:SMTP_LOGIN            # user:password, where the server asks for them
 *   sender: groundswell@example.com
 *   to: [board@example.com]
 *   digest: 07:00                     # one message a day, of the incidents of the last 24 hours, instead of single ones
 *   time-zone: Europe/Vienna          # of that hour; UTC when left out
 *   singles: true                     # single ones as well
 * </pre>
 */
public final class ChannelsFile {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Set<String> KEYS = Set.of(
            "channel",
            "webhook",
            "slack",
            "pagerduty",
            "alertmanager",
            "email",
            "secret",
            "brands",
            "departments",
            "from",
            "allow",
            "digest",
            "time-zone",
            "singles",
            "sender",
            "to");
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)");
    private static final int MOST_CHARS = 1_000_000;

    private final List<String> problems = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private String where = "";

    private ChannelsFile() {}

    /** @throws SettingsProblem naming everything that is wrong */
    public static List<Channel> read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new SettingsProblem(List.of("'notify.channels': there is no file " + file.getFileName()));
        } catch (IOException e) {
            throw new SettingsProblem(
                    List.of("'notify.channels': " + file.getFileName() + " cannot be read as text in UTF-8"));
        }
        return of(text);
    }

    static List<Channel> of(String yaml) {
        ChannelsFile file = new ChannelsFile();
        List<Channel> channels = file.channels(yaml);
        if (!file.problems.isEmpty()) {
            throw new SettingsProblem(file.problems.stream()
                    .map(problem -> "'notify.channels': " + problem)
                    .toList());
        }
        return channels;
    }

    private List<Channel> channels(String yaml) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MOST_CHARS);
        limits.setAllowDuplicateKeys(false);
        List<Channel> channels = new ArrayList<>();
        try {
            Object root = new Yaml(new SafeConstructor(limits)).load(yaml);
            if (!(root instanceof List<?> entries)) {
                problems.add("must be a list, each entry beginning with '- channel: name'");
                return channels;
            }
            for (int i = 0; i < entries.size(); i++) {
                where = "channel " + (i + 1) + " ";
                if (entries.get(i) instanceof Map<?, ?> entry) {
                    int before = problems.size();
                    Channel channel = channel(entry);
                    if (problems.size() == before) {
                        channels.add(channel);
                    }
                } else {
                    tell("must have keys, such as 'channel: crisis-room'");
                }
            }
        } catch (YAMLException e) {
            problems.add("this is no YAML: " + e.getMessage().replaceAll("\\s+", " "));
        }
        return channels;
    }

    private Channel channel(Map<?, ?> entry) {
        String id = entry.get("channel") instanceof String name ? name : "";
        if (!SLUG.matcher(id).matches()) {
            tell("needs 'channel', a name of lower-case letters, digits and hyphens");
        } else if (!ids.add(id)) {
            tell("is called '" + id + "', like another one");
        } else {
            where = "channel '" + id + "' ";
        }
        for (Object key : entry.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                tell("has an unknown key '" + key + "'");
            }
        }
        List<Kind> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (entry.containsKey(key(kind))) {
                kinds.add(kind);
            }
        }
        if (kinds.size() != 1) {
            tell("needs one of 'webhook', 'slack', 'pagerduty', 'alertmanager' and 'email'");
            return null;
        }
        Kind kind = kinds.get(0);
        List<String> allow = words(entry, "allow");
        return new Channel(
                id,
                kind,
                address(kind, String.valueOf(entry.get(key(kind))), allow),
                secret(kind, entry.get("secret")),
                words(entry, "brands"),
                words(entry, "departments"),
                from(entry.get("from")),
                allow,
                kind == Kind.EMAIL ? mail(entry) : withoutMail(entry),
                digest(kind, entry));
    }

    private static String key(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private String address(Kind kind, String address, List<String> allow) {
        if (!Kept.isReference(address)) {
            String problem = problemOf(kind, address, allow);
            if (problem != null) {
                tell("has a '" + key(kind) + "' that " + problem);
            }
        }
        return address;
    }

    /** Why an address is none, without repeating it: it may hold a secret. Null when it is one. */
    static String problemOf(Kind kind, String address, List<String> allow) {
        List<String> schemes = kind == Kind.EMAIL ? List.of("smtps", "smtp") : List.of("https", "http");
        try {
            URI uri = new URI(address);
            if (uri.getHost() == null || !schemes.contains(uri.getScheme())) {
                return "is no URL of " + schemes.get(1) + " or " + schemes.get(0)
                        + ", and not env:NAME or file:PATH either";
            }
            if (uri.getRawUserInfo() != null) {
                return "holds a user before '@'";
            }
            if ("http".equals(uri.getScheme()) && !allow.contains(uri.getHost())) {
                return "is not https; http is for hosts named in 'allow'";
            }
            return null;
        } catch (URISyntaxException e) {
            return "is no URL, and not env:NAME or file:PATH either";
        }
    }

    private String secret(Kind kind, Object secret) {
        boolean needed = kind == Kind.WEBHOOK || kind == Kind.PAGERDUTY;
        boolean used = needed || kind == Kind.EMAIL;
        if (secret == null) {
            if (needed) {
                tell("needs a 'secret', such as env:NAME");
            }
            return null;
        }
        if (!used) {
            tell("has a 'secret' that nothing would use");
        } else if (!Kept.isReference(secret.toString())) {
            tell("has a 'secret' in plain sight; write env:NAME or file:PATH");
        }
        return secret.toString();
    }

    private Channel.Mail mail(Map<?, ?> entry) {
        String sender = entry.get("sender") instanceof String word ? word : "";
        List<String> to = words(entry, "to");
        if (!isMailAddress(sender)) {
            tell("needs 'sender', an address such as groundswell@example.com");
        }
        if (to.isEmpty() || !to.stream().allMatch(ChannelsFile::isMailAddress)) {
            tell("needs 'to', a list of addresses such as [board@example.com]");
        }
        return new Channel.Mail(sender, to);
    }

    private Channel.Mail withoutMail(Map<?, ?> entry) {
        if (entry.containsKey("sender") || entry.containsKey("to")) {
            tell("has a 'sender' or 'to' that nothing would use");
        }
        return null;
    }

    private Channel.Digest digest(Kind kind, Map<?, ?> entry) {
        Object hour = entry.get("digest");
        Object zone = entry.containsKey("time-zone") ? String.valueOf(entry.get("time-zone")) : "UTC";
        Object singles = entry.containsKey("singles") ? entry.get("singles") : Boolean.FALSE;
        if (hour == null) {
            if (entry.containsKey("time-zone") || entry.containsKey("singles")) {
                tell("has a 'time-zone' or 'singles' without a 'digest'");
            }
            return null;
        }
        if (kind == Kind.PAGERDUTY || kind == Kind.ALERTMANAGER) {
            tell("has a 'digest', which is for people; " + key(kind) + " wants incidents one by one");
        }
        int minute = minute(hour);
        if (minute < 0) {
            tell("has a 'digest' that is no time of the day, such as 07:00");
        }
        if (!zone.equals("UTC")
                && !(zone.toString().contains("/")
                        && ZoneId.getAvailableZoneIds().contains(zone.toString()))) {
            tell("has a 'time-zone' that is no name such as Europe/Vienna, or UTC");
        }
        if (!(singles instanceof Boolean)) {
            tell("has a 'singles' that is neither true nor false");
        }
        return new Channel.Digest(minute, zone.toString(), Boolean.TRUE.equals(singles));
    }

    /** YAML 1.1 reads a bare 17:00 as a number of minutes, and 07:00 as text. Less than 0 when it is no time. */
    private static int minute(Object hour) {
        if (hour instanceof Integer minutes) {
            return minutes < 24 * 60 ? minutes : -1;
        }
        Matcher time = TIME.matcher(hour.toString());
        return time.matches() ? 60 * Integer.parseInt(time.group(1)) + Integer.parseInt(time.group(2)) : -1;
    }

    private static boolean isMailAddress(String word) {
        try {
            InternetAddress[] addresses = InternetAddress.parse(word, true);
            addresses[0].validate();
            return addresses.length == 1;
        } catch (AddressException | ArrayIndexOutOfBoundsException e) {
            return false;
        }
    }

    private List<String> words(Map<?, ?> entry, String key) {
        Object value = entry.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        tell("has a '" + key + "' that is no list of words");
        return List.of();
    }

    private AlertTier from(Object tier) {
        if (tier == null || tier.equals("watch")) {
            return AlertTier.WATCH;
        }
        if (!tier.equals("crisis")) {
            tell("has a 'from' that is neither watch nor crisis");
        }
        return AlertTier.CRISIS;
    }

    private void tell(String problem) {
        problems.add(where + problem);
    }
}
