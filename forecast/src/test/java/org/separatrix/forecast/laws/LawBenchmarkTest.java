package org.separatrix.forecast.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.analysis.regression.PolynomialLibrary;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.equations.Equations;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Run;
import org.separatrix.lab.Seeds;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

class LawBenchmarkTest {

    @TempDir private Path folder = Path.of("");

    private static LawData data(String system) {
        return LawData.of(Catalog.system(system));
    }

    private static LawRecovery recovery(String system) {
        return LawRecovery.of(data(system), new Seeds(0).of("law")).orElseThrow();
    }

    @Test
    void sparseRegressionFindsLorenzAndLosesSmallCoefficients() {
        var lorenz = recovery("Lorenz");
        assertThat(lorenz.exact()).isTrue();
        assertThat(lorenz.publishedError()).isLessThan(0.01);
        assertThat(lorenz.smallest()).isCloseTo(1, within(1e-9));
        // Coefficients of 0.01 lie below the published threshold, not below ours.
        var small = recovery("WangSun");
        assertThat(small.exact()).isTrue();
        assertThat(small.smallest()).isCloseTo(0.01, within(1e-9));
        assertThat(small.publishedTerms()).isFalse();
        assertThat(small.publishedError()).isGreaterThan(100 * small.error());
    }

    @Test
    void lawsThatAreNotQuadraticOrAreDrivenByTimeAreLeftOut() {
        for (String system : List.of("Thomas", "Duffing", "JerkCircuit", "Torus")) {
            assertThat(LawRecovery.of(data(system), new Seeds(0).of("law"))).as(system).isEmpty();
        }
    }

    @Test
    void leastSquaresExplainsAQuadraticLawAndFourierTermsDoNot() {
        var trial = SparseTrial.of(data("Lorenz"));
        assertThat(trial.leastSquares()).isLessThan(1e-10);
        assertThat(trial.fine()).isLessThan(1e-10);
        assertThat(trial.fourier()).isGreaterThan(0.3);
    }

    @Test
    void theErrorOfTheTrueCoefficientsVanishesAndThatOfNoneIsTwo() {
        var data = data("SprottB");
        var library = new PolynomialLibrary(3, 2);
        // x' = y*z, y' = x - y, z' = 1 - x*y in the terms 1 x y z xx xy xz yy yz zz.
        double[][] law = {
            {0, 0, 0, 0, 0, 0, 0, 0, 1, 0},
            {0, 1, -1, 0, 0, 0, 0, 0, 0, 0},
            {1, 0, 0, 0, 0, -1, 0, 0, 0, 0}
        };
        assertThat(data.error(library, law)).isLessThan(1e-9);
        assertThat(data.error(library, new double[3][10])).isCloseTo(2, within(1e-6));
    }

    @Test
    void aFormulaIsExactOnlyIfItHoldsAwayFromTheOrbit() {
        var data = data("Thomas");
        var random = new Seeds(1);
        var right =
                FoundLaw.Component.of(
                        data, 0, Equations.parseExpression("10*sin(y) - 1.85*x"), random.of("box"));
        assertThat(right.exact()).isTrue();
        assertThat(right.truth()).isEqualTo("-1.85*x + 10*sin(y)");
        var nearly =
                FoundLaw.Component.of(
                        data,
                        0,
                        Equations.parseExpression("10*sin(y) - 1.8501*x"),
                        random.of("box"));
        assertThat(nearly.exact()).isFalse();
        assertThat(nearly.error()).isGreaterThan(1e-6);
        var broken =
                FoundLaw.Component.of(
                        data, 0, Equations.parseExpression("log(x)"), random.of("box"));
        assertThat(broken.exact()).isFalse();
    }

    @Test
    void evolutionFindsThomasAndIsNotRepeatedAfterAnInterruption() {
        var settings = new LawSettings(List.of("Thomas", "SprottB"), 400_000, 0, 2);
        var stop = new AtomicBoolean();
        Progress stopping = (done, _, _) -> stop.set(done == 1);
        var first = new Run(3, folder, 2, "cpu", stopping, stop::get);
        assertThatThrownBy(() -> LawBenchmark.run(List.of(), settings, first))
                .isInstanceOf(CancellationException.class);
        var told = new ArrayList<String>();
        var second = new Run(3, folder, 2, "cpu", (_, _, text) -> told.add(text), () -> false);
        var one = new LawSettings(List.of("Thomas"), 400_000, 0, 2);
        var benchmark = LawBenchmark.run(List.of(Catalog.system("Lorenz")), one, second);
        assertThat(told).containsExactly("law of Thomas by evolution, resumed");
        var claims = benchmark.claims();
        assertThat(claims)
                .extracting(Claim::name)
                .containsExactly(
                        "sindy-recovers-quadratic",
                        "published-settings-median",
                        "published-settings-lose-small-terms",
                        "evolution-recovers",
                        "evolution-takes-two-minutes",
                        "evolution-recovers-every-component");
        assertThat(claims.get(3).measured()).isEqualTo("1");
        assertThat(claims.get(5).measured()).isEqualTo("1");
        // One system cannot bear out a claim about three.
        assertThat(claims.get(3).holds()).isFalse();
        assertThat(benchmark.blocks())
                .filteredOn(Block.Table.class::isInstance)
                .hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void theNetworkIsScoredOnTheSamePoints() {
        var settings = new LawSettings(List.of("SprottB"), 20_000, 3, 100);
        var run = Run.quiet(1, folder);
        var benchmark = LawBenchmark.run(List.of(), settings, run);
        assertThat(benchmark.blocks().toString()).contains("deep symbolic regression");
    }

    @Test
    void onlyFlowsAreSearched() {
        var settings = new LawSettings(List.of("Henon"), 20_000, 0, 2);
        assertThatThrownBy(() -> LawBenchmark.run(List.of(), settings, Run.quiet(1, folder)))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("Henon is a map");
        var unknown = new LawSettings(List.of("Lorentz"), 20_000, 0, 2);
        assertThatThrownBy(() -> LawBenchmark.run(List.of(), unknown, Run.quiet(1, folder)))
                .hasMessageContaining("Lorentz")
                .hasMessageContaining("Lorenz");
    }
}
