package org.separatrix.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

final class TrajectoryTest {

    private final Trajectory trajectory =
            new Trajectory(
                    new double[] {0, 0.5, 2},
                    new double[] {1, 10, 2, 20, 3, 30},
                    List.of("x", "y"),
                    List.of("m", "m/s"));

    @Test
    void statesAreReadRowByRow() {
        assertThat(trajectory.size()).isEqualTo(3);
        assertThat(trajectory.dimension()).isEqualTo(2);
        assertThat(trajectory.state(1, 0)).isEqualTo(2);
        assertThat(trajectory.state(1)).containsExactly(2, 20);
        assertThat(trajectory.column(1)).containsExactly(10, 20, 30);
        assertThat(trajectory.column("x")).containsExactly(1, 2, 3);
        assertThat(trajectory.last()).containsExactly(3, 30);
    }

    @Test
    void sliceIsATrajectoryOfTheSameStates() {
        var slice = trajectory.slice(1, 3);
        assertThat(slice.size()).isEqualTo(2);
        assertThat(slice.time(0)).isEqualTo(0.5);
        assertThat(slice.column(0)).containsExactly(2, 3);
        assertThat(slice.states()).containsExactly(2, 20, 3, 30);
        assertThat(slice.times()).containsExactly(0.5, 2);
        assertThat(slice.units()).containsExactly("m", "m/s");
    }

    @Test
    void indicesOutsideASliceAreRefusedThoughTheArraysGoOn() {
        var slice = trajectory.slice(0, 1);
        assertThatThrownBy(() -> slice.time(1)).hasMessage("time index must lie in 0..0, got 1");
        assertThatThrownBy(() -> slice.state(0, 2))
                .hasMessage("state index must lie in 0..1, got 2");
    }

    @Test
    void lengthsMustAgree() {
        assertThatThrownBy(() -> new Trajectory(new double[2], new double[5], List.of("x", "y")))
                .hasMessage("expected states of length 4 (2 times of 2 states), got 5");
    }
}
