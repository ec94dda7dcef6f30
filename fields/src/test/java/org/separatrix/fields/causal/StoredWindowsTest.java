package org.separatrix.fields.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class StoredWindowsTest {

    @TempDir private Path folder;

    private static PinnTrainer trainer(double k) {
        var formulas = Formulas.residuals("x' = v\nv' = -k*x", PinnProblems.TIME, Map.of("k", k));
        var problem =
                PinnProblem.ordinary(
                        "oscillator", formulas, new double[] {1, 0}, new double[] {2, 2}, 3);
        var settings =
                new PinnSettings(
                        6,
                        1,
                        false,
                        0,
                        List.of(),
                        12,
                        1,
                        false,
                        new Emphasis.Causal(CausalWeights.RESIDUALS),
                        EpsilonSchedule.decades(1e-2, 1, 20, 1),
                        PinnSettings.Optimizer.LM,
                        false,
                        new TimeMarching(1, 0.1, false));
        return new PinnTrainer(problem, settings);
    }

    /// Killed in its third window, a training goes on there and ends with the same bits.
    @Test
    void aKilledTrainingGoesOnAfterItsLastWindow() {
        var unbroken = trainer(4).solve(new Seeds(1));
        assertThatThrownBy(() ->
                        trainer(4)
                                .solve(
                                        new Seeds(1),
                                        (w, _, _) -> {
                                            if (w == 2) {
                                                throw new IllegalStateException("killed");
                                            }
                                        },
                                        folder))
                .hasMessage("killed");
        var trained = new ArrayList<Integer>();
        var resumed = trainer(4).solve(new Seeds(1), (w, _, _) -> trained.add(w), folder);
        assertThat(trained).isNotEmpty().containsOnly(2);
        for (int w = 0; w < 3; w++) {
            assertThat(resumed.windows().get(w).theta())
                    .containsExactly(unbroken.windows().get(w).theta());
        }
        assertThat(resumed.smallestWeight()).isEqualTo(unbroken.smallestWeight());
    }

    @Test
    void windowsOfAnotherTrainingAreRefused() {
        trainer(4).solve(new Seeds(1), PinnTrainer.Watch.NOBODY, folder);
        assertThatThrownBy(() -> trainer(5).solve(new Seeds(1), PinnTrainer.Watch.NOBODY, folder))
                .isInstanceOf(LabException.class)
                .hasMessageEndingWith(
                        "0.json belongs to another training; delete it or choose another folder");
    }

    /// Maps made by `Map.of` are in another order in another start of the program.
    @Test
    void theOrderOfParametersTellsNoTrainingsApart() {
        var one = new LinkedHashMap<String, Double>();
        var other = new LinkedHashMap<String, Double>();
        for (int i = 0; i < 3; i++) {
            one.put("p" + i, 1.0 + i);
            other.put("p" + (2 - i), 3.0 - i);
        }
        assertThat(described(other)).isEqualTo(described(one));
        other.put("p0", 9.0);
        assertThat(described(other)).isNotEqualTo(described(one));
    }

    private static String described(Map<String, Double> parameters) {
        var formulas =
                Formulas.residuals("x' = p0*x + p1*x^2 + p2*x^3", PinnProblems.TIME, parameters);
        return PinnProblem.ordinary("cubic", formulas, new double[] {1}, new double[] {1}, 1)
                .describe();
    }
}
