package org.separatrix.dynamics.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class StepControllerTest {

    @Test
    void quickLogarithmAndPowerAreAsGoodAsStated() {
        for (double x = 1e-40; x < 1e3; x *= 1.07) {
            assertThat(StepController.log2(x)).isCloseTo(Math.log(x) / Math.log(2), within(0.01));
        }
        for (double y = -30; y < 30; y += 0.013) {
            assertThat(StepController.exp2(y) / Math.pow(2, y)).isCloseTo(1, within(0.004));
        }
    }

    @Test
    void errorAtTheToleranceAsksForTheSafetyFactorInTheLongRun() {
        var controller = new StepController(5);
        controller.accepts(1);
        controller.accepts(1);
        assertThat(controller.factor()).isCloseTo(0.9, within(0.01));
    }

    @Test
    void rejectedStepShrinksByTheErrorsRootAndDoesNotGrowAtOnce() {
        var controller = new StepController(5);
        assertThat(controller.accepts(100)).isFalse();
        // Error 10, exponent 1/5 - 3/4*0.04 = 0.17.
        assertThat(controller.factor()).isCloseTo(0.9 * Math.pow(10, -0.17), within(1e-12));
        assertThat(controller.accepts(1e-12)).isTrue();
        assertThat(controller.factor()).isEqualTo(1);
    }

    @Test
    void nanIsARejectionThatShrinksAsFarAsAllowed() {
        var controller = new StepController(8);
        assertThat(controller.accepts(Double.NaN)).isFalse();
        assertThat(controller.factor()).isEqualTo(0.2);
    }
}
