package org.separatrix.forecast.deep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Dropout;
import org.separatrix.learn.network.Recurrent;
import org.separatrix.learn.network.Weights;

import java.util.List;
import java.util.SplittableRandom;

class WindowModelTest {

    private Scope scope;

    @BeforeEach
    void open() {
        scope = new Scope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor rows(int batch, int window, int channels) {
        return Tensors.normal(new SplittableRandom(1), Kind.DOUBLE, batch, window, channels);
    }

    private static double[] values(WindowModel model, Weights weights, Tensor x) {
        return Tensors.toArray(model.forward(weights, x, Dropout.NONE));
    }

    @Test
    void everyModelSaysItsHorizonForEachRowOfABatchOnItsOwn() {
        List<WindowModel> all =
                List.of(
                        new NBeatsNet(12, 3, 2, 2, 2, 8, 4),
                        new NHitsNet(12, 3, 2, 3, 2, 8, 0.5),
                        new TideNet(12, 3, 2, 8, 2, 4, 0.5),
                        new LinearNet(12, 3, 2, 0),
                        new LinearNet(12, 3, 2, 5),
                        new ConvolutionNet(12, 3, 2, 4, 3, 2, 0.5),
                        new BlockRecurrentNet(12, 3, 2, Recurrent.Cell.LSTM, 6, 2),
                        new TransformerNet(12, 3, 2, 8, 2, 2, 16, 0.5));
        var x = rows(4, 12, 2);
        for (var model : all) {
            try (var weights = Weights.create(model, Kind.DOUBLE, new SplittableRandom(2))) {
                var together = values(model, weights, x);
                assertThat(together).as(model.toString()).hasSize(4 * 3 * 2);
                var alone = values(model, weights, x.narrow(0, 2, 1).contiguous());
                for (int i = 0; i < 6; i++) {
                    assertThat(together[12 + i]).isCloseTo(alone[i], within(1e-12));
                }
            }
        }
    }

    @Test
    void theBlockOfThePaperHasThisManyParameters() {
        // Per block, window 25 of 3 channels: 75*256+256 + 3 (256*256+256) + 2 (256*5+5)
        // + 5*75+75 + 5*3+3.
        assertThat(new NBeatsNet(25, 1, 3, 1, 4, 256, 5).size()).isEqualTo(219_870);
        assertThat(new NBeatsNet(25, 1, 3, 30, 4, 256, 5).size()).isEqualTo(30 * 219_870);
    }

    @Test
    void aBlockWithSilentHeadsPassesItsInputOnAndSaysNothing() {
        var two = new NBeatsNet(4, 1, 1, 2, 1, 3, 2);
        var one = new NBeatsNet(4, 1, 1, 1, 1, 3, 2);
        try (var weights = Weights.create(two, Kind.DOUBLE, new SplittableRandom(3));
                var second = Weights.create(one, Kind.DOUBLE, new SplittableRandom(3))) {
            for (String name : List.of("3.weight", "3.bias", "4.weight", "4.bias")) {
                weights.get(name).detach().zero_();
            }
            var all = weights.toArray();
            second.set(java.util.Arrays.copyOfRange(all, all.length / 2, all.length));
            var x = rows(2, 4, 1);
            assertThat(values(two, weights, x)).isEqualTo(values(one, second, x));
        }
    }

    @Test
    void linearModelsAreLinearAndNLinearFollowsAShift() {
        var x = rows(1, 12, 2);
        var moved = Tensors.shift(x, 3);
        for (int smoothing : new int[] {0, 5}) {
            var model = new LinearNet(12, 3, 2, smoothing);
            try (var weights = Weights.create(model, Kind.DOUBLE, new SplittableRandom(4))) {
                var at = values(model, weights, x);
                var zero = values(model, weights, Tensors.scale(x, 0));
                var doubled = values(model, weights, Tensors.scale(x, 2));
                for (int i = 0; i < at.length; i++) {
                    assertThat(doubled[i] - zero[i])
                            .isCloseTo(2 * (at[i] - zero[i]), within(1e-12));
                }
                if (smoothing == 0) {
                    var shifted = values(model, weights, moved);
                    for (int i = 0; i < at.length; i++) {
                        assertThat(shifted[i]).isCloseTo(at[i] + 3, within(1e-12));
                    }
                }
            }
        }
    }

    @Test
    void theMovingAverageOfALineIsTheLineAwayFromItsEnds() {
        var model = new LinearNet(9, 1, 1, 3);
        try (var weights = Weights.create(model, Kind.DOUBLE, new SplittableRandom(5))) {
            // The trend's map reads row 4, the remainder's map row 4 as well.
            var own = new double[(int) model.size()];
            own[4] = 1;
            own[10 + 4] = 100;
            weights.set(own);
            var line = new double[9];
            for (int i = 0; i < 9; i++) {
                line[i] = 2 * i + 1;
            }
            assertThat(values(model, weights, Tensors.of(line, Kind.DOUBLE, 1, 9, 1))[0])
                    .isCloseTo(9, within(1e-12));
        }
    }
}
