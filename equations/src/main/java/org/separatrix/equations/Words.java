package org.separatrix.equations;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The words the language keeps for itself.
final class Words {

    /// Functions of one argument by name, aliases included.
    static final Map<String, UnaryFunction> UNARY = unary();

    /// Functions of two arguments by name.
    static final Map<String, BinaryFunction> BINARY =
            Map.of(
                    "atan2", BinaryFunction.ATAN2,
                    "min", BinaryFunction.MIN,
                    "max", BinaryFunction.MAX,
                    "mod", BinaryFunction.MOD);

    private static final Set<String> KEYWORDS =
            Set.of(
                    "t", "if", "and", "or", "not", "for", "in", "let", "sum", "product", "next",
                    "noise");

    private Words() {}

    /// Whether no state, parameter, definition, function or index can have the name.
    static boolean reserved(String name) {
        return KEYWORDS.contains(name) || function(name);
    }

    static boolean function(String name) {
        return UNARY.containsKey(name) || BINARY.containsKey(name);
    }

    private static Map<String, UnaryFunction> unary() {
        Map<String, UnaryFunction> map = new HashMap<>();
        for (var function : UnaryFunction.values()) {
            if (function != UnaryFunction.NEGATE) {
                map.put(function.text(), function);
            }
        }
        map.put("ln", UnaryFunction.LOG);
        map.put("sgn", UnaryFunction.SIGN);
        map.put("heaviside", UnaryFunction.STEP);
        return Map.copyOf(map);
    }
}
