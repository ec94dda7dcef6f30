package org.separatrix.transport;

import org.separatrix.lab.LabException;

import java.util.random.RandomGenerator;

/// A law in D dimensions that can be drawn from: a data set, or a formula.
public interface Sampler {

    /// The number of coordinates D.
    int dimension();

    /// Draws one point.
    ///
    /// @param point length D, overwritten
    void draw(RandomGenerator random, double[] point);

    /// Draws `count` points, `[count][D]`.
    default double[][] draw(RandomGenerator random, int count) {
        var points = new double[count][dimension()];
        for (double[] point : points) {
            draw(random, point);
        }
        return points;
    }

    /// Draws `rows[i]`, with replacement.
    ///
    /// @param rows at least 2, all finite and of one length; not copied
    /// @throws LabException that names the first bad row
    static Sampler of(double[][] rows) {
        if (rows.length < 2) {
            throw new LabException("at least 2 samples are needed, got " + rows.length);
        }
        int d = rows[0].length;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != d) {
                throw new LabException(
                        "row %d: expected %d numbers, got %d".formatted(i, d, rows[i].length));
            }
            for (int j = 0; j < d; j++) {
                if (!Double.isFinite(rows[i][j])) {
                    throw new LabException(
                            "row %d, coordinate %d is %s; remove the row or fill the gap"
                                    .formatted(i, j, rows[i][j]));
                }
            }
        }
        return new Sampler() {
            @Override
            public int dimension() {
                return d;
            }

            @Override
            public void draw(RandomGenerator random, double[] point) {
                System.arraycopy(rows[random.nextInt(rows.length)], 0, point, 0, d);
            }
        };
    }

    /// The standard normal law.
    static Sampler gaussian(int dimension) {
        return new Sampler() {
            @Override
            public int dimension() {
                return dimension;
            }

            @Override
            public void draw(RandomGenerator random, double[] point) {
                for (int j = 0; j < dimension; j++) {
                    point[j] = random.nextGaussian();
                }
            }
        };
    }
}
