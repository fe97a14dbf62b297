package io.groundswell.local.story;

import io.groundswell.local.story.Act.Deed;
import io.groundswell.local.story.Person.Group;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ordinary days made from hand-written sentences: always the same ones, for the dice are seeded. */
final class CalmDays {

    private static final long SEED = 20_260_302L;
    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");

    /** Posts per hour of the day in an ordinary day, about two hundred in all. */
    private static final int[] HOURS = {
        3, 2, 1, 1, 2, 4, 8, 12, 13, 11, 10, 10, 11, 11, 9, 9, 10, 11, 13, 13, 11, 9, 7, 4
    };

    /** Of a hundred posts, how many are of which kind; the rest, ten, are reposts. */
    private static final Map<String, Integer> SHARES = shares();

    private final Map<String, List<String>> sentences = new HashMap<>();
    private final Map<String, List<String>> slots = new HashMap<>();
    private final People people;
    private final SplittableRandom dice = new SplittableRandom(SEED);
    private final List<Act> acts = new ArrayList<>();

    private CalmDays(List<String> lines, People people) {
        this.people = people;
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new);
            if (cells[0].startsWith("slot ")) {
                slots.put(cells[0].substring(5).strip(), List.of(cells).subList(1, cells.length));
            } else {
                sentences.computeIfAbsent(cells[0], kind -> new ArrayList<>()).add(cells[1]);
            }
        }
    }

    private static Map<String, Integer> shares() {
        Map<String, Integer> shares = new LinkedHashMap<>();
        shares.put("happy", 35);
        shares.put("plain", 18);
        shares.put("question", 6);
        shares.put("moan", 2);
        shares.put("abroad", 5);
        shares.put("own", 2);
        shares.put("rival", 9);
        shares.put("other", 13);
        return shares;
    }

    /** How many sentences somebody wrote for these days. */
    static int sentences(List<String> lines, People people) {
        return new CalmDays(lines, people)
                .sentences.values().stream().mapToInt(List::size).sum();
    }

    static List<Act> generate(List<String> lines, People people, Duration until) {
        CalmDays days = new CalmDays(lines, people);
        for (long hour = 0; hour < until.toHours(); hour++) {
            days.hour(hour);
        }
        return days.acts;
    }

    private void hour(long hour) {
        int usual = HOURS[(int) (hour % 24)];
        int posts = Math.max(1, usual + dice.nextInt(-1, 2) * Math.max(1, usual / 6));
        for (int i = 0; i < posts; i++) {
            long second = hour * 3600 + (3600L * i + dice.nextInt(3600)) / posts;
            post(Duration.ofSeconds(second));
        }
    }

    private void post(Duration moment) {
        int draw = dice.nextInt(100);
        for (Map.Entry<String, Integer> share : SHARES.entrySet()) {
            draw -= share.getValue();
            if (draw < 0) {
                write(share.getKey(), moment);
                return;
            }
        }
        repost(moment);
    }

    private void write(String kind, Duration moment) {
        String sentence = filled(one(sentences.get(kind)));
        String language = "en";
        if (kind.equals("abroad")) {
            language = sentence.substring(1, 3);
            sentence = sentence.substring(5);
        }
        add(Deed.POST, author(kind, language), moment, null, sentence, language, 0, 0);
    }

    /** Somebody passes on one of the last thirty posts. */
    private void repost(Duration moment) {
        List<Act> recent = acts.subList(Math.max(0, acts.size() - 30), acts.size()).stream()
                .filter(act -> act.deed() == Deed.POST)
                .toList();
        if (recent.isEmpty()) {
            write("other", moment);
            return;
        }
        Act original = one(recent);
        Person reposter = one(people.in(Group.CUSTOMERS));
        int reposts = 1 + dice.nextInt(4);
        add(Deed.REPOST, reposter, moment, original, "", original.language(), reposts + 1 + dice.nextInt(12), reposts);
    }

    private void add(
            Deed deed,
            Person author,
            Duration moment,
            Act parent,
            String text,
            String language,
            int likes,
            int reposts) {
        acts.add(new Act(
                deed,
                author,
                moment,
                moment.plus(Script.TRANSIT),
                parent,
                text,
                language,
                dice.nextInt(100) < 8,
                likes,
                reposts,
                false,
                true,
                acts.size() + 1));
    }

    private Person author(String kind, String language) {
        return switch (kind) {
            case "own" -> people.called("pottlewick");
            case "abroad" ->
                one(people.in(Group.ABROAD).stream()
                        .filter(person -> person.about().equals(languageName(language)))
                        .toList());
            default -> one(people.in(Group.CUSTOMERS));
        };
    }

    private static String languageName(String language) {
        return switch (language) {
            case "de" -> "German";
            case "es" -> "Spanish";
            case "fr" -> "French";
            case "ja" -> "Japanese";
            default -> throw new IllegalStateException("calm.txt: nobody writes in " + language);
        };
    }

    private String filled(String sentence) {
        String words =
                SLOT.matcher(sentence).replaceAll(slot -> Matcher.quoteReplacement(one(slots.get(slot.group(1)))));
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private <T> T one(List<T> choices) {
        return choices.get(dice.nextInt(choices.size()));
    }
}
