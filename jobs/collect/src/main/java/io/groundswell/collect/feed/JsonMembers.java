package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The members of a JSON object in the order they were written. Most objects are small and are read once, so up to 64
 * members lie in two arrays, which is a good deal cheaper than a hash table; more move into one, as strangers choose
 * the keys. Filled once, then only read.
 */
final class JsonMembers extends AbstractMap<String, JsonNode> {

    private static final int MOST_IN_ARRAYS = 64;
    private static final int SLOTS = 4 * MOST_IN_ARRAYS;

    private String[] names = new String[8];
    private JsonNode[] values = new JsonNode[8];
    private int size;

    /** Where a name of that hash lies in the arrays, plus 1; only from the ninth member on. */
    private byte[] slots;

    private Map<String, JsonNode> many;

    /** @return whether the name was new */
    boolean add(String name, JsonNode value) {
        if (many != null) {
            return many.put(name, value) == null;
        } else if (indexOf(name) >= 0) {
            return false;
        } else if (size == MOST_IN_ARRAYS) {
            many = new LinkedHashMap<>(4 * MOST_IN_ARRAYS);
            for (int i = 0; i < size; i++) {
                many.put(names[i], values[i]);
            }
            many.put(name, value);
            return true;
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        names[size] = name;
        values[size++] = value;
        if (slots != null) {
            enter(size - 1);
        } else if (size > 8) {
            slots = new byte[SLOTS];
            for (int i = 0; i < size; i++) {
                enter(i);
            }
        }
        return true;
    }

    private void enter(int index) {
        int slot = slot(names[index]);
        while (slots[slot] != 0) {
            slot = slot + 1 & SLOTS - 1;
        }
        slots[slot] = (byte) (index + 1);
    }

    private static int slot(String name) {
        int hash = name.hashCode() * 0x9E3779B9;
        return hash >>> 24;
    }

    private int indexOf(String name) {
        if (slots != null) {
            for (int slot = slot(name); slots[slot] != 0; slot = slot + 1 & SLOTS - 1) {
                if (names[slots[slot] - 1].equals(name)) {
                    return slots[slot] - 1;
                }
            }
            return -1;
        }
        int hash = name.hashCode();
        for (int i = 0; i < size; i++) {
            if (names[i].hashCode() == hash && names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public JsonNode get(Object name) {
        if (many != null) {
            return many.get(name);
        }
        int index = indexOf((String) name);
        return index < 0 ? null : values[index];
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public int size() {
        return many != null ? many.size() : size;
    }

    @Override
    public Set<Map.Entry<String, JsonNode>> entrySet() {
        if (many != null) {
            return many.entrySet();
        }
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, JsonNode>> iterator() {
                return new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < size;
                    }

                    @Override
                    public Map.Entry<String, JsonNode> next() {
                        if (next == size) {
                            throw new NoSuchElementException();
                        }
                        return Map.entry(names[next], values[next++]);
                    }
                };
            }

            @Override
            public int size() {
                return size;
            }
        };
    }
}
