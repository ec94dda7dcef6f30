package org.separatrix.forecast.dysts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.lab.Claim;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Methods;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Run;
import org.separatrix.lab.Settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

class DystsExperimentTest {

    @TempDir private Path temporary = Path.of("");

    @Test
    void partsAreChosenByNameAndNoneIsRefused() {
        var quick = new DystsExperiment().quick();
        var chosen = Settings.with(quick, Map.of("parts", "atlas, transfer"));
        assertThat(chosen.parts()).containsExactly(DystsPart.ATLAS, DystsPart.TRANSFER);
        assertThat(quick.parts()).containsExactly(DystsPart.values());
        assertThatThrownBy(() -> Settings.with(quick, Map.of("parts", "")))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("parts names nothing to run; there are [CATALOGUE");
        assertThatThrownBy(() -> Settings.with(quick, Map.of("parts", "atlantis")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("parts must be one of [CATALOGUE");
    }

    @Test
    void isFoundByItsNumberAndItsName() {
        assertThat(Methods.named("1")).isInstanceOf(DystsExperiment.class);
        assertThat(Methods.named("dysts")).isInstanceOf(DystsExperiment.class);
        assertThat(Methods.named("01-dysts").card().citation()).contains("2110.05266");
    }

    private static DystsConfig config(List<String> systems, List<String> models) {
        return new DystsConfig(
                List.of(DystsPart.CATALOGUE, DystsPart.FORECAST),
                60,
                20,
                systems,
                models,
                15,
                1,
                List.of(),
                1000,
                0,
                2,
                List.of(),
                1,
                4,
                1,
                1,
                1,
                2,
                3,
                128,
                2,
                1);
    }

    @Test
    void measuresAFewSystemsAndStatesEveryClaim() {
        var flows = List.of("Lorenz", "SprottB", "Torus").stream().map(Catalog::system).toList();
        var config = config(List.of("Lorenz", "SprottB"), List.of("naive", "linear"));
        var run = new Run(0, temporary, 2, "cpu", Progress.SILENT, () -> false);
        var measured = Survey.of(flows, config, run, 3);
        assertThat(measured).allMatch(m -> m.spectrum().isPresent() && m.bounded() < 12);
        assertThat(measured.get(0).growthPerPeriod()).isCloseTo(1.36, within(0.5));
        var report = new DystsReport(config, measured, List.of(), List.of()).build();
        assertThat(report.claims())
                .extracting(Claim::name)
                .contains(
                        "all-flows-integrate",
                        "sum-rule",
                        "zero-exponent",
                        "sprott-literature",
                        "error-rises-with-chaos");
        // Three systems cannot bear out a claim about 129.
        assertThat(report.claims().getFirst().holds()).isFalse();
    }

    @Test
    void anInterruptedSurveyRepeatsNoFinishedSystem() {
        var flows =
                List.of("Lorenz", "SprottB", "Torus", "Rossler").stream()
                        .map(Catalog::system)
                        .toList();
        var config = config(List.of("Lorenz"), List.of("naive"));
        var stop = new AtomicBoolean();
        var first = new Run(0, temporary, 1, "cpu", (_, _, _) -> stop.set(true), stop::get);
        assertThatThrownBy(() -> Survey.of(flows, config, first, 4))
                .isInstanceOf(CancellationException.class);
        var told = new ArrayList<String>();
        var second = new Run(0, temporary, 1, "cpu", (_, _, text) -> told.add(text), () -> false);
        var resumed = Survey.of(flows, config, second, 4);
        assertThat(told).containsExactly("Lorenz, resumed", "SprottB", "Torus", "Rossler");
        var apart = new Run(0, temporary.resolve("b"), 1, "cpu", Progress.SILENT, () -> false);
        var whole = Survey.of(flows, config, apart, 4);
        for (int k = 0; k < 4; k++) {
            assertThat(resumed.get(k).spectrum().orElseThrow().exponents())
                    .isEqualTo(whole.get(k).spectrum().orElseThrow().exponents());
        }
    }

    @Test
    void spearmanIsOneForAnyRisingRelationAndHandlesTies() {
        assertThat(DystsReport.spearman(List.of(1.0, 2.0, 3.0), List.of(1.0, 8.0, 27.0)))
                .isCloseTo(1, within(1e-12));
        assertThat(DystsReport.spearman(List.of(1.0, 2.0, 3.0), List.of(3.0, 2.0, 1.0)))
                .isCloseTo(-1, within(1e-12));
        assertThat(DystsReport.spearman(List.of(1.0, 1.0, 2.0, 2.0), List.of(1.0, 2.0, 1.0, 2.0)))
                .isCloseTo(0, within(1e-12));
    }

    @Test
    void divergenceIsConstantForLorenzAndNotForPiecewiseSystems() {
        var random = new SplittableRandom(1);
        assertThat(Survey.hasConstantDivergence(Catalog.system("Lorenz"), random)).isTrue();
        assertThat(Survey.hasConstantDivergence(Catalog.system("Rossler"), random)).isFalse();
        assertThat(Survey.hasConstantDivergence(Catalog.system("Chua"), random)).isFalse();
    }

    @Test
    void theIndependentCalculationCoversMostOfTheCatalogue() {
        assertThat(Literature.independent()).hasSize(104).containsKey("Lorenz");
        assertThat(Literature.independent().keySet()).allMatch(Catalog.entries()::containsKey);
        assertThat(Literature.SPROTT).hasSize(18);
    }
}
