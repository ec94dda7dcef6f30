package org.separatrix.networks.ntk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

class NtkExperimentTest {

    private static final NtkConfig TINY =
            new NtkConfig(List.of(20, 60), 3, 4, 1, 30, 3, 20, 30, List.of(10, 30), 24, 64);

    @TempDir Path folder;

    private static List<String> measured(Report report) {
        return report.claims().stream().map(Claim::measured).toList();
    }

    @Test
    void killedRunGoesOnAndEndsInTheSameNumbers() throws IOException {
        var cells = new AtomicInteger();
        Progress counting = (_, _, _) -> cells.incrementAndGet();
        var cut = new Run(3, folder, 1, "cpu", counting, () -> cells.get() >= 6);
        assertThatThrownBy(() -> new NtkExperiment().run(TINY, cut))
                .isInstanceOf(CancellationException.class);
        var resumed = new NtkExperiment().run(TINY, Run.quiet(3, folder));
        var whole =
                new NtkExperiment()
                        .run(TINY, Run.quiet(3, Files.createDirectory(folder.resolve("whole"))));
        assertThat(measured(resumed)).isEqualTo(measured(whole));
        assertThat(resumed.claims()).hasSize(17).extracting(Claim::name).doesNotHaveDuplicates();
        assertThat(resumed.sections()).hasSize(8);
    }

    @Test
    void claimsCanFail() {
        // A network of ten units is far from its limit; the experiment must say so.
        var report = new NtkExperiment().run(TINY, Run.quiet(0, folder));
        assertThat(report.claims())
                .filteredOn(c -> c.name().equals("component-rates"))
                .extracting(Claim::holds)
                .containsExactly(false);
    }
}
