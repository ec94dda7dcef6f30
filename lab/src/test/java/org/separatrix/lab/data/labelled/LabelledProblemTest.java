package org.separatrix.lab.data.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.separatrix.dynamics.files.LabelledSeries;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

class LabelledProblemTest {

    @ParameterizedTest
    @EnumSource
    void setsHaveTheirSizesAndEveryClass(LabelledProblem problem) {
        for (var set : new LabelledSeries[] {problem.train(1), problem.test(1)}) {
            assertThat(set.equalLength()).isTrue();
            assertThat(set.length(0)).isEqualTo(problem.length());
            assertThat(set.classes()).isEqualTo(problem.classes());
            for (String label : problem.classes()) {
                long count = set.labels().stream().filter(label::equals).count();
                assertThat(count)
                        .isBetween(
                                (long) set.size() / problem.classes().size(),
                                (long) set.size() / problem.classes().size() + 1);
            }
            for (var series : set.series()) {
                assertThat(Arrays.stream(series[0])).allMatch(Double::isFinite);
                assertThat(deviation(series[0])).isGreaterThan(0.1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameSeriesAndSetsShareNone(LabelledProblem problem) {
        double[] first = problem.train(3).series().getFirst()[0];
        assertThat(problem.train(3).series().getFirst()[0]).containsExactly(first);
        assertThat(problem.train(4).series().getFirst()[0]).isNotEqualTo(first);
        assertThat(problem.test(3).series().getFirst()[0]).isNotEqualTo(first);
    }

    @Test
    void thereAreTwelve() {
        assertThat(LabelledProblem.values()).hasSize(12);
        assertThat(LabelledProblem.CYLINDER_BELL_FUNNEL.title()).isEqualTo("cylinder-bell-funnel");
    }

    @Test
    void aControlChartWithoutPatternHasMeanThirtyAndDeviationTwo() {
        var chart = LabelledProblem.CONTROL_CHARTS;
        assertThat(mean(chart, "normal", LabelledProblemTest::mean)).isCloseTo(30, within(0.15));
        assertThat(mean(chart, "normal", LabelledProblemTest::deviation)).isCloseTo(2, within(0.1));
        // A trend of 0.2 to 0.5 a step ends on average 0.35 * 59 / 2 above its middle.
        assertThat(mean(chart, "rising", LabelledProblemTest::mean))
                .isCloseTo(30 + 0.35 * 59 / 2, within(1.0));
        // Amplitudes of 10 to 15 around 12.5 have a mean square of 79.2.
        assertThat(mean(chart, "cyclic", LabelledProblemTest::deviation))
                .isCloseTo(Math.sqrt(79.2 + 4), within(0.5));
    }

    @Test
    void aPlateauHasHeightSixOnItsStretch() {
        // 32 to 96 of 128 values: on average 63.5 at a height of 6.
        assertThat(
                        mean(
                                LabelledProblem.CYLINDER_BELL_FUNNEL,
                                "cylinder",
                                LabelledProblemTest::mean))
                .isCloseTo(6 * 64.0 / 128, within(0.3));
        assertThat(mean(LabelledProblem.CYLINDER_BELL_FUNNEL, "bell", LabelledProblemTest::mean))
                .isCloseTo(3 * 64.0 / 128, within(0.3));
    }

    @Test
    void chirpsAndResonancesHaveTheSameVariance() {
        // One of the signal, one of the noise.
        for (String label : LabelledProblem.CHIRPS.classes()) {
            assertThat(mean(LabelledProblem.CHIRPS, label, x -> Math.pow(deviation(x), 2)))
                    .isCloseTo(2, within(0.2));
        }
    }

    @Test
    void aFreePendulumSwingsOnAndADampedOneFades() {
        ToDoubleFunction<double[]> late =
                x -> deviation(Arrays.copyOfRange(x, 80, 120)) / deviation(Arrays.copyOf(x, 40));
        assertThat(mean(LabelledProblem.PENDULUM, "free", late)).isCloseTo(1, within(0.1));
        assertThat(mean(LabelledProblem.PENDULUM, "damped", late)).isLessThan(0.8);
    }

    @Test
    void neuronsFireAndSeizuresAreLarge() {
        double waiting = mean(LabelledProblem.NEURON, "excitable", LabelledProblemTest::deviation);
        double firing = mean(LabelledProblem.NEURON, "firing", LabelledProblemTest::deviation);
        double blocked = mean(LabelledProblem.NEURON, "blocked", LabelledProblemTest::deviation);
        assertThat(firing).isGreaterThan(waiting).isGreaterThan(blocked);
        assertThat(
                        mean(
                                LabelledProblem.ELECTROENCEPHALOGRAM,
                                "spiking",
                                LabelledProblemTest::deviation))
                .isGreaterThan(
                        2
                                * mean(
                                        LabelledProblem.ELECTROENCEPHALOGRAM,
                                        "rest",
                                        LabelledProblemTest::deviation));
    }

    private static double mean(
            LabelledProblem problem, String label, ToDoubleFunction<double[]> value) {
        var set = problem.test(5);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < set.size(); i++) {
            if (set.labels().get(i).equals(label)) {
                sum += value.applyAsDouble(set.series().get(i)[0]);
                count++;
            }
        }
        return sum / count;
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).average().orElseThrow();
    }

    private static double deviation(double[] x) {
        double mean = mean(x);
        return Math.sqrt(
                Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    }
}
