package org.separatrix.fields.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.lab.LabException;

import java.util.List;
import java.util.random.RandomGeneratorFactory;

class CausalWeightsTest {

    private static final double[] LOSSES = {1, 2, 3};

    @Test
    void aTimeIsGatedByAllEarlierResiduals() {
        assertThat(CausalWeights.RESIDUALS.of(0.5, 4, LOSSES))
                .containsExactly(new double[] {1, Math.exp(-0.5), Math.exp(-1.5)}, within(1e-15));
    }

    @Test
    void theInitialLossGatesAllTimesWhereItIsAsked() {
        double gate = Math.exp(-2);
        assertThat(CausalWeights.GATED.of(0.5, 4, LOSSES))
                .containsExactly(
                        new double[] {gate, gate * Math.exp(-0.5), gate * Math.exp(-1.5)},
                        within(1e-15));
    }

    @Test
    void withoutCausalityAllWeightsAreOne() {
        assertThat(CausalWeights.GATED.of(0, 4, LOSSES)).containsExactly(1, 1, 1);
    }

    @Test
    void weightsNeverAscendAndLieInTheUnitInterval() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        for (int trial = 0; trial < 50; trial++) {
            double[] losses = random.doubles(20, 0, 0.2).toArray();
            double[] w = CausalWeights.GATED.of(10 * random.nextDouble(), 0.1, losses);
            for (int i = 0; i < w.length; i++) {
                assertThat(w[i]).isGreaterThan(0).isLessThanOrEqualTo(i == 0 ? 1 : w[i - 1]);
            }
        }
    }

    @Test
    void theIntegralScaleDoesNotDependOnTheNumberOfTimes() {
        var weights =
                new CausalWeights(
                        CausalWeights.Variant.RESIDUALS_ONLY,
                        CausalWeights.Scale.INTEGRAL,
                        0,
                        0.99);
        double coarse = CausalWeights.smallest(weights.of(1, 0, constant(50)));
        double fine = CausalWeights.smallest(weights.of(1, 0, constant(5000)));
        // 49/50 against 4999/5000 of the integral exp(-1).
        assertThat(coarse).isCloseTo(Math.exp(-0.98), within(1e-12));
        assertThat(fine).isCloseTo(Math.exp(-0.9998), within(1e-12));
    }

    private static double[] constant(int n) {
        var losses = new double[n];
        java.util.Arrays.fill(losses, 0.01);
        return losses;
    }

    @Test
    void timesOfAChunkShareAWeight() {
        var chunked =
                new CausalWeights(
                        CausalWeights.Variant.RESIDUALS_ONLY, CausalWeights.Scale.SUM, 2, 0.99);
        // Mean of the first chunk: 2.
        assertThat(chunked.of(1, 0, new double[] {1, 3, 5, 7}))
                .containsExactly(new double[] {1, 1, Math.exp(-2), Math.exp(-2)}, within(1e-15));
    }

    @Test
    void badSettingsAreRefused() {
        assertThatThrownBy(() ->
                        new CausalWeights(
                                CausalWeights.Variant.INITIAL_GATES, CausalWeights.Scale.SUM, 0, 1))
                .isInstanceOf(LabException.class)
                .hasMessage("delta must lie in (0, 1), got 1.0");
        assertThatThrownBy(() -> new EpsilonSchedule(List.of(0.0, 1.0), 10, 1))
                .hasMessage("epsilons must be positive, got 0.0");
        assertThatThrownBy(() -> new EpsilonSchedule(List.of(1.0, 0.5), 10, 1))
                .hasMessage("epsilons must increase, got [1.0, 0.5]");
        assertThatThrownBy(() -> new TimeMarching(0, 0, false))
                .hasMessage("window length must be positive, got 0.0");
        assertThatThrownBy(() -> new TimeMarching(0.3, 0, false).windows(1))
                .hasMessage("the end 1.0 is not a multiple of the window length 0.3");
        assertThatThrownBy(() -> new Collocation(new double[] {0}, new double[1][0]))
                .hasMessage("expected at least 2 times, got 1");
        assertThatThrownBy(() -> new Collocation(new double[] {0, 2, 1}, new double[1][0]))
                .hasMessage("times must ascend without duplicates, got 1.0 after 2.0");
        assertThatThrownBy(() -> new Collocation(new double[] {0, 1, 1}, new double[1][0]))
                .hasMessage("times must ascend without duplicates, got 1.0 after 1.0");
    }
}
