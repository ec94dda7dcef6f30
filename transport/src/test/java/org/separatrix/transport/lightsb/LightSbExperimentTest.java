package org.separatrix.transport.lightsb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Methods;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

class LightSbExperimentTest {

    private static final LightSbConfig TINY =
            new LightSbConfig(List.of(2), List.of(1.0), 300, 400, 60, 100, 60, 2, 60, 1, 0, 1);

    @TempDir private Path folder;

    private Run run(Progress progress, boolean cancelled) {
        return new Run(3, folder, 2, "cpu", progress, () -> cancelled);
    }

    @Test
    void experimentIsRegistered() {
        assertThat(Methods.named("30").card().name()).isEqualTo("lightsb");
    }

    @Test
    void cancelledRunStopsAndAFinishedOneIsNotRepeated() {
        var experiment = new LightSbExperiment();
        assertThatThrownBy(() -> experiment.run(TINY, run(Progress.SILENT, true)))
                .isInstanceOf(CancellationException.class);
        var report = experiment.run(TINY, run(Progress.SILENT, false));
        assertThat(report.claims())
                .extracting(Claim::name)
                .contains("known-plan-2", "beats-sinkhorn", "held-out-time", "more-components")
                .doesNotContain("beats-networks");
        assertThat(report.claims())
                .filteredOn(c -> c.name().equals("beats-independent"))
                // After so few steps it is far from done, and yet far better than no coupling.
                .allMatch(c -> Double.parseDouble(c.measured()) > 5);
        assertThat(report.sections().getLast().blocks().toString()).contains("Nothing.");
        var heard = new ArrayList<String>();
        var again = experiment.run(TINY, run((_, _, message) -> heard.add(message), false));
        assertThat(heard).containsExactly("already done, resumed");
        assertThat(again.claims()).isEqualTo(report.claims());
    }
}
