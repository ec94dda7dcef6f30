package org.separatrix.analysis.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.Observables;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class SystemAnalysisTest {

    private static final AnalysisSettings SETTINGS = AnalysisSettings.DEFAULT.withPeriods(100, 200);

    @Test
    void lorenzHasItsInvariants() {
        var found = SystemAnalysis.of(Catalog.system("Lorenz"), SETTINGS);
        var invariants = found.invariants();
        assertThat(invariants.kaplanYorke().orElseThrow().value()).isCloseTo(2.062, within(0.006));
        assertThat(invariants.correlation().orElseThrow().value()).isCloseTo(2.05, within(0.15));
        assertThat(invariants.pesin().orElseThrow().value()).isCloseTo(0.906, within(0.1));
        assertThat(invariants.mean().get(2)).isCloseTo(23.55, within(0.5));
        assertThat(invariants.deviation().get(2)).isCloseTo(8.6, within(0.4));
        assertThat(invariants.multiscaleEntropy()).isPresent();
        assertThat(found.remarks()).allMatch(remark -> remark.endsWith(" published"));
    }

    @Test
    void aMapIsCountedInSteps() {
        var found = SystemAnalysis.of(Catalog.system("Henon"), SETTINGS);
        assertThat(found.spectrum().orElseThrow().time()).isCloseTo(10_000, within(1.0));
        assertThat(found.invariants().largestLyapunov().orElseThrow().value())
                .isCloseTo(0.4192, within(0.02));
        assertThat(found.invariants().correlation().orElseThrow().value())
                .isCloseTo(1.21, within(0.1));
    }

    @Test
    void aSystemThatCalmsDownIsSaidNotToBeChaotic() {
        var found = SystemAnalysis.of(Catalog.system("ForcedVanDerPol"), SETTINGS);
        assertThat(found.remarks())
                .anyMatch(remark ->
                        remark.startsWith("not chaotic in the long run")
                                && remark.contains("is published"));
    }

    @Test
    void aChaoticTransientIsNotTakenForTheLongRun() {
        var found =
                SystemAnalysis.of(
                        Catalog.system("PanXuZhou"),
                        AnalysisSettings.DEFAULT.withPeriods(50, 1000));
        assertThat(found.invariants().largestLyapunov().orElseThrow().value()).isNegative();
        assertThat(found.remarks()).anyMatch(r -> r.startsWith("not chaotic in the long run"));
    }

    @Test
    void jumpsOfTheRightHandSideAreTold() {
        var found = SystemAnalysis.of(Catalog.system("JerkSign"), SETTINGS);
        assertThat(found.remarks()).anyMatch(remark -> remark.contains("sign"));
    }

    @Test
    void aPhaseIsSeenThroughItsObservables() {
        var orbit = LongRun.of(Catalog.system("DoubleGyre"), SETTINGS);
        var seen = Observables.of(Catalog.system("DoubleGyre")).apply(orbit);
        assertThat(seen.names()).containsExactly("x", "y", "sin(z)");
        assertThat(seen.state(1000, 2)).isCloseTo(Math.sin(orbit.state(1000, 2)), within(1e-15));
    }

    @Test
    void manySystemsComeInTheirOrderWhateverTheThreads() {
        var systems =
                List.of("Lorenz", "Henon", "Rossler", "SprottB").stream()
                        .map(Catalog::system)
                        .toList();
        var heard = Collections.synchronizedList(new ArrayList<String>());
        var two =
                CatalogAnalysis.of(
                        systems,
                        SETTINGS.withThreads(2),
                        Duration.ofSeconds(60),
                        System::nanoTime,
                        (entry, _, total) -> heard.add(entry.name() + total));
        var one =
                CatalogAnalysis.of(
                        systems,
                        SETTINGS,
                        Duration.ofSeconds(60),
                        System::nanoTime,
                        (_, _, _) -> {});
        assertThat(two.stream().map(CatalogAnalysis.Entry::name).toList())
                .containsExactly("Lorenz", "Henon", "Rossler", "SprottB");
        assertThat(heard).containsExactlyInAnyOrder("Lorenz4", "Henon4", "Rossler4", "SprottB4");
        for (int i = 0; i < 4; i++) {
            assertThat(two.get(i).analysis().orElseThrow().invariants())
                    .isEqualTo(one.get(i).analysis().orElseThrow().invariants());
        }
    }

    @Test
    void aSystemOverItsTimeLimitFailsAlone() {
        long[] clock = {0};
        var entries =
                CatalogAnalysis.of(
                        List.of(Catalog.system("Lorenz")),
                        SETTINGS,
                        Duration.ofSeconds(1),
                        () -> clock[0] += 600_000_000L,
                        (_, _, _) -> {});
        assertThat(entries.getFirst().failure()).contains("took longer than 1 s");
    }

    @Test
    void aDelaySystemHasItsLeadingExponents() {
        var found = SystemAnalysis.of(Catalog.system("MackeyGlass"), SETTINGS);
        assertThat(found.invariants().largestLyapunov().orElseThrow().value()).isPositive();
        assertThat(found.invariants().kaplanYorke()).isPresent();
        assertThat(found.spectrum().orElseThrow().divergence()).isNaN();
    }

    @Test
    void systemsOfChanceHaveMomentsWithErrors() {
        var found = SystemAnalysis.of(Catalog.system("OrnsteinUhlenbeck"), SETTINGS);
        // x' = -x + noise has mean 0 and variance 1/2; 16 runs of 100 time units know the mean to
        // 1/sqrt(1600).
        assertThat(found.invariants().mean().getFirst()).isCloseTo(0, within(4 * 0.025));
        assertThat(found.invariants().deviation().getFirst())
                .isCloseTo(Math.sqrt(0.5), within(0.05));
        assertThat(found.spectrum()).isEmpty();
        assertThat(found.remarks()).anyMatch(remark -> remark.startsWith("mean of x"));
    }

    @Test
    void aPublishedExponentThatIsAnotherIsTold() {
        var found = SystemAnalysis.of(Catalog.system("Lorenz"), SETTINGS);
        assertThat(found.remarks())
                .anyMatch(r -> r.matches("largest exponent 0\\.\\d+ here, 1\\.09 published"));
    }
}
