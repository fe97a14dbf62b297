package io.groundswell.local.story;

import io.groundswell.local.story.Person.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Everybody in the story, by key and by handle. */
final class People {

    private final Map<String, Person> byKey = new LinkedHashMap<>();
    private final Map<String, Person> byHandle = new LinkedHashMap<>();

    static People read(List<String> lines) {
        People people = new People();
        Group group = null;
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                group = Group.valueOf(line.substring(1, line.indexOf(']')).toUpperCase(Locale.ROOT));
                continue;
            }
            people.add(person(line, group, people.byKey.size() + 1));
        }
        return people;
    }

    private static Person person(String line, Group group, int number) {
        String[] cells = line.split("\\|");
        if (cells.length != 6 || group == null) {
            throw new IllegalStateException("people.txt: six cells and a group are needed: " + line);
        }
        return new Person(
                cells[0].strip(),
                group,
                cells[1].strip(),
                cells[2].strip(),
                Integer.parseInt(cells[3].strip()),
                cells[4].strip(),
                cells[5].strip(),
                number);
    }

    private void add(Person person) {
        if (byKey.put(person.key(), person) != null || byHandle.put(person.handle(), person) != null) {
            throw new IllegalStateException("people.txt: twice: " + person.key());
        }
    }

    Person called(String key) {
        Person person = byKey.get(key);
        if (person == null) {
            throw new IllegalStateException("nobody in people.txt is called " + key);
        }
        return person;
    }

    Person withHandle(String handle) {
        Person person = byHandle.get(handle);
        if (person == null) {
            throw new IllegalStateException("nobody in people.txt has the handle " + handle);
        }
        return person;
    }

    List<Person> all() {
        return List.copyOf(byKey.values());
    }

    List<Person> in(Group group) {
        List<Person> chosen = new ArrayList<>(byKey.values());
        chosen.removeIf(person -> person.group() != group);
        return chosen;
    }
}
