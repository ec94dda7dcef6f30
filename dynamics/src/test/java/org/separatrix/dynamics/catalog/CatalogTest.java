package org.separatrix.dynamics.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.separatrix.dynamics.catalog.SystemDescription.Kind;
import org.separatrix.dynamics.simulate.Simulation;
import org.separatrix.dynamics.simulate.SimulationSettings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogTest {

    private static final SimulationSettings QUICK =
            SimulationSettings.DEFAULT.withTolerance(1e-6, 1e-9);

    /// Flows and maps that are regular, or whose chaos is too weak to speak of, at the stored start
    /// and parameters, though their names promise chaos.
    private static final Set<String> CALM =
            Set.of(
                    "BickleyJet",
                    "Bogdanov",
                    "CaTwoPlusQuasiperiodic",
                    "CircadianRhythm",
                    "DequanLi",
                    "ForcedFitzHughNagumo",
                    "ForcedVanDerPol",
                    "Gingerbreadman",
                    "GumowskiMira",
                    "HenonConservative",
                    "HenonHeiles",
                    "Hopalong",
                    "KawczynskiStrizhak",
                    "PanXuZhou",
                    "SprottA",
                    "TodaLattice",
                    "Torus",
                    "Tsucs2");

    private static final double CHAOS = 0.02;

    private static List<SystemDescription> systems(Kind kind) {
        return Catalog.names(kind).stream().map(Catalog::system).toList();
    }

    private static boolean peers(SystemDescription system) {
        return system.publishedSource().equals("dysts");
    }

    @Test
    void thePeersSystemsAreComplete() {
        assertThat(systems(Kind.FLOW)).filteredOn(CatalogTest::peers).hasSize(129);
        assertThat(systems(Kind.DELAY)).filteredOn(CatalogTest::peers).hasSize(6);
    }

    @Test
    void everyFlowStartsAndStaysFinite() {
        everyOne(Kind.FLOW, QUICK.withPoints(41).withPointsPerPeriod(10));
    }

    @Test
    void everyDelaySystemStartsAndStaysFinite() {
        everyOne(Kind.DELAY, QUICK.withPoints(41).withPointsPerPeriod(10));
    }

    @Test
    void everyMapIteratesOneHundredThousandSteps() {
        everyOne(Kind.MAP, QUICK.withPoints(100_000));
    }

    @Test
    void everyStochasticSystemRuns() {
        everyOne(Kind.STOCHASTIC, QUICK.withPoints(500));
    }

    @Test
    void everyReactionSystemRuns() {
        everyOne(Kind.JUMP, QUICK.withPoints(20).withDuration(5));
    }

    @Test
    void everyPartialDifferentialEquationRuns() {
        everyOne(Kind.PDE, QUICK.withPoints(100));
    }

    /// Runs all systems of a kind and tells all failures at once.
    private static void everyOne(Kind kind, SimulationSettings settings) {
        var problems = new ArrayList<String>();
        for (var system : systems(kind)) {
            try {
                var x = Simulation.of(system).run(settings);
                for (double value : x.states()) {
                    if (!(Math.abs(value) < 1e7)) {
                        problems.add(system.name() + " reaches " + value);
                        break;
                    }
                }
            } catch (RuntimeException e) {
                problems.add(system.name() + ": " + e);
            }
        }
        assertThat(problems).isEmpty();
    }

    /// Among them the incompressible flows and the Hamiltonian ones, whose divergence is zero.
    @Test
    void seventyFourOfThePeersFlowsHaveConstantDivergence() {
        var constant =
                systems(Kind.FLOW).stream()
                        .filter(CatalogTest::peers)
                        .filter(CatalogTest::constantDivergence)
                        .map(SystemDescription::name)
                        .toList();
        assertThat(constant)
                .hasSize(74)
                .contains("Lorenz", "HenonHeiles", "DoublePendulum", "BickleyJet", "Hopfield")
                .doesNotContain("Rossler", "Chua", "MultiChua");
    }

    /// Whether the trace of the Jacobian is the same at random points and times, near zero and far
    /// from it: a piecewise linear system is alike within a piece only.
    private static boolean constantDivergence(SystemDescription system) {
        var flow = system.flow();
        int d = flow.dimension();
        var random = new SplittableRandom(1);
        var j = new double[d * d];
        var x = new double[d];
        double[] reaches = {0.5, 3, 20};
        double first = Double.NaN;
        for (int n = 0; n < 60; n++) {
            for (int i = 0; i < d; i++) {
                x[i] = reaches[n % 3] * random.nextDouble(-1, 1);
            }
            flow.jacobian(random.nextDouble(10), x, j);
            double trace = 0;
            double size = 0;
            for (int i = 0; i < d; i++) {
                trace += j[i * d + i];
                size += Math.abs(j[i * d + i]);
            }
            if (n == 0) {
                first = trace;
            } else if (Double.isFinite(size) && !(Math.abs(trace - first) <= 1e-9 * (1 + size))) {
                return false;
            }
        }
        return Double.isFinite(first);
    }

    @Test
    void sixtySevenOfThePeersFlowsAreQuadratic() {
        assertThat(systems(Kind.FLOW))
                .filteredOn(CatalogTest::peers)
                .filteredOn(CatalogTest::quadratic)
                .hasSize(67);
    }

    /// Whether the Jacobian is an affine function of the state, and not constant.
    private static boolean quadratic(SystemDescription system) {
        var flow = system.flow();
        int d = flow.dimension();
        var random = new SplittableRandom(2);
        double[][] x = new double[3][d];
        double[][] j = new double[3][d * d];
        double[] reaches = {0.5, 3, 20};
        boolean constant = true;
        for (int n = 0; n < 60; n++) {
            double reach = reaches[n % 3];
            for (int i = 0; i < d; i++) {
                x[0][i] = reach * random.nextDouble(-1, 1);
                x[1][i] = reach * random.nextDouble(-1, 1);
                x[2][i] = 0.5 * (x[0][i] + x[1][i]);
            }
            double t = random.nextDouble(10);
            double size = 1;
            for (int point = 0; point < 3; point++) {
                flow.jacobian(t, x[point], j[point]);
            }
            for (double value : j[0]) {
                size = Math.max(size, Math.abs(value));
            }
            for (int i = 0; i < d * d; i++) {
                if (!(Math.abs(j[0][i] + j[1][i] - 2 * j[2][i]) < 1e-9 * size)) {
                    return false;
                }
                constant &= Math.abs(j[0][i] - j[1][i]) <= 1e-9 * size;
            }
        }
        return !constant;
    }

    private static List<SystemDescription> flowsAndMaps() {
        var all = new ArrayList<>(systems(Kind.FLOW));
        all.addAll(systems(Kind.MAP));
        return all;
    }

    private static Estimate perPeriod(SystemDescription system) {
        var largest = system.invariants().largestLyapunov().orElseThrow();
        double unit = system.kind() == Kind.MAP ? 1 : system.period().orElse(1);
        return new Estimate(largest.value() * unit, largest.error() * unit);
    }

    @Test
    void everyFlowAndMapHasItsExponentsWithErrors() {
        assertThat(flowsAndMaps())
                .allSatisfy(system -> {
                    var exponents = system.invariants().lyapunov();
                    assertThat(exponents).hasSize(system.system().dimension());
                    assertThat(exponents)
                            .allMatch(
                                    e -> Double.isFinite(e.value()) && Double.isFinite(e.error()));
                });
    }

    @Test
    void regularSystemsAreRegular() {
        assertThat(flowsAndMaps())
                .filteredOn(s -> s.tags().contains("regular") || CALM.contains(s.name()))
                .hasSizeGreaterThan(CALM.size())
                .allSatisfy(system -> {
                    var largest = perPeriod(system);
                    assertThat(largest.value()).isLessThan(CHAOS + 2 * largest.error());
                });
    }

    @Test
    void allOthersAreChaotic() {
        assertThat(flowsAndMaps())
                .filteredOn(s -> !s.tags().contains("regular") && !CALM.contains(s.name()))
                .allSatisfy(system ->
                        assertThat(perPeriod(system).value()).isGreaterThanOrEqualTo(CHAOS));
    }

    /// The stored digits lose up to a twentieth of each error.
    @Test
    void exponentsSumToAConstantDivergence() {
        assertThat(systems(Kind.FLOW))
                .filteredOn(CatalogTest::constantDivergence)
                .allSatisfy(system -> {
                    int d = system.system().dimension();
                    var j = new double[d * d];
                    system.flow().jacobian(0, system.initial(), j);
                    double divergence = 0;
                    double sum = 0;
                    double rounding = 0;
                    for (int i = 0; i < d; i++) {
                        divergence += j[i * d + i];
                        var exponent = system.invariants().lyapunov().get(i);
                        sum += exponent.value();
                        rounding += 0.05 * exponent.error();
                    }
                    assertThat(sum)
                            .isCloseTo(
                                    divergence,
                                    within(1e-3 + 2e-3 * Math.abs(divergence) + rounding));
                });
    }

    /// The corrected equations, over 50 periods.
    @Test
    void theDoublePendulumKeepsItsEnergy() {
        var x =
                Simulation.of(Catalog.system("DoublePendulum"))
                        .run(
                                SimulationSettings.DEFAULT
                                        .withPoints(101)
                                        .withPointsPerPeriod(2)
                                        .withTolerance(1e-12, 1e-12));
        double first = energy(x.state(0));
        assertThat(first).isCloseTo(-6.437221, within(1e-5));
        for (int i = 0; i < x.size(); i++) {
            assertThat(energy(x.state(i))).isCloseTo(first, within(1e-8 * Math.abs(first)));
        }
    }

    /// Unit masses and lengths, g = 9.81.
    private static double energy(double[] x) {
        double c = Math.cos(x[0] - x[1]);
        double s = Math.sin(x[0] - x[1]);
        double kinetic = (x[2] * x[2] + 2 * x[3] * x[3] - 2 * x[2] * x[3] * c) / (2 * (1 + s * s));
        return kinetic - 9.81 * (2 * Math.cos(x[0]) + Math.cos(x[1]));
    }

    @Test
    void volumeIsKeptByTheConservativeMaps() {
        for (String name : List.of("Chirikov", "Gingerbreadman", "Bogdanov")) {
            var map = org.separatrix.dynamics.IteratedMap.of(Catalog.system(name).system());
            var j = new double[4];
            map.jacobian(0, new double[] {0.31, -0.42}, j);
            assertThat(Math.abs(j[0] * j[3] - j[1] * j[2])).isCloseTo(1, within(1e-12));
        }
    }
}
