package org.separatrix.forecast.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.ControlPath;
import org.separatrix.learn.solve.ControlPath.Interpolation;

import java.util.Map;

class CdeNetworkTest {

    private static final double[] TIMES = {0, 0.3, 0.4, 1};
    private static final double[][][] SERIES = {{{0, 1}, {0.3, -1}, {0.4, 2}, {1, 0.5}}};

    /// Weights of zero but for some arrays.
    private static double[] values(CdeNetwork network, Map<String, double[]> given) {
        var values = new double[(int) network.size()];
        int offset = 0;
        int found = 0;
        for (var parameter : network.parameters()) {
            var own = given.get(parameter.name());
            if (own != null) {
                System.arraycopy(own, 0, values, offset, own.length);
                found++;
            }
            offset += (int) parameter.size();
        }
        assertThat(found).isEqualTo(given.size());
        return values;
    }

    @Test
    void aLayerIsDrivenByTimeAndTheStateOfTheOneBelowIt() {
        var network = CdeNetwork.of(1, 2, NeuralCde.Settings.DEFAULT.sized(1, 2, 2, false));
        // Constant fields: tanh of the last biases, a row (time, driver) each.
        var values =
                values(
                        network,
                        Map.of(
                                "0.field.1.bias", new double[] {0.4, -0.8},
                                "1.field.1.bias", new double[] {-0.2, 1.1},
                                "1.start.bias", new double[] {0.3},
                                "2.weight", new double[] {1, -2}));
        try (var _ = new Scope();
                var path = ControlPath.of(TIMES, SERIES, Interpolation.HERMITE, Kind.DOUBLE);
                var weights = Weights.of(network, Kind.DOUBLE, values)) {
            var logits =
                    Tensors.toArray(Autograd.without(() -> network.logits(weights, path, 1e-3)));
            double below = Math.tanh(0.4) * 1 + Math.tanh(-0.8) * (0.5 - 1);
            double top = 0.3 + Math.tanh(-0.2) * 1 + Math.tanh(1.1) * below;
            // Trapezoidal steps of 1e-3 over three cubics.
            assertThat(logits[0]).isCloseTo(top, within(1e-4));
            assertThat(logits[1]).isCloseTo(-2 * top, within(2e-4));
        }
    }
}
