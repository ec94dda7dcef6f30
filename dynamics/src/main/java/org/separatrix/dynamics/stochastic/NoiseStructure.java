package org.separatrix.dynamics.stochastic;

import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expressions;

import java.util.HashMap;

/// How noise enters a system, read off its equations.
///
/// @param single whether each state feels at most one channel, and either there is one channel only
///   or the coefficient of a state depends on that state alone and no channel is shared
/// @param channel the channel of each state, -1 without noise; meaningful if `single`
record NoiseStructure(boolean single, int[] channel) {

    static NoiseStructure of(EquationSystem system) {
        int d = system.dimension();
        var channel = new int[d];
        java.util.Arrays.fill(channel, -1);
        boolean one = system.channels() <= 1;
        boolean single = true;
        var used = new boolean[system.channels()];
        var definitions = new HashMap<String, Expression>();
        for (var definition : system.definitions()) {
            definitions.put(
                    definition.name(),
                    Expressions.substitute(definition.expression(), definitions));
        }
        for (var noise : system.noise()) {
            int i = noise.state();
            single &= channel[i] < 0 && (one || !used[noise.channel()]);
            channel[i] = noise.channel();
            used[noise.channel()] = true;
            if (!one) {
                for (String symbol :
                        Expressions.symbols(
                                Expressions.substitute(noise.coefficient(), definitions))) {
                    int state = system.states().indexOf(symbol);
                    single &= state < 0 || state == i;
                }
            }
        }
        return new NoiseStructure(single, channel);
    }
}
