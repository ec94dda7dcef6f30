package org.separatrix.fields.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;

class GradientBalanceTest {

    @Test
    void withoutMemoryOneLookMakesAllGradientsEqual() {
        var balance = new GradientBalance(3, 0);
        double[] norms = {2, 0.5, 10};
        balance.look(norms);
        for (int i = 0; i < 3; i++) {
            assertThat(balance.weight(i) * norms[i]).isCloseTo(12.5, within(1e-12));
        }
    }

    @Test
    void constantNormsAreApproachedGeometrically() {
        var balance = new GradientBalance(2, 0.9);
        for (int k = 0; k < 5; k++) {
            balance.look(1, 4);
        }
        // The fixed points are 5/1 and 5/4; what is missing falls by 0.9 a look.
        assertThat(balance.weight(0)).isCloseTo(5 - 4 * Math.pow(0.9, 5), within(1e-12));
        assertThat(balance.weight(1)).isCloseTo(1.25 - 0.25 * Math.pow(0.9, 5), within(1e-12));
    }

    @Test
    void aLossWithoutGradientKeepsItsWeight() {
        var balance = new GradientBalance(2, 0.5);
        balance.look(0, 3);
        assertThat(balance.weight(0)).isEqualTo(1);
        assertThat(balance.weight(1)).isEqualTo(1);
    }

    @Test
    void trainingChangesWhenBalancedAndStaysReproducible() {
        var plain = PinnPresets.adamOf(PinnPresets.ALLEN_CAHN, 3);
        double[] a = theta(plain);
        double[] b = theta(plain.balancing());
        assertThat(b).isNotEqualTo(a);
        assertThat(theta(plain.balancing())).isEqualTo(b);
    }

    private static double[] theta(PinnSettings settings) {
        return new PinnTrainer(PinnProblems.allenCahn(), settings)
                .solve(new Seeds(2))
                .windows()
                .getFirst()
                .theta();
    }

    @Test
    void itNeedsTwoLossesWithGradients() {
        var adam = PinnPresets.adamOf(PinnPresets.LORENZ, 3).balancing();
        assertThatThrownBy(() -> new PinnTrainer(PinnProblems.lorenz(0.5), adam))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "balanced needs an initial loss beside the residual; 'lorenz' has its start"
                                + " built in");
        assertThatThrownBy(PinnPresets.ALLEN_CAHN::balancing)
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("balanced and factorised need optimizer=ADAM or SOAP");
    }
}
