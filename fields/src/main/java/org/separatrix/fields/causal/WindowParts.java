package org.separatrix.fields.causal;

import java.util.random.RandomGenerator;

/// Builds what the training of a window works on: its start, its points, its sum of squares.
record WindowParts(PinnProblem problem, PinnSettings settings, PinnTrainer.Data data) {

    /// Places on an axis at which a window hands over to the next.
    private static final int HANDOVER = 64;

    /// Window number `w`, begun where the windows before it end.
    Window window(PinnSolution before, int w) {
        double length = settings.marching().length();
        double origin = w * length;
        if (problem.builtIn()) {
            double[] start =
                    w == 0
                            ? problem.initial().at(new double[0])
                            : before.at(origin, new double[1][0])[0];
            return new Window(w, origin, start, new double[0][], new double[0][]);
        }
        var places = problem.grid(settings.random() ? handover() : settings.places());
        var targets = new double[places.length][];
        if (w == 0) {
            for (int j = 0; j < places.length; j++) {
                targets[j] = problem.initial().at(places[j]);
            }
        } else {
            targets = Handover.observed(before, origin, places);
        }
        return new Window(w, origin, new double[0], places, targets);
    }

    /// Least squares has a row for each place, so that in the plane it takes fewer: half as many
    /// again on an axis as there are collocation places.
    private int handover() {
        boolean few =
                settings.optimizer() == PinnSettings.Optimizer.LM && problem.periods().length == 2;
        return few ? (int) Math.ceil(1.5 * Math.sqrt(settings.places())) : HANDOVER;
    }

    PointSet inside(Window window, Collocation points) {
        return new PointSet(
                problem.residuals(),
                problem,
                settings.encoding(problem),
                points.points(),
                window.start(),
                window.origin());
    }

    PointSet observed(Window window) {
        var points = new double[Math.max(1, window.places().length)][];
        for (int j = 0; j < points.length; j++) {
            points[j] =
                    window.places().length == 0
                            ? new double[1]
                            : Collocation.point(0, window.places()[j]);
        }
        return new PointSet(
                problem.observed(),
                problem,
                settings.encoding(problem),
                points,
                window.start(),
                window.origin());
    }

    Collocation mesh() {
        return Collocation.mesh(
                problem, settings.marching().trained(), settings.times(), settings.places());
    }

    /// Collocation times, of random points those of an even mesh.
    double[] times() {
        var times = new double[settings.times()];
        for (int i = 0; i < times.length; i++) {
            times[i] = settings.marching().trained() * i / (times.length - 1);
        }
        return times;
    }

    WeightRule rule() {
        int axes = problem.periods().length;
        int places =
                settings.random() || axes == 0
                        ? (axes == 0 ? 1 : settings.places())
                        : (int) Math.rint(Math.pow(settings.places(), axes));
        return new WeightRule(settings.emphasis(), settings.schedule(), times(), places);
    }

    /// New points for a step.
    Collocation drawn(RandomGenerator random) {
        return Collocation.random(
                problem,
                settings.marching().trained(),
                settings.times(),
                settings.places(),
                random);
    }

    /// What least squares is done on, and by which rule its rows are weighted.
    record Assembled(Window window, double[] theta, SquaresOfPoints squares, WeightRule rule) {}

    /// @param points to begin with
    Assembled assemble(Window window, double[] theta, Collocation points) {
        var rule = rule();
        var squares =
                new SquaresOfPoints(
                        settings.network(problem),
                        problem,
                        inside(window, points),
                        settings.times(),
                        new SquaresOfPoints.Targets(
                                observed(window), window.targets(), problem.initialWeight()),
                        data(window),
                        rule);
        return new Assembled(window, theta, squares, rule);
    }

    private SquaresOfPoints.Targets data(Window window) {
        double from = window.origin();
        double to = from + settings.marching().length();
        int[] own =
                java.util.stream.IntStream.range(0, data.times().length)
                        .filter(i -> data.times()[i] > from && data.times()[i] <= to)
                        .toArray();
        var points = new double[Math.max(1, own.length)][1];
        var values = new double[own.length][];
        for (int i = 0; i < own.length; i++) {
            points[i][0] = data.times()[own[i]] - from;
            values[i] = data.values()[own[i]];
        }
        var set =
                new PointSet(
                        problem.observed(),
                        problem,
                        settings.encoding(problem),
                        problem.builtIn() ? points : observed(window).points(),
                        window.start(),
                        from);
        return new SquaresOfPoints.Targets(set, values, data.weight());
    }
}
