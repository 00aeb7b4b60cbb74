package searcher.opensearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An object of a request, whose values are checked when they are read. */
final class Body {

    private final String path;
    private final Map<String, Object> values;

    Body(String path, Map<String, Object> values) {
        this.path = path;
        this.values = values;
    }

    Map<String, Object> values() {
        return values;
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException("[" + path + "] " + problem);
    }

    /** The only key, but for one that may stand beside it. */
    String onlyKey(String beside) {
        List<String> keys = new ArrayList<>(values.keySet());
        keys.remove(beside);
        if (keys.size() != 1) {
            throw wrong("has one key, not " + keys);
        }
        return keys.get(0);
    }

    String string(String key, String missing) {
        return has(key) ? typed(key, values.get(key), String.class) : missing;
    }

    double number(String key) {
        return typed(key, values.get(key), Number.class).doubleValue();
    }

    double number(String key, double missing) {
        return has(key) ? number(key) : missing;
    }

    int integer(String key) {
        return typed(key, values.get(key), Number.class).intValue();
    }

    boolean bool(String key) {
        return has(key) && typed(key, values.get(key), Boolean.class);
    }

    List<String> strings(String key) {
        List<String> strings = new ArrayList<>();
        for (Object each : typed(key, values.get(key), List.class)) {
            strings.add(typed(key, each, String.class));
        }
        return strings;
    }

    List<Integer> integers(String key) {
        List<Integer> integers = new ArrayList<>();
        for (Object each : typed(key, values.get(key), List.class)) {
            integers.add(typed(key, each, Number.class).intValue());
        }
        return integers;
    }

    /** A list of lists of so many numbers each. */
    List<double[]> rows(String key, int width) {
        List<double[]> rows = new ArrayList<>();
        for (Object each : typed(key, values.get(key), List.class)) {
            List<?> row = typed(key, each, List.class);
            if (row.size() != width) {
                throw wrong("needs rows of " + width + " numbers as [" + key + "], not " + row);
            }
            double[] numbers = new double[width];
            for (int n = 0; n < width; n++) {
                numbers[n] = typed(key, row.get(n), Number.class).doubleValue();
            }
            rows.add(numbers);
        }
        return rows;
    }

    /** A list of objects; empty if there is none. */
    List<Body> list(String key) {
        List<Body> bodies = new ArrayList<>();
        if (has(key)) {
            for (Object each : typed(key, values.get(key), List.class)) {
                bodies.add(body(key + "." + bodies.size(), each));
            }
        }
        return bodies;
    }

    Body child(String key) {
        return body(key, values.get(key));
    }

    /** An object, or null if there is none. */
    Body optional(String key) {
        return has(key) ? child(key) : null;
    }

    @SuppressWarnings("unchecked")
    private Body body(String key, Object value) {
        return new Body(path + "." + key, typed(key, value, Map.class));
    }

    private <T> T typed(String key, Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw wrong("needs a " + type.getSimpleName() + " as [" + key + "], not " + value);
        }
        return type.cast(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body && values.equals(((Body) other).values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
