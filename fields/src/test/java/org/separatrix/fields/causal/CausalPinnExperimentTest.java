package org.separatrix.fields.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Methods;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.Run;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

class CausalPinnExperimentTest {

    private static final CausalPinnConfig TINY =
            new CausalPinnConfig(1, 1, 15, 2, 3, 0.2, 2, 0.1, 1, 0, 1, 1, 0);

    @TempDir Path folder;

    @Test
    void itIsFoundByItsNumber() {
        assertThat(Methods.all()).anyMatch(e -> e.card().answersTo("05"));
    }

    @Test
    void aTinyRunEndsInClaimsThatCanFailAndIsNotRepeated() {
        var updates = new AtomicInteger();
        var run = new Run(0, folder, 2, "cpu", (_, _, _) -> updates.incrementAndGet(), () -> false);
        var report = new CausalPinnExperiment().run(TINY, run);
        assertThat(report.claims()).anyMatch(c -> !c.holds());
        assertThat(report.claims().stream().map(Claim::name))
                .contains("lorenz-improvement", "allen-cahn-adam", "weight-indicates");
        int first = updates.get();
        var again = new CausalPinnExperiment().run(TINY, run);
        // One word that all cells were there already.
        assertThat(updates.get()).isEqualTo(first + 1);
        assertThat(ReportJson.write(again)).isEqualTo(ReportJson.write(report));
    }

    @Test
    void aCancelledRunStopsInsideATraining() {
        var asked = new AtomicInteger();
        var run =
                new Run(
                        0,
                        folder,
                        1,
                        "cpu",
                        org.separatrix.lab.Progress.SILENT,
                        () -> asked.incrementAndGet() > 3);
        assertThatThrownBy(() -> new CausalPinnExperiment().run(TINY, run))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void ranksCorrelateAsSpearmanSays() {
        assertThat(Scores.spearman(List.of(1.0, 2.0, 3.0), List.of(1.0, 8.0, 27.0)))
                .isCloseTo(1, within(1e-15));
        // Ranks 1 2.5 2.5 4 against 4 3 2 1: -4.5 / sqrt(4.5 * 5).
        assertThat(Scores.spearman(List.of(1.0, 2.0, 2.0, 4.0), List.of(4.0, 3.0, 2.0, 1.0)))
                .isCloseTo(-4.5 / Math.sqrt(22.5), within(1e-15));
    }
}
