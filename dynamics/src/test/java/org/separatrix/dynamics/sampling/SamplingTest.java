package org.separatrix.dynamics.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.Observables;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.integrate.Integrators;

final class SamplingTest {

    private static final SystemDescription LORENZ = Catalog.system("Lorenz");
    private static final double PERIOD = LORENZ.period().orElseThrow();
    private static final Sampling SHORT = Sampling.DEFAULT.withPoints(200, 100);

    private static Trajectory one(Sampling settings) {
        return Samples.of(LORENZ, settings).trajectories().getFirst();
    }

    @Test
    void resampledTimesIncludeBothEnds() {
        var trajectory = one(SHORT);
        assertThat(trajectory.size()).isEqualTo(200);
        assertThat(trajectory.time(0)).isZero();
        assertThat(trajectory.time(199)).isCloseTo(2 * PERIOD, within(1e-12));
        assertThat(trajectory.time(1)).isCloseTo(PERIOD / 100 * 200 / 199, within(1e-15));
    }

    @Test
    void exactSpacingIsThePeriodOverItsPoints() {
        var exact = SHORT.withSpacing(true, Sampling.Timescale.FOURIER, true);
        assertThat(exact.spacing(LORENZ)).isEqualTo(PERIOD / 100);
    }

    @Test
    void lyapunovTimeScalesWithTheInverseExponent() {
        var settings = SHORT.withSpacing(true, Sampling.Timescale.LYAPUNOV, true);
        double exponent = LORENZ.invariants().largestLyapunov().orElseThrow().value();
        assertThat(settings.spacing(LORENZ)).isCloseTo(1 / exponent / 100, within(1e-15));
    }

    @Test
    void withoutResamplingTheSpacingIsTheSystemsStep() {
        var settings = SHORT.withSpacing(false, Sampling.Timescale.FOURIER, false);
        assertThat(one(settings).time(1)).isEqualTo(LORENZ.step().orElseThrow());
    }

    @Test
    void aSystemWithoutPeriodIsToldApart() {
        var unknown =
                Catalog.names(SystemDescription.Kind.FLOW).stream()
                        .map(Catalog::system)
                        .filter(system -> system.period().isEmpty())
                        .findFirst();
        unknown.ifPresent(system ->
                assertThatThrownBy(() -> Samples.of(system, SHORT))
                        .hasMessage(
                                system.name()
                                        + " has no stored period; sample by its step instead"));
    }

    @Test
    void standardizedIntegrationAgreesWithStandardizingAfterwards() {
        var sampler = new AttractorSampler(LORENZ, Sampling.DEFAULT);
        var scale = Scale.of(sampler.reference());
        double[] times = SHORT.times(LORENZ);
        var integrator = Integrators.named("dop853").tolerance(1e-12, 1e-12);
        var x = integrator.solve(LORENZ.flow(), LORENZ.initial(), times);
        var y =
                integrator.solve(
                        new StandardizedFlow(LORENZ.flow(), scale),
                        scale.standardize(LORENZ.initial()),
                        times);
        for (int i = 0; i < times.length; i++) {
            double[] restored = scale.restore(y.state(i));
            for (int j = 0; j < 3; j++) {
                assertThat(restored[j]).isCloseTo(x.state(i, j), within(1e-7));
            }
        }
    }

    @Test
    void standardizedJacobianIsTheDerivativeOfTheStandardizedRightHandSide() {
        var scale = new Scale(new double[] {1, -2, 20}, new double[] {8, 9, 0.5});
        var flow = new StandardizedFlow(LORENZ.flow(), scale);
        double[] y = {0.3, -0.7, 1.1};
        var jacobian = new double[9];
        flow.jacobian(0, y, jacobian);
        double h = 1e-6;
        for (int k = 0; k < 3; k++) {
            var above = new double[3];
            var below = new double[3];
            double[] moved = y.clone();
            moved[k] = y[k] + h;
            flow.derivative(0, moved, above);
            moved[k] = y[k] - h;
            flow.derivative(0, moved, below);
            for (int i = 0; i < 3; i++) {
                assertThat(jacobian[3 * i + k])
                        .isCloseTo((above[i] - below[i]) / (2 * h), within(1e-6));
            }
        }
    }

    @Test
    void standardizedSamplesHaveUnitScaleOverALongRun() {
        var scale = Scale.of(one(Sampling.DEFAULT.withPoints(5000, 100).withOutput(true, false)));
        for (int j = 0; j < 3; j++) {
            assertThat(scale.mean()[j]).isCloseTo(0, within(0.25));
            assertThat(scale.deviation()[j]).isCloseTo(1, within(0.15));
        }
    }

    @Test
    void theSameSeedGivesTheSameNumbersAndAnotherOneDoesNot() {
        var settings = SHORT.withRandom(0.5, 3, 11);
        var first = Samples.of(LORENZ, settings).trajectories();
        var again = Samples.of(LORENZ, settings).trajectories();
        var other = Samples.of(LORENZ, settings.withRandom(0.5, 3, 12)).trajectories();
        assertThat(first).hasSize(3);
        for (int k = 0; k < 3; k++) {
            assertThat(again.get(k).states()).containsExactly(first.get(k).states());
            assertThat(other.get(k).states()).isNotEqualTo(first.get(k).states());
        }
        assertThat(first.get(0).state(0)).isNotEqualTo(first.get(1).state(0));
    }

    @Test
    void noiseSpreadsAsTheSquareRootOfTime() {
        // Over a time much shorter than the dynamics the spread is that of Brownian motion.
        double h = LORENZ.step().orElseThrow();
        double[] times = {0, 10 * h};
        double clean = noisy(0, times, 0);
        double squares = 0;
        int paths = 2000;
        for (int seed = 0; seed < paths; seed++) {
            double off = noisy(2, times, seed) - clean;
            squares += off * off;
        }
        double expected = 4 * 10 * h;
        assertThat(squares / paths).isCloseTo(expected, within(0.12 * expected));
    }

    @Test
    void noiseIsMeasuredInStandardDeviations() {
        var settings = SHORT.withRandom(0.5, 1, 3);
        double sigma = Scale.of(new AttractorSampler(LORENZ, settings).reference()).deviation()[2];
        double[] times = {0, settings.spacing(LORENZ)};
        double off = one(settings).state(1, 2) - noisy(0, times, 3);
        // The deviation of a run of 41 periods is not quite that of a longer one.
        assertThat(off / (noisy(0.5 * sigma, times, 3) - noisy(0, times, 3)))
                .isCloseTo(1, within(0.2));
    }

    /// The last z of a path with noise of this strength in state units.
    private static double noisy(double strength, double[] times, int seed) {
        double[] strengths = {strength, strength, strength};
        return new NoisyPath(LORENZ.flow(), strengths, LORENZ.step().orElseThrow())
                .solve(
                        LORENZ.initial().clone(),
                        times,
                        AttractorSampler.random(seed, "noise", 0),
                        () -> false)
                .last()[2];
    }

    @Test
    void boundedObservablesReplaceTheStates() {
        var system = Catalog.system("ArnoldBeltramiChildress");
        var trajectory =
                Samples.of(system, SHORT.withOutput(false, true)).trajectories().getFirst();
        assertThat(trajectory.names()).isEqualTo(system.observables());
        for (double v : trajectory.states()) {
            assertThat(Math.abs(v)).isLessThanOrEqualTo(1);
        }
        var states = Samples.of(system, SHORT).trajectories().getFirst();
        assertThat(trajectory.state(7, 0)).isCloseTo(Math.sin(states.state(7, 0)), within(1e-14));
    }

    @Test
    void everyListOfObservablesCompiles() {
        Catalog.names(SystemDescription.Kind.FLOW).stream()
                .map(Catalog::system)
                .filter(system -> !system.observables().isEmpty())
                .forEach(system -> {
                    var start =
                            new Trajectory(
                                    new double[1], system.initial().clone(), system.flow().names());
                    for (double v : Observables.of(system).apply(start).states()) {
                        assertThat(v).as(system.name()).isFinite();
                    }
                });
    }

    @Test
    void trainAndTestBeginAtDifferentPoints() {
        var samples = Samples.trainAndTest(LORENZ, SHORT, () -> false).univariate();
        var train = samples.trajectories().get(0);
        var test = samples.trajectories().get(1);
        assertThat(train.names()).containsExactly("x");
        assertThat(train.state(0)).containsExactly(LORENZ.initial()[0]);
        assertThat(test.state(0)).isNotEqualTo(train.state(0));
        assertThat(test.times()).containsExactly(train.times());
    }

    @Test
    void theTestSharesNoStretchWithTheTraining() {
        var samples = Samples.trainAndTest(LORENZ, SHORT.withPoints(6000, 100), () -> false);
        var train = samples.trajectories().get(0);
        double[] start = samples.trajectories().get(1).state(0);
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < train.size(); i++) {
            double squares = 0;
            for (int j = 0; j < 3; j++) {
                squares += Math.pow(train.state(i, j) - start[j], 2);
            }
            nearest = Math.min(nearest, Math.sqrt(squares));
        }
        // Sixty periods pass near any point, but not through it.
        assertThat(nearest).isGreaterThan(1e-4);
    }

    @Test
    void failedIntegrationsAreDroppedAndTold() {
        var samples = Samples.of(LORENZ, SHORT, () -> true);
        assertThat(samples.trajectories()).isEmpty();
        assertThat(samples.failures()).singleElement().asString().startsWith("Lorenz, start 0: ");
    }

    @Test
    void jitterIsSmallAndRelative() {
        var sampler = new AttractorSampler(LORENZ, Sampling.DEFAULT);
        double[] start = sampler.jittered(4);
        for (int j = 0; j < 3; j++) {
            double relative = start[j] / LORENZ.initial()[j] - 1;
            assertThat(Math.abs(relative)).isBetween(1e-9, 1e-3);
        }
        var system = sampler.jitteredParameters(2);
        assertThat(system.parameters()).isNotEqualTo(LORENZ.parameters());
        assertThat(system.parameters().keySet()).isEqualTo(LORENZ.parameters().keySet());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> Sampling.DEFAULT.withPoints(1, 100))
                .hasMessage("points must be at least 2, got 1");
        assertThatThrownBy(() -> Sampling.DEFAULT.withPoints(10, 1))
                .hasMessage("pointsPerPeriod must be at least 2, got 1");
        assertThatThrownBy(() -> Sampling.DEFAULT.withRandom(-1, 1, 0))
                .hasMessage("noise must be finite and not negative, got -1.0");
        assertThatThrownBy(() -> Samples.of(Catalog.system("Henon"), Sampling.DEFAULT))
                .hasMessage("Henon is a map; only flows are sampled this way");
    }
}
