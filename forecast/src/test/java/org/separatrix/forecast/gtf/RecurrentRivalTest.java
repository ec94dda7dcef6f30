package org.separatrix.forecast.gtf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.List;

class RecurrentRivalTest {

    private static Segment circle(int n) {
        var x = new double[n][2];
        for (int i = 0; i < n; i++) {
            x[i][0] = 3 * Math.cos(0.2 * i);
            x[i][1] = Math.sin(0.2 * i);
        }
        return new Segment(0, 1, x, List.of("a", "b"));
    }

    @ParameterizedTest
    @EnumSource(RecurrentRival.CellKind.class)
    void bothCellsContinueACircle(RecurrentRival.CellKind kind) {
        var rival = new RecurrentRival(kind, 16, 30, 8, 300, 1e-2);
        var fitted = rival.fit(List.of(circle(400)), new Seeds(1));
        var run = fitted.forecast(circle(400), 31).mean().values();
        double[][] truth = circle(431).values();
        double error = 0;
        for (int t = 0; t < 31; t++) {
            error += Math.pow(run[t][1] - truth[400 + t][1], 2) / 31;
        }
        // One turn; the mean alone costs 0.5.
        assertThat(error).isLessThan(0.05);
        var again = rival.fit(List.of(circle(400)), new Seeds(1));
        assertThat(again.forecast(circle(400), 5).mean().values())
                .isDeepEqualTo(fitted.forecast(circle(400), 5).mean().values());
    }
}
