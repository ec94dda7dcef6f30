package org.separatrix.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.List;
import java.util.concurrent.CancellationException;

class InterruptionTest {

    @ParameterizedTest
    @ValueSource(strings = {"gp", "gtf", "nbeats", "neural-ode"})
    void anInterruptedFitEndsAtOnce(String model) {
        var values = new double[300][];
        for (int i = 0; i < values.length; i++) {
            values[i] = new double[] {Math.sin(0.2 * i), Math.cos(0.31 * i)};
        }
        var series = List.of(new Segment(0, 1, values, List.of("x", "y")));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Forecasters.named(model).fit(series, new Seeds(0)))
                    .isInstanceOf(CancellationException.class);
        } finally {
            // Clears the mark for the tests that follow in this thread.
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
