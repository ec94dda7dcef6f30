package org.separatrix.equations;

import java.util.LinkedHashMap;
import java.util.Map;

/// Reads the language of equations; the package description tells what it looks like.
///
/// Any text is safe to read: nothing but arithmetic can come of it, and length, depth and size are
/// bounded. What cannot be read is refused by an [EquationException] that says where and why.
public final class Equations {

    private Equations() {}

    /// A system without parameters.
    public static EquationSystem parse(String text) {
        return parse(text, Map.of());
    }

    /// A system: a flow if any equation is primed, otherwise a map.
    ///
    /// @param text statements, one a line
    /// @param parameters values by name; their order is the order of the system's parameters
    /// @throws EquationException if the text cannot be read
    /// @throws IllegalArgumentException if a parameter cannot have its name
    public static EquationSystem parse(String text, Map<String, ParameterValue> parameters) {
        var source = new SourceText(text);
        return Elaborator.system(source, new Parser(source).statements(), parameters, null);
    }

    /// A system of a known kind: in a flow only primed names are states, in a map nothing is
    /// primed.
    ///
    /// @throws EquationException if the text cannot be read, or is of the other kind
    /// @throws IllegalArgumentException if a parameter cannot have its name
    public static EquationSystem parse(
            String text, Map<String, ParameterValue> parameters, SystemKind kind) {
        var source = new SourceText(text);
        return Elaborator.system(source, new Parser(source).statements(), parameters, kind);
    }

    /// One expression by itself: every name is allowed and stands for a symbol, `pi` and `e` for
    /// their values, `x(t - lag)` for the delayed value of `x`.
    ///
    /// @throws EquationException if the text cannot be read
    public static Expression parseExpression(String text) {
        var source = new SourceText(text);
        Syntax syntax = new Parser(source).wholeExpression();
        var expander = new Expander(source, Scope.everything(), new Budget(source), (_, _) -> null);
        return expander.definition(syntax, null, Boundary.NONE);
    }

    /// The parameters of a system by name, as [#parse] takes them; elements keep their flat names.
    public static Map<String, ParameterValue> parameters(EquationSystem system) {
        Map<String, ParameterValue> parameters = new LinkedHashMap<>();
        for (int i = 0; i < system.parameters().size(); i++) {
            parameters.put(system.parameters().get(i), ParameterValue.of(system.values().get(i)));
        }
        return parameters;
    }
}
