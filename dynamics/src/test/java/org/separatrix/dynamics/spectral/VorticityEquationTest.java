package org.separatrix.dynamics.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.integrate.CancelledException;
import org.separatrix.dynamics.integrate.DivergedException;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;

class VorticityEquationTest {

    private static final double PERIOD = 2 * Math.PI;

    private static double[] values(SpectralGrid2d grid, DoubleBinaryOperator f) {
        int n = grid.points();
        var u = new double[grid.size()];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                u[i * n + j] = f.applyAsDouble(grid.x(i), grid.x(j));
            }
        }
        return u;
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    private static StreamFunction flow() {
        return StreamFunction.turbulence(3, 4, new SplittableRandom(1));
    }

    @Test
    void aTransformAndBackIsTheSame() {
        for (int n : new int[] {4, 12, 32, 30}) {
            var grid = new SpectralGrid2d(n, 3);
            var u = new SplittableRandom(n).doubles(grid.size(), -1, 1).toArray();
            var spectrum = new double[grid.spectrumLength()];
            var back = new double[grid.size()];
            grid.forward(u, spectrum);
            grid.inverse(spectrum, back);
            assertThat(distance(u, back)).isLessThan(1e-14);
            assertThat(spectrum[0]).isCloseTo(Arrays.stream(u).average().orElse(9), within(1e-15));
        }
    }

    @Test
    void modesStandWhereTheirWavenumbersSay() {
        var grid = new SpectralGrid2d(16, PERIOD);
        var spectrum = new double[grid.spectrumLength()];
        // cos(2y - 3x) = (e^{i(-3x + 2y)} + conjugate)/2: index -3 along x, 2 along y.
        grid.forward(values(grid, (x, y) -> Math.cos(2 * y - 3 * x)), spectrum);
        int at = 2 * (2 * 16 + 13);
        assertThat(grid.wavenumber(13)).isEqualTo(-3);
        assertThat(spectrum[at]).isCloseTo(0.5, within(1e-15));
        spectrum[at] = 0;
        assertThat(distance(spectrum, new double[spectrum.length])).isLessThan(1e-15);
    }

    @Test
    void derivativesOfWavesAreExact() {
        var grid = new SpectralGrid2d(24, 3);
        double k = PERIOD / 3;
        var spectrum = new double[grid.spectrumLength()];
        var out = new double[grid.size()];
        grid.forward(values(grid, (x, y) -> Math.sin(2 * k * x) * Math.cos(k * y)), spectrum);
        grid.differentiate(spectrum, 2, 1, spectrum);
        grid.inverse(spectrum, out);
        var exact = values(grid, (x, y) -> 4 * k * k * k * Math.sin(2 * k * x) * Math.sin(k * y));
        assertThat(distance(out, exact)).isLessThan(1e-11);
    }

    @Test
    void theTwoThirdsRuleKeepsProductsFreeOfAliasing() {
        for (int n : new int[] {24, 32}) {
            var grid = new SpectralGrid2d(n, PERIOD);
            int k = grid.kept();
            // cos^2 has the mode 2k, which aliases to 2k - n: it must lie beyond what is kept.
            var spectrum = new double[grid.spectrumLength()];
            grid.forward(values(grid, (x, y) -> 2 * Math.pow(Math.cos(k * (x + y)), 2)), spectrum);
            grid.dealias(spectrum);
            assertThat(spectrum[0]).isCloseTo(1, within(1e-14));
            spectrum[0] = 0;
            assertThat(distance(spectrum, new double[spectrum.length])).isLessThan(1e-14);
            assertThat(3 * k).isLessThan(n).isGreaterThanOrEqualTo(n - 3);
        }
    }

    @Test
    void theVortexOfTaylorAndGreenDecaysExactly() {
        double nu = 0.05;
        var equation = VorticityEquation.of(16, PERIOD, nu);
        var start = values(equation.grid(), (x, y) -> -2 * Math.cos(x) * Math.cos(y));
        var last = equation.solve(start, 0.1, 2, 20, () -> false)[1];
        var exact = Arrays.stream(start).map(w -> w * Math.exp(-2 * nu * 2)).toArray();
        assertThat(distance(last, exact)).isLessThan(1e-13);
    }

    /// A steady vortex carried by itself is steady; carried obliquely it must not be.
    @Test
    void twoVorticesOfUnlikeScaleMoveAsTheEquationSays() {
        var equation = VorticityEquation.of(32, PERIOD, 0);
        // psi = sin x + sin 2y: u = 2 cos 2y, v = -cos x, w = sin x + 4 sin 2y.
        var start = values(equation.grid(), (x, y) -> Math.sin(x) + 4 * Math.sin(2 * y));
        double h = 1e-3;
        var after = equation.solve(start, h, 2, 1, () -> false)[1];
        var before = start.clone();
        // w_t = -(u w_x + v w_y) = -(2 cos 2y cos x - 8 cos x cos 2y) = 6 cos x cos 2y.
        var slope = values(equation.grid(), (x, y) -> 6 * Math.cos(x) * Math.cos(2 * y));
        for (int i = 0; i < before.length; i++) {
            before[i] += h * slope[i];
        }
        assertThat(distance(after, before)).isLessThan(30 * h * h);
    }

    @Test
    void velocityHasNoDivergenceAndTheVorticityAsItsCurl() {
        var equation = VorticityEquation.of(32, PERIOD, 0.01);
        var grid = equation.grid();
        var evolution = equation.evolution(0.01);
        evolution.start(flow().vorticity(grid));
        var u = new double[grid.size()];
        var v = new double[grid.size()];
        evolution.velocity(u, v);
        for (int i = 0; i < 32; i += 7) {
            double[] exact = flow().at(grid.x(i), grid.x(5));
            assertThat(u[i * 32 + 5]).isCloseTo(exact[0], within(1e-12));
            assertThat(v[i * 32 + 5]).isCloseTo(exact[1], within(1e-12));
        }
    }

    @Test
    void withoutViscosityEnergyAndEnstrophyStay() {
        var equation = VorticityEquation.of(32, PERIOD, 0);
        var evolution = equation.evolution(0.005);
        evolution.start(flow().vorticity(equation.grid()));
        double energy = evolution.energy();
        double enstrophy = evolution.enstrophy();
        for (int s = 0; s < 200; s++) {
            evolution.advance();
        }
        // What is lost is the error of the time step, of order h^5 a step.
        assertThat(evolution.energy()).isCloseTo(energy, within(1e-7 * energy));
        assertThat(evolution.enstrophy()).isCloseTo(enstrophy, within(1e-6 * enstrophy));
        double[] shells = evolution.energySpectrum();
        assertThat(Arrays.stream(shells).sum()).isCloseTo(evolution.energy(), within(1e-12));
    }

    /// dE/dt = -2 nu Z - 2 drag E and Z the mean enstrophy, checked by a central difference.
    @Test
    void energyFallsAsTheEnstrophySays() {
        double nu = 0.02;
        double drag = 0.3;
        double h = 1e-3;
        var equation = VorticityEquation.of(48, PERIOD, nu).dragged(drag);
        var evolution = equation.evolution(h);
        evolution.start(flow().vorticity(equation.grid()));
        double before = evolution.energy();
        evolution.advance();
        double wanted = -2 * nu * evolution.enstrophy() - 2 * drag * evolution.energy();
        evolution.advance();
        double slope = (evolution.energy() - before) / (2 * h);
        assertThat(slope).isCloseTo(wanted, within(1e-5 * Math.abs(wanted)));
    }

    @Test
    void halvingTheStepLowersTheErrorSixteenfold() {
        var equation = VorticityEquation.of(32, PERIOD, 0.01);
        double[] start = flow().vorticity(equation.grid());
        double[] exact = equation.solve(start, 0.5 / 320, 2, 320, () -> false)[1];
        double coarse = distance(equation.solve(start, 0.5 / 20, 2, 20, () -> false)[1], exact);
        double fine = distance(equation.solve(start, 0.5 / 40, 2, 40, () -> false)[1], exact);
        assertThat(coarse / fine).isCloseTo(16, within(2.0));
    }

    /// Here the shells beyond 21 hold 1e-13 of energy, so that vorticity errs by some 1e-5.
    @Test
    void aFinerGridAgrees() {
        var coarse = VorticityEquation.of(64, PERIOD, 0.1);
        var fine = VorticityEquation.of(128, PERIOD, 0.1);
        double[] a = coarse.solve(flow().vorticity(coarse.grid()), 0.01, 2, 50, () -> false)[1];
        double[] b = fine.solve(flow().vorticity(fine.grid()), 0.01, 2, 50, () -> false)[1];
        for (int i = 0; i < 64; i++) {
            for (int j = 0; j < 64; j++) {
                assertThat(a[i * 64 + j]).isCloseTo(b[2 * i * 128 + 2 * j], within(1e-4));
            }
        }
    }

    @Test
    void forcingAgainstDragComesToRest() {
        var base = VorticityEquation.of(16, PERIOD, 0.5);
        var source = values(base.grid(), (x, _) -> Math.cos(2 * x));
        var equation = base.forced(source).dragged(1);
        double[] last = equation.solve(new double[256], 0.1, 2, 200, () -> false)[1];
        // A parallel flow does not carry itself: w = f / (nu k^2 + drag).
        for (int i = 0; i < last.length; i++) {
            assertThat(last[i]).isCloseTo(source[i] / 3, within(1e-12));
        }
    }

    @Test
    void theRandomFlowHasItsVorticityAndDependsOnItsSeedAlone() {
        var grid = new SpectralGrid2d(64, PERIOD);
        double[] w = flow().vorticity(grid);
        double square = Arrays.stream(w).map(x -> x * x).average().orElse(0);
        assertThat(Math.sqrt(square)).isCloseTo(4, within(1e-12));
        assertThat(flow().at(1, 2)).containsExactly(flow().at(1, 2));
        assertThat(StreamFunction.turbulence(3, 4, new SplittableRandom(2)).at(1, 2))
                .isNotEqualTo(flow().at(1, 2));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        var equation = VorticityEquation.of(8, PERIOD, 0.1);
        assertThatThrownBy(() -> VorticityEquation.of(7, PERIOD, 0.1))
                .hasMessage("points must be even and at least 4, got 7");
        assertThatThrownBy(() -> VorticityEquation.of(8, PERIOD, -1))
                .hasMessage("viscosity must be at least 0 and finite, got -1.0");
        assertThatThrownBy(() -> equation.evolution(0))
                .hasMessage("step must be positive, got 0.0");
        assertThatThrownBy(() -> equation.solve(new double[5], 0.1, 2, 1, () -> false))
                .hasMessage("expected a start of length 64 (8 x 8 points), got 5");
        var ones = new double[64];
        Arrays.fill(ones, 1);
        assertThatThrownBy(() -> equation.solve(ones, 0.1, 2, 1, () -> false))
                .hasMessage("the mean of the start must be zero on a periodic square, got 1.0");
        assertThatThrownBy(() -> equation.solve(new double[64], 0.1, 2, 1, () -> true))
                .isInstanceOf(CancelledException.class);
        var inviscid = VorticityEquation.of(16, PERIOD, 0);
        var wild = values(inviscid.grid(), (x, y) -> 1e150 * (Math.sin(x) + Math.sin(3 * y + x)));
        assertThatThrownBy(() -> inviscid.solve(wild, 1, 2, 20, () -> false))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("Maybe shorten the step or take more points.");
    }
}
