package org.separatrix.forecast.neural;

import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;

import java.nio.file.Path;

/// A law of paths that was learned from series: new ones can be drawn from it.
public sealed interface PathLaw extends AutoCloseable permits SdeGan, LatentSde, MatchedSde {

    /// The times of its paths.
    double[] times();

    /// New paths in the units of the data: (paths, times, channels). The same seeds draw the same
    /// paths.
    double[][][] sample(int paths, Seeds seeds);

    /// Writes what is needed to draw paths again, as SafeTensors.
    void save(Path file);

    /// What its training lowered, or the bound it raised, in the course of the training; empty for
    /// a law that was loaded.
    double[] course();

    @Override
    void close();

    /// The whole numbers of settings must be positive.
    static void requirePositive(int... sizes) {
        for (int size : sizes) {
            if (size < 1) {
                throw new LabException("sizes and updates must be at least 1, got " + size);
            }
        }
    }
}
