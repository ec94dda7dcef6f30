package org.separatrix.forecast.gtf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The fused gradient against libtorch's reverse mode and against finite differences.
class ForcedGradientTest {

    private static final int STEPS = 30;

    private static ShallowPlrnn net(int m, int l, boolean clipped) {
        var random = new SplittableRandom(5);
        var net = ShallowPlrnn.random(m, l, clipped, random);
        for (int k = 0; k < l; k++) {
            net.h2()[k] = 0.5 * random.nextGaussian();
        }
        return net;
    }

    private static double[][][] sequences(int batch, int steps, int m) {
        var random = new SplittableRandom(8);
        var x = new double[batch][steps + 1][m];
        for (double[][] sequence : x) {
            for (double[] row : sequence) {
                for (int j = 0; j < m; j++) {
                    row[j] = random.nextGaussian();
                }
            }
        }
        return x;
    }

    /// The same loss on tensors: A, W1, W2, h1, h2 in that order.
    private static Tensor loss(
            List<Tensor> p, boolean clipped, double[][][] x, double alpha, double weight) {
        var z = row(x, 0);
        var error = Tensors.scalar(0, Kind.DOUBLE);
        for (int t = 1; t < x[0].length; t++) {
            var u = z.matmul(p.get(2));
            var active = u.add(p.get(4)).relu();
            active = clipped ? active.sub(u.relu()) : active;
            var next = z.mul(p.get(0)).add(active.matmul(p.get(1).t())).add(p.get(3));
            var seen = row(x, t);
            error = error.add(next.sub(seen).square().sum());
            z = Tensors.plus(Tensors.scale(next, 1 - alpha), alpha, seen);
        }
        return Tensors.scale(error, weight);
    }

    private static Tensor row(double[][][] x, int t) {
        var rows = new double[x.length][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = x[k][t];
        }
        return Tensors.of(rows, Kind.DOUBLE);
    }

    @ParameterizedTest
    @CsvSource({"true,0.15,5,4", "true,0,5,8", "false,0.3,5,2", "false,1,3,3", "true,0.15,1,1"})
    void agreesWithReverseModeOnTensors(boolean clipped, double alpha, int batch, int lanes) {
        int m = 3;
        int n = 11;
        var net = net(m, n, clipped);
        double[][][] x = sequences(batch, STEPS, m);
        double weight = 1.0 / (batch * STEPS * m);
        var pass = new ForcedGradient(net, STEPS, lanes);
        double error = Passes.error(pass, x, alpha, weight);
        double[][] fused = {pass.a, pass.w1, pass.w2, pass.h1, pass.h2};
        try (var _ = new Scope()) {
            var leaves = new ArrayList<Tensor>();
            leaves.add(Autograd.leaf(Tensors.of(net.a(), Kind.DOUBLE)));
            leaves.add(Autograd.leaf(Tensors.of(net.w1(), Kind.DOUBLE, m, n)));
            leaves.add(Autograd.leaf(Tensors.of(net.w2(), Kind.DOUBLE, m, n)));
            leaves.add(Autograd.leaf(Tensors.of(net.h1(), Kind.DOUBLE)));
            leaves.add(Autograd.leaf(Tensors.of(net.h2(), Kind.DOUBLE)));
            var loss = loss(leaves, clipped, x, alpha, weight);
            var exact = Autograd.grad(loss, leaves, false);
            double value = Tensors.value(loss);
            assertThat(weight * error).isCloseTo(value, within(1e-12 * value));
            for (int k = 0; k < fused.length; k++) {
                double[] wanted = Tensors.toArray(exact.get(k));
                double size = 0;
                for (double g : wanted) {
                    size = Math.max(size, Math.abs(g));
                }
                for (int i = 0; i < wanted.length; i++) {
                    assertThat(fused[k][i]).isCloseTo(wanted[i], within(1e-10 * (1 + size)));
                }
            }
        }
    }

    /// Loss of a training with an affine observation at given B, for finite differences.
    private static double affineLoss(AffineGradient affine, ShallowPlrnn net, double[][][] x) {
        var pass = new ForcedGradient(net, x[0].length - 1, 2);
        return Passes.error(pass, affine, x, new double[0][][], 0.3, 1);
    }

    @ParameterizedTest
    @CsvSource({"5,3", "3,3", "2,4"})
    void gradientsFlowThroughThePseudoInverse(int channels, int latent) {
        var random = new SplittableRandom(3);
        var b = new double[channels][latent];
        for (double[] row : b) {
            for (int j = 0; j < latent; j++) {
                row[j] = random.nextGaussian();
            }
        }
        var net = net(latent, 7, true);
        double[][][] x = sequences(2, 9, channels);
        var affine = new AffineGradient(b);
        affineLoss(affine, net, x);
        double[] exact = affine.gradient.clone();
        double h = 1e-6;
        for (int i = 0; i < exact.length; i++) {
            double kept = affine.matrix[i];
            affine.matrix[i] = kept + h;
            double up = affineLoss(affine, net, x);
            affine.matrix[i] = kept - h;
            double down = affineLoss(affine, net, x);
            affine.matrix[i] = kept;
            double slope = (up - down) / (2 * h);
            assertThat(exact[i]).isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
        }
    }

    @Test
    void thePenaltyOnTheConditionNumberHasItsGradient() {
        double[][] b = {{2, 0.3}, {-0.4, 0.7}, {0.1, 0.2}};
        var affine = new AffineGradient(b);
        affine.begin();
        affine.penalise(0.7);
        for (int i = 0; i < 6; i++) {
            double kept = affine.matrix[i];
            affine.matrix[i] = kept + 1e-6;
            double up = penalty(affine);
            affine.matrix[i] = kept - 1e-6;
            double down = penalty(affine);
            affine.matrix[i] = kept;
            assertThat(affine.gradient[i]).isCloseTo((up - down) / 2e-6, within(1e-6));
        }
    }

    private static double penalty(AffineGradient affine) {
        double c = affine.observation().condition();
        return 0.7 * (1 - c) * (1 - c);
    }

    @Test
    void aSingularObservationIsRefusedWithItsConditionNumber() {
        var flat = Observation.through(new double[][] {{1, 2}, {2, 4}, {3, 6}});
        assertThatThrownBy(() -> flat.infer(new double[3]))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("the observation matrix cannot be inverted")
                .hasMessageContaining("condition number is")
                .hasMessageContaining("raise lambdaObservation or lower latent");
    }

    @Test
    void inferringUndoesObserving() {
        var tall = Observation.through(new double[][] {{1, 0.2}, {-0.4, 1}, {0.3, 0.3}});
        double[] z = {0.7, -1.1};
        assertThat(tall.infer(tall.observe(z))).containsExactly(z, within(1e-12));
    }

    private static final Gtf AFFINE =
            new Gtf(10, true, 20, 6, 400, 5e-3, 1e-3, Forcing.PRODUCT, 1, 5, 0.98, 3, 1e-4, 1e-3);

    /// A circle seen through five channels.
    private static double[][] channels(int n) {
        var x = new double[n][5];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 5; j++) {
                x[i][j] = Math.sqrt(2) * Math.cos(0.1 * i + j);
            }
        }
        return x;
    }

    @Test
    void aTrainingThatGoesOnEndsWithTheSameBits() {
        double[][][] pieces = {channels(200)};
        var whole = new GtfTraining(AFFINE, pieces, new Seeds(1));
        var before = new GtfTraining(AFFINE, pieces, new Seeds(1));
        for (int k = 0; k < 60; k++) {
            whole.update();
        }
        for (int k = 0; k < 23; k++) {
            before.update();
        }
        var after = new GtfTraining(AFFINE, pieces, new Seeds(1));
        after.resume(before.state());
        while (after.updates() < 60) {
            after.update();
        }
        assertThat(after.state().parameters()).isDeepEqualTo(whole.state().parameters());
        assertThat(after.strength()).isEqualTo(whole.strength());
    }

    @Test
    void fewerStatesThanChannelsLearnACircle() {
        double[][][] pieces = {channels(400)};
        var settings =
                new Gtf(10, true, 30, 8, 3000, 5e-3, 1e-4, Forcing.PRODUCT, 1, 5, 0.98, 2, 0, 1e-4);
        var training = new GtfTraining(settings, pieces, new Seeds(0));
        for (int k = 0; k < settings.updates(); k++) {
            training.update();
        }
        double[] start = pieces[0][0];
        double[][] orbit = training.map().freeRun(training.observation().infer(start), 200);
        double worst = 0;
        for (int t = 100; t < 200; t++) {
            double[] seen = training.observation().observe(orbit[t]);
            for (int j = 0; j < 5; j++) {
                worst = Math.max(worst, Math.abs(seen[j] - pieces[0][t + 1][j]));
            }
        }
        // The circle has radius sqrt(2); two turns on, the phase is still right.
        assertThat(worst).isLessThan(0.3);
        assertThat(training.observation().condition()).isLessThan(20);
    }

    @Test
    void thePenaltyPullsTheDiagonalTowardsOne() {
        var loose = new Gtf(4, true, 20, 4, 300, 1e-2, 1e-2, Forcing.CONSTANT, 0.5, 5, 1, 0, 0, 0);
        var tight = new Gtf(4, true, 20, 4, 300, 1e-2, 1e-2, Forcing.CONSTANT, 0.5, 5, 1, 0, 10, 0);
        assertThat(distanceFromOne(tight)).isLessThan(0.1 * distanceFromOne(loose));
    }

    private static double distanceFromOne(Gtf settings) {
        var random = new SplittableRandom(2);
        var noise = new double[300][2];
        for (double[] row : noise) {
            row[0] = random.nextGaussian();
            row[1] = random.nextGaussian();
        }
        var training = new GtfTraining(settings, new double[][][] {noise}, new Seeds(0));
        for (int k = 0; k < 300; k++) {
            training.update();
        }
        double[] a = training.map().arrays()[0];
        return Math.abs(1 - a[0]) + Math.abs(1 - a[1]);
    }
}
