package org.separatrix.analysis.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.analysis.invariants.AttractorStart.Effort;
import org.separatrix.analysis.invariants.AttractorStart.Verdict;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.catalog.SystemFile;
import org.separatrix.dynamics.simulate.Simulation;
import org.separatrix.dynamics.simulate.SimulationSettings;
import org.separatrix.dynamics.simulate.Systems;

class AttractorStartTest {

    /// A Hopf normal form, whose attractor is the unit circle.
    private static final String CIRCLE =
            """
            name: Hopf
            equations: |
              x' = x*(1 - x^2 - y^2) - y
              y' = y*(1 - x^2 - y^2) + x
            initial: [%s, 0]
            period: 6.283185307179586
            published:
              source: elsewhere
            remarks: >-
              A circle.
            """;

    /// A sine of period 4, at `r = pi/2` a solution of `x' = -r*x(t - 1)`, made an attractor.
    private static final String DELAYED =
            """
            name: Delayed
            kind: delay
            equations: x' = r*x(t - 1)*(x^2 - 1)
            parameters: {r: 2}
            initial: [0.5]
            period: 4
            """;

    private static AttractorStart look(String yaml) {
        return AttractorStart.of(SystemFile.read(yaml, "test.yaml"), Effort.BRIEF);
    }

    @Test
    void theDistanceFromACircleIsThatOfItsRadius() {
        var found = look(CIRCLE.formatted("1.2"));
        assertThat(found.verdict()).isEqualTo(Verdict.OFF);
        // A coordinate of the unit circle has deviation 1/sqrt(2); chords of 40 a turn cut a
        // 1/330 off it.
        assertThat(found.distance()).isCloseTo(0.2 * Math.sqrt(2), within(6e-3));
        double[] state = found.replacement().orElseThrow().state();
        assertThat(Math.hypot(state[0], state[1])).isCloseTo(1, within(1e-6));
    }

    @Test
    void aStartOnTheCircleStays() {
        var found = look(CIRCLE.formatted("1"));
        assertThat(found.verdict()).isEqualTo(Verdict.ON);
        assertThat(found.replacement()).isEmpty();
    }

    @Test
    void whatHasNoAttractorIsSaid() {
        String tagged = CIRCLE.formatted("1.2").replace("period", "tags: [hamiltonian]\nperiod");
        assertThat(look(tagged).verdict()).isEqualTo(Verdict.CONSERVATIVE);
        assertThat(look("equations: x' = 20*(1 - x)\ninitial: [3]\nperiod: 1").verdict())
                .isEqualTo(Verdict.FIXED_POINT);
        assertThat(look("equations: x' = 1\ninitial: [0]\nperiod: 1").verdict())
                .isEqualTo(Verdict.UNSETTLED);
    }

    @Test
    void theStartBeforeIsKeptInTheFileAndTheRemarkFollowsTheOthers() {
        String yaml = CIRCLE.formatted("1.2");
        var start = look(yaml).replacement().orElseThrow();
        String written = StartYaml.write(yaml, start, "It lay off the attractor.");
        var read = SystemFile.read(written, "test.yaml");
        assertThat(read.initial()).containsExactly(start.state());
        assertThat(read.publishedStart()).containsExactly(1.2, 0);
        assertThat(read.remarks()).isEqualTo("A circle. It lay off the attractor.");
        assertThat(StartYaml.write(written, start, "")).isEqualTo(written);
    }

    @Test
    void aDelaySystemGoesOnFromItsHistory() {
        var settings =
                SimulationSettings.DEFAULT
                        .withPoints(41)
                        .withEvery(0.1)
                        .withTolerance(1e-11, 1e-11);
        var found = look(DELAYED);
        assertThat(found.verdict()).isEqualTo(Verdict.OFF);
        String written = StartYaml.write(DELAYED, found.replacement().orElseThrow(), "");
        var moved = SystemFile.read(written, "test.yaml");
        assertThat(look(written).verdict()).isEqualTo(Verdict.ON);
        // What comes after a stretch of an orbit follows it without a kink.
        var after = Simulation.of(moved).run(settings);
        var x = new double[1];
        Systems.history(moved).at(-1e-4, x);
        double before = (after.state(0, 0) - x[0]) / 1e-4;
        Systems.history(moved).at(-1, x);
        double now = after.state(0, 0);
        assertThat(before).isCloseTo(2 * x[0] * (now * now - 1), within(2e-3));
    }

    @Test
    void anotherStartOfADelaySystemWasThereAlways() {
        String written = StartYaml.write(DELAYED, look(DELAYED).replacement().orElseThrow(), "");
        SystemDescription other =
                SystemFile.read(written, "test.yaml").withInitial(new double[] {0.3});
        var x = new double[1];
        Systems.history(other).at(-0.7, x);
        assertThat(x).containsExactly(0.3);
    }
}
