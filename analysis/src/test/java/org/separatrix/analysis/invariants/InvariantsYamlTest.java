package org.separatrix.analysis.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.Estimate;
import org.separatrix.dynamics.catalog.Invariants;
import org.separatrix.dynamics.catalog.SystemFile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class InvariantsYamlTest {

    private static final Invariants INVARIANTS =
            new Invariants(
                    List.of(
                            new Estimate(0.90563, 0.0123),
                            new Estimate(-0.00003, 0.00412),
                            new Estimate(-14.5723, 0.02)),
                    Optional.of(new Estimate(2.0621, 0.0012)),
                    Optional.of(new Estimate(2.05, Double.NaN)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new Estimate(1234.5678, 25)),
                    List.of(1.0 / 3, 5.6789e-8, 0.0),
                    List.of(),
                    List.of("lambda_1: 0.07 here, 0.15 published", "the author's # \"sign\""));

    @Test
    void whatIsWrittenIsReadBackToItsDigits() {
        var read = SystemFile.read(written("Lorenz"), "Lorenz.yaml").invariants();
        assertThat(read.lyapunov())
                .containsExactly(
                        new Estimate(0.906, 0.012),
                        new Estimate(0, 0.0041),
                        new Estimate(-14.572, 0.020));
        assertThat(read.kaplanYorke()).contains(new Estimate(2.0621, 0.0012));
        assertThat(read.correlation().orElseThrow().value()).isEqualTo(2.05);
        assertThat(read.correlation().orElseThrow().error()).isNaN();
        assertThat(read.period()).contains(new Estimate(1235, 25));
        assertThat(read.mean().get(0)).isCloseTo(1.0 / 3, within(1e-5));
        assertThat(read.mean().get(1)).isCloseTo(5.6789e-8, within(1e-12));
        assertThat(read.notes()).isEqualTo(INVARIANTS.notes());
    }

    @Test
    void everyOtherLineOfAFileStays() {
        var kept = written("Lorenz").lines().toList();
        var lines = new ArrayList<>(Catalog.text("Lorenz").lines().toList());
        int begin = lines.indexOf("invariants:");
        lines.subList(begin, lines.indexOf("published:")).clear();
        assertThat(kept).containsSubsequence(lines);
    }

    @Test
    void writingTwiceIsWritingOnce() {
        String once = written("Henon");
        assertThat(InvariantsYaml.write(once, INVARIANTS)).isEqualTo(once);
    }

    private static String written(String name) {
        return InvariantsYaml.write(Catalog.text(name), INVARIANTS);
    }
}
