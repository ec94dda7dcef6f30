package org.separatrix.fields.causal;

import org.separatrix.learn.network.Network;
import org.separatrix.learn.training.LevenbergMarquardt;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/// Trains one window by Levenberg–Marquardt.
///
/// Each iteration takes the weights of the present residuals as constants. Epsilon moves on as soon
/// as the smallest weight passes; at the last epsilon the iterations go on to the end, or until the
/// loss has stalled. A window that has not converged by then gets as many iterations once more.
///
/// Random points are drawn anew each iteration; a step then lowers the loss at its own points.
final class LmFit {

    private static final double DAMPING = 1e-2;
    private static final double STALLED = 1e-5;
    private static final int PATIENCE = 8;
    private static final double ENOUGH = 1e-26;

    private LmFit() {}

    /// @param theta weights, then unknown parameters; changed
    /// @param draw points of an iteration, if they are random
    static FitHistory run(
            WindowParts.Assembled parts,
            PinnSettings settings,
            double[] times,
            double[] theta,
            IntFunction<PointSet> draw,
            IntConsumer watch) {
        var squares = parts.squares();
        var rule = parts.rule();
        int iterations = settings.schedule().iterations();
        var recorder = new FitHistory.Recorder(times, iterations);
        var lm = new LevenbergMarquardt(squares, squares, theta, DAMPING);
        double before = Double.POSITIVE_INFINITY;
        int stalled = 0;
        int done = 0;
        boolean comparable =
                !settings.random() && !(settings.emphasis() instanceof Emphasis.SelfAdaptive);
        double smallest = 0;
        while (done < iterations
                || (done < 2 * iterations && smallest <= threshold(settings.emphasis()))) {
            double epsilon = rule.epsilon();
            boolean last = rule.last();
            if (settings.random()) {
                squares.move(draw.apply(done));
                lm.changed();
            }
            boolean moved = lm.step();
            done++;
            watch.accept(done);
            smallest = Arrays.stream(squares.weights()).min().orElse(1);
            recorder.note(
                    done, epsilon, squares.initialLoss(), squares.losses(), squares.weights());
            if (last) {
                stalled = lm.cost() > (1 - STALLED) * before ? stalled + 1 : 0;
                if ((!moved && !settings.random())
                        || (comparable && stalled >= PATIENCE)
                        || lm.cost() < ENOUGH) {
                    break;
                }
                before = lm.cost();
            }
            rule.advance(done, smallest, squares.squares());
        }
        if (settings.random()) {
            squares.move(draw.apply(done));
        }
        var r = new double[squares.size()];
        squares.values(theta, r);
        squares.measure(r);
        return recorder.finish(settings, rule, done, squares.initialLoss(), squares.losses());
    }

    private static double threshold(Emphasis emphasis) {
        return emphasis instanceof Emphasis.Causal(CausalWeights weights) ? weights.delta() : -1;
    }

    /// The largest network whose normal equations are worth forming.
    static void requireSmall(Network network) {
        if (network.size() > 6000) {
            throw new org.separatrix.lab.LabException(
                    "Levenberg–Marquardt needs fewer than 6000 weights, the network has %d; lower the width or use optimizer=ADAM"
                            .formatted(network.size()));
        }
    }
}
