package org.separatrix.equations;

import org.jspecify.annotations.Nullable;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Scope.Family;
import org.separatrix.equations.Scope.Role;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Finds out what a name in a right-hand side refers to: an element of a family, a constant, noise.
///
/// It knows where the name stands: under which boundary rule, whether in the equation of a state,
/// whether in a lag.
final class References {

    /// So few known names are all told when none is near.
    private static final int FEW = 12;

    private final SourceText source;
    private final Scope scope;
    private final IndexArithmetic index;
    private Boundary boundary = Boundary.NONE;
    private boolean noiseAllowed;
    private int noiseAt = -1;
    private boolean inLag;

    References(SourceText source, Scope scope, IndexArithmetic index) {
        this.source = source;
        this.scope = scope;
        this.index = index;
    }

    /// Starts a new right-hand side.
    void begin(Boundary outside, boolean allowNoise) {
        boundary = outside;
        noiseAllowed = allowNoise;
        noiseAt = -1;
        inLag = false;
    }

    /// Offset of the first noise in the right-hand side, -1 if it has none.
    int noiseAt() {
        return noiseAt;
    }

    boolean inLag() {
        return inLag;
    }

    /// Enters or leaves a lag, where states are not allowed.
    void lag(boolean inside) {
        inLag = inside;
    }

    /// Meaning of a name that is not local.
    Expression resolve(Syntax.Name node, @Nullable Frame frame, int level) {
        String name = node.name();
        if (name.equals(Expander.NOISE)) {
            return noise(node, frame, level);
        }
        if (name.equals("t") && node.indices().isEmpty()) {
            return new Symbol(name);
        }
        Family family = scope.find(name);
        if (family == null) {
            return constant(node, frame, level);
        }
        String flat = element(family, node.at(), name, node.indices(), frame, level);
        return flat == null ? new Constant(0) : new Symbol(flat);
    }

    /// A name the scope does not know: `pi`, `e`, or one that stands for itself in an open scope.
    private Expression constant(Syntax.Name node, @Nullable Frame frame, int level) {
        String name = node.name();
        if (node.indices().isEmpty()) {
            if (name.equals("pi")) {
                return new Constant(Math.PI);
            }
            if (name.equals("e")) {
                return new Constant(Math.E);
            }
        }
        if (scope.isOpen() && !Words.reserved(name)) {
            return new Symbol(Scope.flat(name, index.evaluate(node.indices(), frame, level + 1)));
        }
        if (Words.function(name)) {
            throw source.error(node.at(), "'" + name + "' is a function: write " + name + "(...)");
        }
        throw unknown(node.at(), "name", name, localNames(frame));
    }

    /// Flat name of an element, null if it lies outside where the boundary says zero.
    @Nullable String element(
            Family family,
            int at,
            String name,
            List<Syntax> indices,
            @Nullable Frame frame,
            int level) {
        if (family.role() == Role.FUNCTION) {
            throw source.error(at, "'" + name + "' is a function: write " + name + "(...)");
        }
        if (indices.size() != family.rank()) {
            throw source.error(
                    at,
                    "'"
                            + name
                            + "' needs "
                            + count(family.rank(), "index", "indices")
                            + ", got "
                            + indices.size());
        }
        if (inLag && family.role() != Role.PARAMETER) {
            throw source.error(
                    at,
                    "a lag may use numbers, parameters and t, but '"
                            + name
                            + "' is "
                            + family.role().text());
        }
        String flat = name;
        if (family.rank() > 0) {
            long[] values = index.evaluate(indices, frame, level + 1);
            for (int k = 0; k < values.length; k++) {
                long given = values[k];
                long low = family.low(k);
                long high = family.high(k);
                var rule = family.role() == Role.PARAMETER ? Boundary.NONE : boundary;
                values[k] = rule.inside(given, low, high);
                if (values[k] < low) {
                    if (rule == Boundary.ZERO) {
                        return null;
                    }
                    throw source.error(
                            indices.get(k).at(),
                            "index "
                                    + given
                                    + " of '"
                                    + name
                                    + "' lies outside "
                                    + low
                                    + ".."
                                    + high
                                    + outsideAdvice(family.role()));
                }
            }
            flat = Scope.flat(name, values);
            if (!scope.has(flat)) {
                throw source.error(at, flat + " is not defined");
            }
        }
        if (family.role() == Role.DEFINITION && !scope.finished(flat)) {
            throw source.error(
                    at, "'" + flat + "' is defined later: move its definition above this line");
        }
        return flat;
    }

    private static String outsideAdvice(Role role) {
        return role == Role.PARAMETER
                ? ""
                : ": end the line with cyclic, zero or reflect, or change the range";
    }

    private Expression noise(Syntax.Name node, @Nullable Frame frame, int level) {
        if (!noiseAllowed || inLag) {
            throw source.error(
                    node.at(),
                    scope.isOpen()
                            ? "noise needs an equation: x' = f + g*noise"
                            : "noise may stand only in the equation of a state");
        }
        if (noiseAt < 0) {
            noiseAt = node.at();
        }
        if (node.indices().isEmpty()) {
            return new Symbol(Expander.NOISE);
        }
        if (node.indices().size() > 1) {
            throw source.error(
                    node.at(), "noise needs one index, its channel, got " + node.indices().size());
        }
        long channel = index.evaluate(node.indices().getFirst(), frame, level + 1);
        if (channel < 0 || channel >= Limits.CHANNELS) {
            throw source.error(
                    node.at(),
                    "the noise channel must lie in 0.."
                            + (Limits.CHANNELS - 1)
                            + ", got "
                            + channel);
        }
        return new Symbol(Scope.flat(Expander.NOISE, channel));
    }

    private List<String> localNames(@Nullable Frame innermost) {
        List<String> names = new ArrayList<>(scope.names());
        for (Frame frame = innermost; frame != null; frame = frame.outer()) {
            names.add(frame.name());
        }
        return names;
    }

    /// The error for a name nobody knows, with the nearest known ones.
    EquationException unknown(int at, String what, String name, Collection<String> known) {
        String few =
                !known.isEmpty() && known.size() <= FEW
                        ? ": known are " + String.join(", ", known)
                        : "";
        return source.error(
                at, "unknown " + what + " '" + name + "'" + Names.hint(name, known, few));
    }

    static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
