package org.separatrix.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

    @Test
    void findsTheAxesOfAnEllipse() {
        // Points at +-3 along (3, 4)/5 and at +-1 across, about (10, -2).
        double[][] points = {
            {10 + 1.8, -2 + 2.4}, {10 - 1.8, -2 - 2.4}, {10 - 0.8, -2 + 0.6}, {10 + 0.8, -2 - 0.6}
        };
        var components = PrincipalComponents.of(points);
        assertThat(components.mean()).containsExactly(new double[] {10, -2}, within(1e-12));
        assertThat(components.axes()[0]).containsExactly(new double[] {0.6, 0.8}, within(1e-12));
        assertThat(components.variances())
                .containsExactly(new double[] {18.0 / 3, 2.0 / 3}, within(1e-12));
        assertThat(components.shares()).containsExactly(new double[] {0.9, 0.1}, within(1e-12));
        assertThat(components.project(points[1], 1))
                .containsExactly(new double[] {-3}, within(1e-12));
    }

    @Test
    void pointsOnALineHaveOneComponent() {
        double[][] points = {{0, 0, 1}, {1, 2, 1}, {2, 4, 1}, {5, 10, 1}};
        assertThat(PrincipalComponents.of(points).shares()[0]).isCloseTo(1, within(1e-12));
    }

    @Test
    void onePointHasNone() {
        assertThatThrownBy(() -> PrincipalComponents.of(new double[][] {{1, 2}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("principal components need at least 2 points, got 1");
    }
}
