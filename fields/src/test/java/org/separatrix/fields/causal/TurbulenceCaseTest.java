package org.separatrix.fields.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.SplittableRandom;

class TurbulenceCaseTest {

    private static final TurbulenceCase FLOW =
            TurbulenceCase.of(2, 100, 0.1, new SplittableRandom(1));

    @Test
    void theStartHasNoDivergenceAndTheVorticityItSays() {
        double h = 1e-5;
        var start = FLOW.problem().initial();
        double[] right = start.at(new double[] {0.7 + h, 2});
        double[] left = start.at(new double[] {0.7 - h, 2});
        double[] up = start.at(new double[] {0.7, 2 + h});
        double[] down = start.at(new double[] {0.7, 2 - h});
        assertThat(right[0] - left[0] + up[1] - down[1]).isCloseTo(0, within(1e-8));
        double curl = (right[1] - left[1] - up[0] + down[0]) / (2 * h);
        assertThat(start.at(new double[] {0.7, 2})[2]).isCloseTo(curl, within(1e-6));
    }

    /// The residual of the networks and the spectral solver speak of the same equation.
    @Test
    void theReferenceObeysTheResidualOfTheProblem() {
        // A fluid at rest but for a shear u = sin y: the residual is u_yyy/re - u_ty.
        var residual = FLOW.problem().residuals();
        double y = 0.4;
        var zero = new java.util.HashMap<String, Double>();
        residual.names().forEach(name -> zero.put(name, 0.0));
        zero.put("u", Math.sin(y));
        zero.put("u_yy", -Math.sin(y));
        zero.put("u_yyy", -Math.cos(y));
        zero.put("u_ty", -Math.cos(y) / 100);
        assertThat(residual.at(zero)[0]).isCloseTo(0, within(1e-15));
        zero.putAll(Map.of("u_ty", 0.0));
        assertThat(residual.at(zero)[0]).isCloseTo(-Math.cos(y) / 100, within(1e-15));
    }

    @Test
    void theReferenceBeginsAtTheStart() {
        var reference = FLOW.reference(16);
        double[] first = reference.state(0);
        var places = FLOW.problem().grid(16);
        for (int i = 0; i < places.length; i += 11) {
            assertThat(first[i])
                    .isCloseTo(FLOW.flow().at(places[i][0], places[i][1])[2], within(1e-12));
        }
    }
}
