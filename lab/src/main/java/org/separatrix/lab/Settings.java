package org.separatrix.lab;

import org.separatrix.equations.Names;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads and writes configuration records by the names of their components.
///
/// The command line, the YAML file and the forms all come through here, so that a setting is
/// described once, at its component, by [Describe]. Component types: int, long, double, boolean,
/// String, enums and lists of String, Integer or Double.
public final class Settings {

    private Settings() {}

    /// One setting of a configuration.
    ///
    /// @param option its name on the command line, `pointsPerPeriod` becoming `points-per-period`
    public record Setting(
            String name,
            String option,
            String type,
            String description,
            String value,
            double min,
            double max) {}

    /// The settings of a configuration with their present values.
    public static List<Setting> of(Record configuration) {
        return Arrays.stream(configuration.getClass().getRecordComponents())
                .map(component -> {
                    var describe = component.getAnnotation(Describe.class);
                    return new Setting(
                            component.getName(),
                            option(component.getName()),
                            typeName(component),
                            describe == null ? "" : describe.value(),
                            print(read(component, configuration)),
                            describe == null ? Double.NEGATIVE_INFINITY : describe.min(),
                            describe == null ? Double.POSITIVE_INFINITY : describe.max());
                })
                .toList();
    }

    /// The configuration with some settings replaced by values given as text.
    ///
    /// @param values by component name or option name
    /// @throws LabException for an unknown name (with the nearest one), an unreadable value or one
    ///   out of range
    public static <C extends Record> C with(C configuration, Map<String, String> values) {
        var components = configuration.getClass().getRecordComponents();
        var names = Arrays.stream(components).map(RecordComponent::getName).toList();
        for (String key : values.keySet()) {
            if (!names.contains(camel(key))) {
                var near = Names.nearest(camel(key), names);
                throw new LabException(
                        "unknown setting '%s'; %s"
                                .formatted(
                                        key,
                                        near.isEmpty()
                                                ? "known are " + String.join(", ", names)
                                                : "did you mean '" + near.getFirst() + "'?"));
            }
        }
        var byName = new LinkedHashMap<String, String>();
        values.forEach((key, value) -> byName.put(camel(key), value));
        var arguments = new Object[components.length];
        var types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            var component = components[i];
            types[i] = component.getType();
            String text = byName.get(component.getName());
            arguments[i] = text == null ? read(component, configuration) : parse(component, text);
        }
        try {
            var constructor = configuration.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            @SuppressWarnings(
                    "unchecked") // the constructor belongs to the class of `configuration`
            var result = (C) constructor.newInstance(arguments);
            return result;
        } catch (InvocationTargetException e) {
            var cause = e.getCause();
            throw new LabException(String.valueOf(cause == null ? e : cause.getMessage()), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The configuration as YAML, one line a setting with its description as comment.
    public static String yaml(Record configuration) {
        var text = new StringBuilder();
        for (var setting : of(configuration)) {
            if (!setting.description().isEmpty()) {
                text.append("# ").append(setting.description()).append('\n');
            }
            text.append(setting.name())
                    .append(": ")
                    .append(
                            setting.type().startsWith("list")
                                    ? "[" + setting.value() + "]"
                                    : quoted(setting.value()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_.+-]+") ? value : "'" + value.replace("'", "''") + "'";
    }

    /// `pointsPerPeriod` becomes `points-per-period`.
    static String option(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String camel(String option) {
        var text = new StringBuilder();
        boolean up = false;
        for (int i = 0; i < option.length(); i++) {
            char c = option.charAt(i);
            if (c == '-') {
                up = true;
            } else {
                text.append(up ? Character.toUpperCase(c) : c);
                up = false;
            }
        }
        return text.toString();
    }

    private static Object read(RecordComponent component, Record record) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String print(Object value) {
        return value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    private static String typeName(RecordComponent component) {
        if (component.getType() == List.class) {
            return "list of " + element(component.getGenericType()).getSimpleName();
        }
        return component.getType().isEnum()
                ? String.join(
                        "|",
                        Arrays.stream(component.getType().getEnumConstants())
                                .map(String::valueOf)
                                .toList())
                : component.getType().getSimpleName();
    }

    private static Class<?> element(Type type) {
        return (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    private static Object parse(RecordComponent component, String text) {
        if (component.getType() == List.class) {
            var list = new ArrayList<Object>();
            for (String part : text.replaceAll("^\\[|]$", "").split(",")) {
                if (!part.isBlank()) {
                    list.add(scalar(component, element(component.getGenericType()), part.strip()));
                }
            }
            return List.copyOf(list);
        }
        return scalar(component, component.getType(), text.strip());
    }

    private static Object scalar(RecordComponent component, Class<?> type, String text) {
        if (type == String.class) {
            return text;
        }
        if (type == boolean.class) {
            if (!text.equals("true") && !text.equals("false")) {
                throw unreadable(component, "true or false", text);
            }
            return Boolean.valueOf(text);
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (constant.toString().equalsIgnoreCase(text)) {
                    return constant;
                }
            }
            throw unreadable(component, "one of " + Arrays.toString(type.getEnumConstants()), text);
        }
        double value;
        Number number;
        try {
            if (type == double.class || type == Double.class) {
                value = Double.parseDouble(text);
                number = value;
            } else {
                long whole = Long.parseLong(text.replace("_", ""));
                value = whole;
                number =
                        type == long.class || type == Long.class
                                ? whole
                                : (Number) Math.toIntExact(whole);
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw unreadable(component, type == double.class ? "a number" : "a whole number", text);
        }
        var describe = component.getAnnotation(Describe.class);
        if (describe != null && !(value >= describe.min() && value <= describe.max())) {
            throw new LabException(
                    "%s must lie in [%s, %s], got %s"
                            .formatted(
                                    component.getName(),
                                    Claim.number(describe.min()),
                                    Claim.number(describe.max()),
                                    text));
        }
        return number;
    }

    private static LabException unreadable(RecordComponent component, String wanted, String text) {
        return new LabException(
                "%s must be %s, got '%s'".formatted(component.getName(), wanted, text));
    }
}
