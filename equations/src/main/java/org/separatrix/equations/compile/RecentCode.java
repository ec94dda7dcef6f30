package org.separatrix.equations.compile;

import org.separatrix.equations.EquationSystem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The code of the systems compiled last, so that one asked for again and again is neither
/// generated anew nor slow until the virtual machine has optimised it.
///
/// Systems that differ in the values of their parameters alone share their code.
final class RecentCode {

    private static final int KEPT = 64;

    /// Code of larger systems would hold much memory.
    private static final int LARGEST = 40;

    private final Map<EquationSystem, SystemCode> code =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<EquationSystem, SystemCode> eldest) {
                    return size() > KEPT;
                }
            };

    /// @throws IllegalArgumentException if an expression uses an unknown name
    SystemCode of(EquationSystem equations) {
        if (equations.dimension() + equations.definitions().size() > LARGEST) {
            return made(equations);
        }
        var key = withoutValues(equations);
        synchronized (this) {
            var known = code.get(key);
            if (known != null) {
                return known;
            }
        }
        var fresh = made(equations);
        synchronized (this) {
            var known = code.putIfAbsent(key, fresh);
            return known == null ? fresh : known;
        }
    }

    private static SystemCode made(EquationSystem equations) {
        var system = new ResolvedSystem(equations);
        system.checkNames();
        return new SystemCode(system);
    }

    private static EquationSystem withoutValues(EquationSystem equations) {
        return new EquationSystem(
                equations.map(),
                equations.states(),
                equations.parameters(),
                Collections.nCopies(equations.values().size(), 0.0),
                equations.definitions(),
                equations.rightHandSides(),
                equations.noise());
    }
}
