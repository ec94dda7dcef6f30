package org.separatrix.equations;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A model in the `.ode` format of XPPAUT, the field's common text format.
///
/// Read are equations `x' = ...`, `dx/dt = ...` and `x(t+1) = ...`, fixed variables, functions, `!`
/// derived parameters, `par`, `init` and `x(0) =`, `number`, `wiener`, `aux` (a definition after
/// all others), arrays `x[1..5]' = ... x[j-1] ...`, `delay(x, tau)`, `if(..)then(..)else(..)`, `&`,
/// `|` and conditions used as 0 or 1. Upper and lower case are alike: every name comes out in lower
/// case. Statements that would change the model and are not understood (`markov`, `table`,
/// `global`, `bdry` and others) are refused by name; `set`, `only`, `export` and `options` change
/// nothing and are listed.
///
/// Source: B. Ermentrout, "Simulating, Analyzing, and Animating Dynamical Systems: A Guide to
/// XPPAUT", SIAM (2002), appendix "Structure of ODE files".
///
/// @param system the equations, with the file's parameters as default values
/// @param initial initial values, one a state, zero where the file gives none
/// @param options integration settings of the `@` lines as written, such as `total` and `dt`
/// @param ignored statements without effect on the model, as `line 3: set`
public record XppFile(
        EquationSystem system,
        List<Double> initial,
        Map<String, String> options,
        List<String> ignored) {

    public XppFile {
        initial = List.copyOf(initial);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        ignored = List.copyOf(ignored);
    }

    /// Reads the text of a file.
    ///
    /// @throws EquationException if the text cannot be read
    public static XppFile read(String text) {
        return new XppReader(new SourceText(text)).read();
    }
}
