package org.separatrix.fields.causal;

import org.separatrix.lab.LabException;

import java.util.random.RandomGenerator;

/// Points at which the residual is looked at: every place at every time.
///
/// @param times ascending, at least two
/// @param places periodic coordinates; one empty place for an ordinary equation
record Collocation(double[] times, double[][] places) {

    Collocation {
        if (times.length < 2) {
            throw new LabException("expected at least 2 times, got " + times.length);
        }
        for (int i = 1; i < times.length; i++) {
            if (!(times[i] > times[i - 1])) {
                throw new LabException(
                        "times must ascend without duplicates, got %s after %s"
                                .formatted(times[i], times[i - 1]));
            }
        }
    }

    /// An even mesh.
    static Collocation mesh(PinnProblem problem, double length, int nt, int nx) {
        var times = new double[nt];
        for (int i = 0; i < nt; i++) {
            times[i] = nt == 1 ? 0 : length * i / (nt - 1);
        }
        return new Collocation(times, problem.grid(nx));
    }

    /// Uniform random times, sorted, and places shared by all times.
    static Collocation random(
            PinnProblem problem, double length, int nt, int nx, RandomGenerator random) {
        var times = random.doubles(nt, 0, length).sorted().toArray();
        for (int i = 1; i < nt; i++) {
            // A tie has probability 2^-53; the next number keeps the order strict.
            times[i] = Math.max(times[i], Math.nextUp(times[i - 1]));
        }
        int axes = problem.periods().length;
        var places = new double[nx][axes];
        for (var place : places) {
            for (int a = 0; a < axes; a++) {
                place[a] = problem.low()[a] + problem.periods()[a] * random.nextDouble();
            }
        }
        return new Collocation(times, places);
    }

    /// All points, times slow, places fast; time first.
    double[][] points() {
        var points = new double[times.length * places.length][];
        for (int i = 0; i < times.length; i++) {
            for (int j = 0; j < places.length; j++) {
                points[i * places.length + j] = point(times[i], places[j]);
            }
        }
        return points;
    }

    static double[] point(double time, double[] place) {
        var point = new double[1 + place.length];
        point[0] = time;
        System.arraycopy(place, 0, point, 1, place.length);
        return point;
    }
}
