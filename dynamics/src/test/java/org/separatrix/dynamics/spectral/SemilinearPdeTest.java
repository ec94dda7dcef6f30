package org.separatrix.dynamics.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.integrate.DivergedException;
import org.separatrix.equations.ParameterValue;

import java.util.List;
import java.util.Map;

class SemilinearPdeTest {

    private static final double PERIOD = 2 * Math.PI;

    private static SemilinearPde pde(String text, int points, double length) {
        return SemilinearPde.of(text, Map.of(), points, length);
    }

    private static double[] end(SemilinearPde pde, String profile, double step, int steps) {
        return end(pde, pde.start(List.of(profile)), step, steps);
    }

    private static double[] end(SemilinearPde pde, double[] start, double step, int steps) {
        return pde.solve(start, step, 2, steps, () -> false).last();
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    @Test
    void derivativesOfASineAreExact() {
        var grid = new SpectralGrid1d(32, 3);
        var u = new double[32];
        for (int j = 0; j < 32; j++) {
            u[j] = Math.sin(4 * Math.PI * grid.x(j) / 3);
        }
        var spectrum = new double[grid.spectrumLength()];
        var out = new double[32];
        grid.forward(u, spectrum);
        grid.inverse(spectrum, out);
        assertThat(distance(u, out)).isLessThan(1e-15);
        grid.differentiate(spectrum, 3, spectrum);
        grid.inverse(spectrum, out);
        double k = 4 * Math.PI / 3;
        for (int j = 0; j < 32; j++) {
            assertThat(out[j]).isCloseTo(-k * k * k * Math.cos(k * grid.x(j)), within(1e-10));
        }
    }

    @Test
    void heatSpreadsExactlyWithAnyStep() {
        var heat = pde("u' = 0.3*u_xx", 32, PERIOD);
        var u = end(heat, "sin(x) + cos(3*x)", 2, 1);
        for (int j = 0; j < 32; j++) {
            double x = heat.grid().x(j);
            double exact = Math.exp(-0.6) * Math.sin(x) + Math.exp(-0.6 * 9) * Math.cos(3 * x);
            assertThat(u[j]).isCloseTo(exact, within(1e-14));
        }
    }

    @Test
    void burgersFollowsTheTransformOfColeAndHopf() {
        double nu = 0.1;
        var burgers =
                SemilinearPde.of(
                        "u' = -u*u_x + nu*u_xx", Map.of("nu", ParameterValue.of(nu)), 128, PERIOD);
        var u = end(burgers, "sin(x)", 0.002, 500);
        for (int j = 0; j < 128; j += 5) {
            assertThat(u[j]).isCloseTo(coleHopf(burgers.grid().x(j), 1, nu), within(1e-8));
        }
    }

    /// u = integral of (x-y)/t G over integral of G with G = exp(cos(y)/(2 nu) - (x-y)^2/(4 nu t)).
    private static double coleHopf(double x, double t, double nu) {
        double top = 0;
        double bottom = 0;
        for (int i = -4000; i <= 4000; i++) {
            double s = i * 0.001 * 5;
            double y = x - s;
            double g = Math.exp((Math.cos(y) - 1) / (2 * nu) - s * s / (4 * nu * t));
            top += s / t * g;
            bottom += g;
        }
        return top / bottom;
    }

    @Test
    void aSolitonTravelsWithItsSpeedAndKeepsItsMass() {
        // u' + u u_x + u_xxx = 0: 3 c sech^2(sqrt(c)/2 (x - c t)).
        double length = 40;
        var kdv = pde("u' = -u*u_x - u_xxx", 256, length);
        String profile = "6/cosh(sqrt(2)/2*(x - %s))^2";
        var start = kdv.start(List.of(profile.formatted("15")));
        var u = end(kdv, start, 0.0025, 2000);
        var exact = kdv.start(List.of(profile.formatted("25")));
        assertThat(distance(u, exact)).isLessThan(2e-4);
        assertThat(sum(u)).isCloseTo(sum(start), within(1e-9));
    }

    private static double sum(double[] u) {
        double sum = 0;
        for (double value : u) {
            sum += value;
        }
        return sum;
    }

    @Test
    void kuramotoAndSivashinskysEquationConvergesWithFourthOrderInTime() {
        var ks = pde("u' = -u*u_x - u_xx - u_xxxx", 64, 22);
        String profile = "cos(2*pi*x/22) + 0.5*sin(4*pi*x/22)";
        var exact = end(ks, profile, 0.00625, 1600);
        double coarse = distance(end(ks, profile, 0.05, 200), exact);
        double fine = distance(end(ks, profile, 0.025, 400), exact);
        assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(4, within(0.3));
    }

    @Test
    void theEnergyOfAllenAndCahnFalls() {
        var pde = pde("u' = 0.05*u_xx + u - u^3", 64, PERIOD);
        var u =
                pde.solve(
                        pde.start(List.of("0.5*sin(x) + 0.3*cos(3*x)")), 0.02, 51, 10, () -> false);
        double before = Double.POSITIVE_INFINITY;
        for (int row = 0; row < u.size(); row++) {
            double energy = energy(pde.grid(), u.state(row));
            assertThat(energy).isLessThan(before);
            before = energy;
        }
    }

    private static double energy(SpectralGrid1d grid, double[] u) {
        var spectrum = new double[grid.spectrumLength()];
        var slope = new double[u.length];
        grid.forward(u, spectrum);
        grid.differentiate(spectrum, 1, spectrum);
        grid.inverse(spectrum, slope);
        double energy = 0;
        for (int j = 0; j < u.length; j++) {
            energy += 0.025 * slope[j] * slope[j] + 0.25 * Math.pow(u[j] * u[j] - 1, 2);
        }
        return energy;
    }

    @Test
    void anUnstableMeanStaysRealForALongTime() {
        // u = 1 is stable although the mean mode of the linear part grows as exp(t): round-off must
        // not.
        var pde = SemilinearPde.of("u' = 0.1*u_xx + u - u^3", Map.of(), 32, 2 * Math.PI);
        var start = new double[32];
        java.util.Arrays.fill(start, 0.5);
        var end = pde.solve(start, 0.05, 2, 8000, () -> false).last();
        for (double u : end) {
            assertThat(u).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void theSolitonOfSchroedingersEquationTurnsInPlace() {
        // psi = sech(x) exp(i t / 2), with u and v its real and imaginary part.
        var nls = pde("u' = -0.5*v_xx - (u^2 + v^2)*v\nv' = 0.5*u_xx + (u^2 + v^2)*u", 256, 40);
        var start = nls.start(List.of("1/cosh(x - 20)", "0*x"));
        var x = end(nls, start, 0.005, 400);
        for (int j = 0; j < 256; j++) {
            assertThat(x[j]).isCloseTo(start[j] * Math.cos(1), within(1e-6));
            assertThat(x[256 + j]).isCloseTo(start[j] * Math.sin(1), within(1e-6));
        }
    }

    @Test
    void coupledLinearFieldsAreExactWithAnyStep() {
        // w = u + iv obeys w' = (1 + i) w_xx.
        var pde = pde("u' = u_xx - v_xx\nv' = v_xx + u_xx", 16, PERIOD);
        var x = end(pde, pde.start(List.of("cos(x)", "0*x")), 1.5, 1);
        double decay = Math.exp(-1.5);
        for (int j = 0; j < 16; j++) {
            double at = pde.grid().x(j);
            assertThat(x[j]).isCloseTo(decay * Math.cos(1.5) * Math.cos(at), within(1e-13));
            assertThat(x[16 + j]).isCloseTo(-decay * Math.sin(1.5) * Math.cos(at), within(1e-13));
        }
    }

    @Test
    void linearTermsAreFoundThroughParametersAndDefinitions() {
        var pde =
                SemilinearPde.of(
                        "k = 2*d\nu' = k*u_xx - (u_xxxx + 3*u)*d + r*u*(1 - u) + f*(1 - u)",
                        Map.of(
                                "d", ParameterValue.of(0.5),
                                "r", ParameterValue.of(4),
                                "f", ParameterValue.of(0.1)),
                        16,
                        1);
        assertThat(pde.linear(0, 0, 2)).isEqualTo(1);
        assertThat(pde.linear(0, 0, 4)).isEqualTo(-0.5);
        assertThat(pde.linear(0, 0, 0)).isCloseTo(-1.6, within(1e-15));
    }

    @Test
    void aSolutionThatExplodesIsReported() {
        var pde = pde("u' = u_xx + u^2", 16, PERIOD);
        assertThatThrownBy(() -> end(pde, "2 + cos(x)", 0.05, 200))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("u[0] became");
    }
}
