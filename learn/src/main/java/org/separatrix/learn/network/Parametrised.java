package org.separatrix.learn.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Whatever has parameters.
public interface Parametrised {

    /// The parameters, in the order in which [Weights] holds their values.
    List<Parameter> parameters();

    /// Number of arrays.
    default int arrays() {
        return parameters().size();
    }

    /// Number of values in all.
    default long size() {
        return parameters().stream().mapToLong(Parameter::size).sum();
    }

    /// The parameters of several parts in order, each under its name.
    ///
    /// @param names one a part
    static List<Parameter> join(List<String> names, List<? extends Parametrised> parts) {
        var all = new ArrayList<Parameter>();
        for (int i = 0; i < parts.size(); i++) {
            for (var parameter : parts.get(i).parameters()) {
                all.add(parameter.under(names.get(i)));
            }
        }
        return List.copyOf(all);
    }

    /// The parameters of several parts in order, each under its number.
    static List<Parameter> numbered(List<? extends Parametrised> parts) {
        return join(IntStream.range(0, parts.size()).mapToObj(Integer::toString).toList(), parts);
    }
}
