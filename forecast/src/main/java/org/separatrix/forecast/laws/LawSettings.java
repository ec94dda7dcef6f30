package org.separatrix.forecast.laws;

import java.util.List;

/// How much the benchmark of symbolic regression searches.
///
/// @param systems whose laws are searched for by evolution and by a network; may be empty
/// @param trees formulas that evolution breeds at most for each component
/// @param updates of the network that writes formulas, for each component; 0 leaves it out
/// @param batch formulas it writes between two updates
public record LawSettings(List<String> systems, int trees, int updates, int batch) {

    public LawSettings {
        systems = List.copyOf(systems);
    }
}
