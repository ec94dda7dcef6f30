package org.separatrix.forecast.gtf;

import org.separatrix.lab.FinishedParts;
import org.separatrix.lab.Run;

import java.util.ArrayList;
import java.util.List;

/// A training in a run folder that loses at most seconds when the process is killed: its state and
/// curves are written every [#PERIOD] seconds, and taken up again.
final class KeptTraining {

    private static final double PERIOD = 20;
    private static final int POINTS = 200;

    private final GtfTraining course;
    private final int updates;
    private final String name;
    private final FinishedParts<Kept> store;
    private Curves curves = new Curves(List.of(), List.of(), List.of(), 0, 0);

    /// How a training went.
    ///
    /// @param at updates of the notes
    /// @param alpha forcing strength there
    /// @param gradient largest gradient since the note before
    /// @param largest largest gradient of all
    /// @param since largest gradient since the last note
    record Curves(
            List<Double> at,
            List<Double> alpha,
            List<Double> gradient,
            double largest,
            double since) {

        private Curves noted(int update, double strength) {
            return new Curves(
                    and(at, update), and(alpha, strength), and(gradient, since), largest, 0);
        }

        private Curves seen(double norm) {
            return new Curves(at, alpha, gradient, Math.max(largest, norm), Math.max(since, norm));
        }

        private static List<Double> and(List<Double> values, double last) {
            var all = new ArrayList<>(values);
            all.add(last);
            return List.copyOf(all);
        }
    }

    /// What the file holds.
    record Kept(GtfTraining.State state, Curves curves) {}

    /// @param name of the file
    /// @param store where states are kept
    KeptTraining(GtfTraining course, int updates, String name, FinishedParts<Kept> store) {
        this.course = course;
        this.updates = updates;
        this.name = name;
        this.store = store;
        store.find(name)
                .ifPresent(kept -> {
                    course.resume(kept.state());
                    curves = kept.curves();
                });
    }

    /// Trains to the end.
    ///
    /// @throws java.util.concurrent.CancellationException if the run is cancelled; the state is
    ///   kept
    Curves finish(Run run) {
        int every = Math.max(1, updates / POINTS);
        long last = System.nanoTime();
        while (course.updates() < updates) {
            boolean cancelled = run.cancelled().getAsBoolean();
            if (cancelled || System.nanoTime() - last > PERIOD * 1e9) {
                store.put(name, new Kept(course.state(), curves));
                last = System.nanoTime();
            }
            run.check();
            course.update();
            curves = curves.seen(course.gradientNorm());
            if (course.updates() % every == 0) {
                curves = curves.noted(course.updates(), course.strength());
            }
        }
        return curves;
    }
}
