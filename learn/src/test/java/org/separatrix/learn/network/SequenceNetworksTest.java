package org.separatrix.learn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

class SequenceNetworksTest {

    private Scope scope;

    @BeforeEach
    void open() {
        scope = new Scope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static RandomGenerator random(long seed) {
        return new SplittableRandom(seed);
    }

    @Test
    void sequencesOfTheFusedUnitsAreThoseOfTheirCells() {
        var x = Tensors.normal(random(1), Kind.DOUBLE, 2, 6, 3);
        var lstm = new Recurrent(Recurrent.Cell.LSTM, 3, 4, 1);
        var gru = new Recurrent(Recurrent.Cell.GRU, 3, 4, 1);
        try (var w = Weights.create(lstm, Kind.DOUBLE, random(2));
                var v = Weights.create(gru, Kind.DOUBLE, random(3))) {
            var cell = new LstmCell(3, 4);
            var state = cell.start(w, 2);
            var h = Tensors.zeros(Kind.DOUBLE, 2, 4);
            for (int t = 0; t < 6; t++) {
                state = cell.step(w, x.select(1, t), state);
                h = new GruCell(3, 4).step(v, x.select(1, t), h);
            }
            assertSame(lstm.forward(w, x).select(1, 5), state.output(), 1e-14);
            assertSame(gru.forward(v, x).select(1, 5), h, 1e-14);
        }
    }

    @Test
    void aSequenceMayBeReadInTwoPieces() {
        for (var kind : Recurrent.Cell.values()) {
            var network = new Recurrent(kind, 2, 3, 2);
            var x = Tensors.normal(random(4), Kind.DOUBLE, 1, 7, 2);
            try (var w = Weights.create(network, Kind.DOUBLE, random(5))) {
                var first = network.run(w, x.narrow(1, 0, 3), network.start(w, 1));
                var second = network.run(w, x.narrow(1, 3, 4), first.state());
                assertSame(
                        network.forward(w, x).narrow(1, 3, 4).contiguous(),
                        second.outputs(),
                        1e-15);
            }
        }
    }

    @Test
    void convolutionsSeeThePastAloneAndAsFarAsTheySay() {
        var network = TemporalConvolution.reaching(12, 1, 3, 1, 3, 2);
        assertThat(network.blocks()).isEqualTo(2);
        assertThat(network.reach()).isEqualTo(13);
        try (var w = Weights.create(network, Kind.DOUBLE, random(6))) {
            var x = Tensors.normal(random(7), Kind.DOUBLE, 1, 20, 1);
            var before = Tensors.toArray(network.forward(w, x));
            x.select(1, 5).add_(Tensors.full(10, Kind.DOUBLE, 1, 1));
            var after = Tensors.toArray(network.forward(w, x));
            for (int t = 0; t < 20; t++) {
                if (t < 5 || t >= 5 + 13) {
                    assertThat(after[t]).isEqualTo(before[t]);
                }
            }
            assertThat(after[5]).isNotEqualTo(before[5]);
            assertThat(after[17]).isNotEqualTo(before[17]);
        }
    }

    @Test
    void attentionWithEqualKeysIsTheMeanOfTheValues() {
        var attention = new Attention(4, 2);
        try (var w = Weights.create(attention, Kind.DOUBLE, random(8))) {
            var values = w.toArray();
            java.util.Arrays.fill(values, 0, 40, 0); // queries and keys
            w.set(values);
            var x = Tensors.normal(random(9), Kind.DOUBLE, 1, 5, 4);
            var mean = x.mean(1).unsqueeze(1).expand(1, 5, 4).contiguous();
            assertSame(
                    attention.forward(w, x, x, false),
                    attention.forward(w, mean, mean, false),
                    1e-14);
        }
    }

    @Test
    void aCausalTransformerDoesNotSeeTheFuture() {
        for (boolean first : new boolean[] {false, true}) {
            var network = new Transformer(4, 2, 2, 8, false, first, Activation.GELU);
            try (var w = Weights.create(network, Kind.DOUBLE, random(10))) {
                var x = Tensors.normal(random(11), Kind.DOUBLE, 1, 6, 4);
                var before = Tensors.toArray(network.forward(w, x, true, Dropout.NONE));
                x.select(1, 4).add_(Tensors.normal(random(12), Kind.DOUBLE, 1, 4));
                var after = Tensors.toArray(network.forward(w, x, true, Dropout.NONE));
                for (int i = 0; i < 16; i++) {
                    assertThat(after[i]).isCloseTo(before[i], within(1e-14));
                }
                assertThat(after[16]).isNotEqualTo(before[16]);
            }
        }
    }

    @Test
    void withoutPositionsATransformerTreatsItemsAsASet() {
        var network = Transformer.encoder(4, 1, 2, 8);
        try (var w = Weights.create(network, Kind.DOUBLE, random(13))) {
            var x = Tensors.normal(random(14), Kind.DOUBLE, 1, 5, 4);
            var turned = x.flip(1);
            assertSame(
                    network.forward(w, x, false, Dropout.NONE).flip(1),
                    network.forward(w, turned, false, Dropout.NONE),
                    1e-13);
        }
    }

    @Test
    void aDecoderNeedsItsMemory() {
        var x = Tensors.zeros(Kind.DOUBLE, 1, 2, 4);
        var network = Transformer.decoder(4, 2, 1, 8);
        try (var w = Weights.create(network, Kind.DOUBLE, random(15))) {
            assertThatThrownBy(() -> network.forward(w, x, false, Dropout.NONE))
                    .isInstanceOf(LearnException.class)
                    .hasMessage("this transformer attends to a memory; give it one");
            assertThat(network.forward(w, x, x, true, Dropout.NONE).shape())
                    .containsExactly(1, 2, 4);
        }
        assertThatThrownBy(() -> new Attention(5, 2))
                .hasMessage("width must be a multiple of heads, got 5 and 2");
    }

    @Test
    void positionsAreSinesAndCosinesOfGeometricPeriods() {
        var p = Tensors.toRows(Transformer.positions(3, 4, Kind.DOUBLE));
        assertThat(p[2]).containsExactly(Math.sin(2), Math.cos(2), Math.sin(0.02), Math.cos(0.02));
    }

    @Test
    void dropoutKeepsTheMeanAndFollowsItsSeed() {
        var ones = Tensors.full(1, Kind.DOUBLE, 100_000);
        var thinned = Dropout.of(0.2, random(16)).apply(ones);
        var values = Tensors.toArray(thinned);
        assertThat(java.util.Arrays.stream(values).distinct().sorted())
                .containsExactly(0.0, 1 / (1 - 0.2));
        assertThat(java.util.Arrays.stream(values).average().orElseThrow())
                .isCloseTo(1, within(4 * Math.sqrt(0.25 / 100_000)));
        assertThat(Tensors.toArray(Dropout.of(0.2, random(16)).apply(ones))).isEqualTo(values);
        var twice = Dropout.of(0.2, random(16));
        twice.apply(ones);
        assertThat(Tensors.toArray(twice.apply(ones))).isNotEqualTo(values);
        assertThat(Dropout.NONE.apply(ones)).isSameAs(ones);
    }

    private static void assertSame(Tensor a, Tensor b, double error) {
        assertThat(Tensors.toArray(a)).containsExactly(Tensors.toArray(b), within(error));
    }
}
