package org.separatrix.fields.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// The solutions that networks are judged by.
class ReferencesTest {

    @Test
    void allenCahnReachesTheKnownValuesAndStaysEven() {
        var problem = PinnProblems.allenCahn();
        var frames = References.periodic(problem, 1024, 2, 2000);
        double[] last = frames.last();
        // x = -1 + 2 j / 1024: the middle is 0, 128 points on is 0.25.
        assertThat(last[512]).isCloseTo(0.0295797224, within(1e-8));
        assertThat(last[512 + 128]).isCloseTo(0.9884746503, within(1e-8));
        for (int j = 1; j < 512; j++) {
            assertThat(last[512 + j]).isCloseTo(last[512 - j], within(1e-9));
        }
    }

    @Test
    void regularKuramotoSivashinskyStaysOddAndKeepsItsMean() {
        var frames = References.periodic(PinnProblems.regular(0.1), 128, 2, 400);
        double[] last = frames.last();
        double mean = 0;
        for (int j = 1; j < 64; j++) {
            assertThat(last[64 + j]).isCloseTo(-last[64 - j], within(1e-9));
        }
        for (double u : last) {
            mean += u / last.length;
        }
        assertThat(mean).isCloseTo(0, within(1e-13));
    }

    @Test
    void chaoticKuramotoSivashinskyVanishesWhereItsSymmetrySays() {
        // u(t, pi - x) = -u(t, x), so u(t, pi/2) = 0.
        var last = References.periodic(PinnProblems.chaotic(0.1), 256, 2, 2000).last();
        assertThat(last[64]).isCloseTo(0, within(1e-8));
    }

    @Test
    void theLorenzReferenceAgreesWithAnotherMethod() {
        var problem = PinnProblems.lorenz(2);
        double[] ours = References.ordinary(problem, new double[] {0, 2}).last();
        var theirs =
                org.separatrix.dynamics.integrate.Integrators.named("dop853")
                        .tolerance(1e-13, 1e-13)
                        .solve(
                                org.separatrix.dynamics.catalog.Catalog.flow("Lorenz")
                                        .withParameter("beta", 8.0 / 3),
                                new double[] {1, 1, 1},
                                new double[] {0, 2})
                        .last();
        assertThat(ours).containsExactly(theirs, within(1e-9));
    }
}
