package org.separatrix.fields.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.dynamics.files.TrajectoryFiles;
import org.separatrix.lab.Block;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;
import org.separatrix.lab.Settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class PeriodicLineTest {

    @TempDir Path folder;

    private static PinnProblem read(String equation, String initial, String... parameters) {
        return PeriodicLine.problem(
                equation, initial, List.of(parameters), List.of(-1.0, 1.0), 100, 1);
    }

    @Test
    void allenCahnFromTextIsAllenCahn() {
        var problem = read("u_t = 0.0001*u_xx + 5*u - 5*u^3", "x^2*cos(pi*x)");
        var known = PinnProblems.allenCahn();
        var at = Map.of("u", 0.3, "u_t", 1.7, "u_xx", -40.0);
        assertThat(problem.residuals().at(at)[0])
                .isCloseTo(known.residuals().at(at)[0], within(1e-14));
        assertThat(problem.initial().at(new double[] {0.4}))
                .containsExactly(known.initial().at(new double[] {0.4}));
        assertThat(problem.periods()).containsExactly(2);
    }

    @Test
    void severalFieldsAndParametersAreRead() {
        var problem = read("u_t = v_x; v_t = c^2*u_x", "sin(k*pi*x); 0*x", "c=2", "k=3");
        assertThat(problem.residuals().fields()).containsExactly("u", "v");
        assertThat(problem.residuals().at(Map.of("u_t", 1.0, "v_x", 1.0, "v_t", 8.0, "u_x", 2.0)))
                .containsExactly(0, 0);
        assertThat(problem.initial().at(new double[] {0.1})[0])
                .isCloseTo(Math.sin(0.3 * Math.PI), within(1e-15));
    }

    @Test
    void theReferenceKnowsSeveralFieldsAndWhereTheLineBegins() {
        // A wave to the left and one to the right: u = cos(pi x) cos(pi t).
        var wave = read("u_t = v_x; v_t = u_x", "cos(pi*x); 0*x");
        double[] last = References.periodic(wave, 32, 2, 100).last();
        for (int j = 0; j < 32; j++) {
            double x = -1 + j / 16.0;
            assertThat(last[j]).isCloseTo(-Math.cos(Math.PI * x), within(1e-8));
        }
        var growth = read("u_t = cos(pi*x)", "0*x");
        double[] grown = References.periodic(growth, 32, 2, 10).last();
        assertThat(grown[0]).isCloseTo(-1, within(1e-12));
        assertThat(grown[16]).isCloseTo(1, within(1e-12));
    }

    @Test
    void mistakesAreNamedWithTheirPlaceInOneLine() {
        refused("u_t = u_xx + ", "x", "equation 1, column 14: expected ");
        refused("u_t = u_xx*", "sin(pi*x)", "equation 1, column 12: ");
        refused("u_t = u_xx; v_t = w_x", "x; x", "equation 2, column 8: ");
        refused("u_xx = u", "x", "equation 1 must begin with a time derivative, such as u_t = ...");
        refused("u_t = u", "sin(y)", "initial 1, column 5: unknown name 'y'; there are x and");
        refused("u_t = u", "sin(x", "initial 1, column 6: expected ");
        refused("u_t = u", "x; x", "initial needs 1 formulas for u parted by semicolons, got 2");
        refused("u_t = u", "", "initial must not be empty");
        refused("u_t = u", "x", "the initial condition is not periodic: it is -1.0 at x = -1.0");
        refused("u_t = u_xxxxxxx", "0*x", "equation 1, column 7: ");
        refused("u_t = u" + " ".repeat(10_000), "x", "equation must be at most 10000 characters");
        assertThatThrownBy(() -> read("u_t = a*u", "0*x", "a"))
                .hasMessage("parameters must look like beta=30, got 'a'");
        assertThatThrownBy(() ->
                        PeriodicLine.problem("u_t = u", "0*x", List.of(), List.of(1.0, -1.0), 1, 1))
                .hasMessage("domain must be two ascending numbers such as -1,1, got [1.0, -1.0]");
    }

    private static void refused(String equation, String initial, String message) {
        assertThatThrownBy(() -> read(equation, initial))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void theToolSolvesAnEquationAndWritesIt() {
        var settings =
                Settings.with(
                        CausalPinnToolSettings.DEFAULT,
                        Map.ofEntries(
                                Map.entry("equation", "u_t = nu*u_xx"),
                                Map.entry("initial", "sin(pi*x)"),
                                Map.entry("parameters", "nu=0.1"),
                                Map.entry("end", "1"),
                                Map.entry("width", "8"),
                                Map.entry("depth", "1"),
                                Map.entry("harmonics", "1"),
                                Map.entry("places", "16"),
                                Map.entry("times", "12"),
                                Map.entry("iterations", "60"),
                                Map.entry("points", "3")));
        var report = new CausalPinnTool().apply(settings, Optional.empty(), Run.quiet(1, folder));
        var last =
                TrajectoryFiles.read(folder.resolve("solution.csv"))
                        .trajectories()
                        .getFirst()
                        .last();
        double decay = Math.exp(-0.1 * Math.PI * Math.PI);
        assertThat(last[4]).isCloseTo(-decay, within(1e-3));
        assertThat(last[12]).isCloseTo(decay, within(1e-3));
        assertThat(((Block.Text) report.sections().getFirst().blocks().getFirst()).text())
                .startsWith("Relative L2 difference to a spectral solver");
    }
}
