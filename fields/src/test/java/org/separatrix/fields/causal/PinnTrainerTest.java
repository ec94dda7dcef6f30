package org.separatrix.fields.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;

import java.util.List;
import java.util.Map;

class PinnTrainerTest {

    private static final Formulas OSCILLATOR =
            Formulas.residuals("x' = v\nv' = -k*x", PinnProblems.TIME, Map.of("k", 4.0));

    private static PinnProblem oscillator(double end) {
        return PinnProblem.ordinary(
                "oscillator", OSCILLATOR, new double[] {1, 0}, new double[] {2, 2}, end);
    }

    private static PinnSettings small(int iterations, double window) {
        return new PinnSettings(
                10,
                2,
                false,
                0,
                List.of(),
                24,
                1,
                false,
                new Emphasis.Causal(CausalWeights.RESIDUALS),
                EpsilonSchedule.decades(1e-2, 1, iterations, 1),
                PinnSettings.Optimizer.LM,
                false,
                new TimeMarching(window, 0.1, false));
    }

    @Test
    void anOscillatorIsSolvedOverTwoWindows() {
        var solution = new PinnTrainer(oscillator(2), small(120, 1)).solve(new Seeds(1));
        for (double t : new double[] {0, 0.4, 1, 1.7, 2}) {
            double[] state = solution.at(t, new double[1][0])[0];
            assertThat(state[0]).isCloseTo(Math.cos(2 * t), within(1e-4));
            assertThat(state[1]).isCloseTo(-2 * Math.sin(2 * t), within(2e-4));
        }
        assertThat(solution.smallestWeight()).isGreaterThan(0.99);
        assertThat(solution.at(0, new double[1][0])[0]).containsExactly(1, 0);
    }

    @Test
    void theSameSeedGivesTheSameWeightsAndAnotherOthers() {
        var trainer = new PinnTrainer(oscillator(1), small(10, 1));
        double[] a = trainer.solve(new Seeds(1)).windows().getFirst().theta();
        assertThat(trainer.solve(new Seeds(1)).windows().getFirst().theta()).isEqualTo(a);
        assertThat(trainer.solve(new Seeds(2)).windows().getFirst().theta()).isNotEqualTo(a);
    }

    @Test
    void aParameterIsFoundFromData() {
        var times = new double[20];
        var values = new double[20][2];
        for (int i = 0; i < 20; i++) {
            times[i] = 0.05 * (i + 1);
            values[i] = new double[] {Math.cos(2 * times[i]), Double.NaN};
        }
        var formulas = Formulas.residuals("x' = v\nv' = -k*x", PinnProblems.TIME, Map.of("k", 1.0));
        var problem =
                PinnProblem.ordinary(
                                "oscillator", formulas, new double[] {1, 0}, new double[] {2, 2}, 1)
                        .unknown(List.of("k"));
        var solution =
                new PinnTrainer(
                                problem,
                                small(150, 1),
                                new PinnTrainer.Data(times, values, 100),
                                "cpu")
                        .solve(new Seeds(3));
        assertThat(solution.found().get("k")).isCloseTo(4, within(1e-3));
    }

    /// The gradient of the trained loss is that of the weighted sum with frozen weights.
    @Test
    void weightsAreConstantsForDifferentiation() {
        var trainer = new PinnTrainer(oscillator(1), small(1, 1));
        var parts = trainer.assembled(new Seeds(4));
        var squares = parts.squares();
        double[] theta = parts.theta();
        int n = squares.parameters();
        var r = new double[squares.size()];
        var rows = new double[squares.size() * n];
        squares.values(theta, r);
        squares.jacobian(theta, 0, r.length, rows);
        var w = new double[r.length];
        squares.weigh(r, w);
        int j = 7;
        double gradient = 0;
        for (int i = 0; i < r.length; i++) {
            gradient += 2 * w[i] * r[i] * rows[i * n + j];
        }
        double h = 1e-6;
        double frozen = (sum(squares, theta, j, h, w) - sum(squares, theta, j, -h, w)) / (2 * h);
        double moving =
                (sum(squares, theta, j, h, null) - sum(squares, theta, j, -h, null)) / (2 * h);
        assertThat(gradient).isCloseTo(frozen, within(1e-7 * Math.abs(frozen)));
        // Differentiating the weights too would give another number: the test can tell.
        assertThat(Math.abs(moving - frozen)).isGreaterThan(1e-4 * Math.abs(frozen));
    }

    private static double sum(
            SquaresOfPoints squares,
            double[] theta,
            int j,
            double h,
            double @org.jspecify.annotations.Nullable [] frozen) {
        double[] moved = theta.clone();
        moved[j] += h;
        var r = new double[squares.size()];
        squares.values(moved, r);
        var w = new double[r.length];
        squares.weigh(r, w);
        double sum = 0;
        for (int i = 0; i < r.length; i++) {
            sum += (frozen == null ? w[i] : frozen[i]) * r[i] * r[i];
        }
        return sum;
    }

    @Test
    void convergenceRatesAreTheMeanSquaredGradients() {
        var problem = PinnProblems.regular(0.1);
        var settings = PinnPresets.REGULAR;
        var trainer = new PinnTrainer(problem, settings);
        var parts = trainer.assembled(new Seeds(5));
        int n = parts.squares().parameters();
        int inside = settings.times() * settings.places();
        var rows = new double[parts.squares().size() * n];
        parts.squares().jacobian(parts.theta(), 0, parts.squares().size(), rows);
        double[] rates = trainer.rates(parts.window(), parts.theta());
        // Rows inside are divided by the root of their number.
        int places = settings.places();
        double trace = 0;
        for (int p = 3 * places; p < 4 * places; p++) {
            for (int j = 0; j < n; j++) {
                trace += inside * rows[p * n + j] * rows[p * n + j];
            }
        }
        assertThat(rates[3]).isCloseTo(trace / places, within(1e-9 * rates[3]));
        assertThat(rates).hasSize(settings.times());
    }

    @Test
    void adamLowersTheLossInSinglePrecision() {
        var settings =
                PinnPresets.adamOf(PinnPresets.REGULAR, 60)
                        .marching(new TimeMarching(0.1, 0, false));
        var history =
                new PinnTrainer(PinnProblems.regular(0.1), settings)
                        .solve(new Seeds(0))
                        .windows()
                        .getFirst()
                        .history();
        assertThat(history.initial()[history.initial().length - 1])
                .isLessThan(0.5 * history.initial()[0]);
    }

    @Test
    void rowsInPartsAreTheRowsOfAll() {
        var squares = new PinnTrainer(oscillator(1), small(1, 1)).assembled(new Seeds(4)).squares();
        double[] theta =
                new PinnTrainer(oscillator(1), small(1, 1)).assembled(new Seeds(4)).theta();
        int n = squares.parameters();
        int m = squares.size();
        var all = new double[m * n];
        squares.jacobian(theta, 0, m, all);
        // A cut inside a point, which has two rows.
        var part = new double[7 * n];
        squares.jacobian(theta, 3, 10, part);
        assertThat(part).containsExactly(java.util.Arrays.copyOfRange(all, 3 * n, 10 * n));
    }

    @Test
    void soapLowersTheResidualOnItsOwnPath() {
        var settings = small(300, 1).by(PinnSettings.Optimizer.SOAP);
        var soap = new PinnTrainer(oscillator(1), settings).solve(new Seeds(0)).windows();
        double[] residual = soap.getFirst().history().residual();
        assertThat(residual[residual.length - 1]).isLessThan(0.1 * residual[0]);
        var adam = settings.by(PinnSettings.Optimizer.ADAM);
        assertThat(new PinnTrainer(oscillator(1), adam).solve(new Seeds(0)).windows().getFirst())
                .extracting(PinnSolution.Piece::theta)
                .isNotEqualTo(soap.getFirst().theta());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leastSquaresOnRandomPointsSolvesTheHeatEquation(boolean gated) {
        var heat =
                PinnProblem.periodic(
                        "heat",
                        Formulas.residuals("u' = 0.5*u_xx", PinnProblems.LINE, Map.of()),
                        0,
                        2 * Math.PI,
                        x -> new double[] {Math.sin(x[0])},
                        100,
                        1);
        var settings =
                new PinnSettings(
                        8,
                        1,
                        gated,
                        1,
                        List.of(),
                        8,
                        12,
                        true,
                        new Emphasis.Causal(CausalWeights.GATED),
                        EpsilonSchedule.decades(1e-2, 1, 60, 1),
                        PinnSettings.Optimizer.LM,
                        false,
                        TimeMarching.single(1));
        var solution = new PinnTrainer(heat, settings).solve(new Seeds(0));
        assertThat(solution.at(1, new double[][] {{1.2}})[0][0])
                .isCloseTo(Math.exp(-0.5) * Math.sin(1.2), within(1e-3));
        var again = new PinnTrainer(heat, settings).solve(new Seeds(0));
        assertThat(again.windows().getFirst().theta())
                .isEqualTo(solution.windows().getFirst().theta());
    }

    @Test
    void gatedNetworksTrainOnRandomPoints() {
        var paper = PinnPresets.paperRegular(3);
        var settings =
                new PinnSettings(
                        8,
                        2,
                        true,
                        2,
                        List.of(0),
                        4,
                        6,
                        true,
                        paper.emphasis(),
                        paper.schedule(),
                        PinnSettings.Optimizer.ADAM,
                        false,
                        paper.marching());
        var solution = new PinnTrainer(PinnProblems.regular(0.2), settings).solve(new Seeds(0));
        assertThat(solution.windows()).hasSize(2);
        assertThat(solution.at(0.2, new double[][] {{0.3}})[0][0]).isFinite();
    }

    @Test
    void turbulenceHandsVelocityAndVorticityOver() {
        PinnProblem.Profile vortex =
                p ->
                        new double[] {
                            Math.cos(p[0]) * Math.sin(p[1]),
                            -Math.sin(p[0]) * Math.cos(p[1]),
                            -2 * Math.cos(p[0]) * Math.cos(p[1])
                        };
        var settings =
                new PinnSettings(
                        8,
                        1,
                        false,
                        1,
                        List.of(),
                        3,
                        6,
                        false,
                        new Emphasis.Causal(CausalWeights.GATED),
                        EpsilonSchedule.decades(1e-3, 1, 30, 1),
                        PinnSettings.Optimizer.LM,
                        false,
                        new TimeMarching(0.1, 0, false));
        var solution =
                new PinnTrainer(PinnProblems.navierStokes(100, vortex, 0.1), settings)
                        .solve(new Seeds(0));
        double[] place = {0.4, 1.1};
        double[] found = solution.at(0.1, new double[][] {place})[0];
        double[] wanted = vortex.at(place);
        double decay = Math.exp(-2 * 0.1 / 100);
        assertThat(found[0]).isCloseTo(wanted[0] * decay, within(1e-2));
        assertThat(found[1]).isCloseTo(wanted[1] * decay, within(1e-2));
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        assertThatThrownBy(() -> new PinnTrainer(oscillator(1), small(1, 0.3)))
                .isInstanceOf(LabException.class)
                .hasMessage("the end 1.0 is not a multiple of the window length 0.3");
        assertThatThrownBy(() -> new PinnTrainer(PinnProblems.regular(0.1), small(1, 0.1)))
                .hasMessage("harmonics must be at least 1 on a periodic domain, got 0");
        assertThatThrownBy(() ->
                        PinnProblem.ordinary("o", OSCILLATOR, new double[2], new double[1], 1))
                .hasMessage("expected 2 scales, one a field, got 1");
        var broken = Formulas.residuals("x' = log(-1 - x^2)", PinnProblems.TIME, Map.of());
        var problem = PinnProblem.ordinary("b", broken, new double[] {1}, new double[] {1}, 1);
        assertThatThrownBy(() -> new PinnTrainer(problem, small(5, 1)).solve(new Seeds(0)))
                .hasMessage("the residual is not finite at time 0.0 (index 0), point 0");
    }

    /// A residual of the size of the speed needs an epsilon smaller by its square, and times closer
    /// than the wave takes to turn.
    @Test
    void aFastWaveIsFollowed() {
        var problem = PinnProblems.convection(30).until(0.1);
        var p = PinnPresets.CONVECTION;
        var settings =
                new PinnSettings(
                        12,
                        2,
                        false,
                        p.harmonics(),
                        p.powers(),
                        16,
                        12,
                        false,
                        p.emphasis(),
                        EpsilonSchedule.decades(1e-5, 1e-1, 80, 1),
                        p.optimizer(),
                        false,
                        TimeMarching.single(0.1));
        var solution = new PinnTrainer(problem, settings).solve(new Seeds(3));
        for (double x : new double[] {0, 1, 4}) {
            double u = solution.at(0.1, new double[][] {{x}})[0][0];
            assertThat(u).isCloseTo(Math.sin(x - 3), within(1e-2));
        }
    }

    /// The last look but one is at the weights before the last step: of one step, at the start.
    @Test
    void ratesAreMeasuredWhileAdamTrains() {
        var settings = PinnPresets.adamOf(PinnPresets.ALLEN_CAHN, 1);
        var trainer = new PinnTrainer(PinnProblems.allenCahn(), settings);
        var history = trainer.solve(new Seeds(2)).windows().getFirst().history();
        assertThat(history.rates()).hasDimensions(1, 32);
        var start = trainer.assembled(new Seeds(2));
        double[] before = trainer.rates(start.window(), start.theta());
        for (int i = 0; i < before.length; i++) {
            // Weights went through single precision.
            assertThat(history.rates()[0][i]).isCloseTo(before[i], withinPercentage(1e-3));
        }
    }
}
