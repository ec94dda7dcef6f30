package org.separatrix.transport.lightsb;

import org.separatrix.lab.Describe;

/// Settings of the tool.
///
/// @param target path of the second file
/// @param epsilon variance of the noise over unit time, in scaled units if `standardise`
/// @param components number of Gaussians
/// @param covariance shape of the matrices
/// @param standardise whether both files are shifted and divided by one common scale first
/// @param steps steps of training
/// @param rate learning rate at the start; it falls to 0
/// @param batch rows of either file a step
/// @param samples targets drawn for each source row
/// @param paths source rows whose paths are written
/// @param moments times of each path, 0 and 1 included
public record LightSbToolSettings(
        @Describe("file with rows of the target, of the same columns") String target,
        @Describe(value = "variance of the noise, in scaled units", min = 1e-12, max = 1e12)
                double epsilon,
        @Describe(value = "number of Gaussians", min = 1, max = 100_000) int components,
        @Describe("DIAGONAL or FULL matrices") Covariance covariance,
        @Describe("bring both files to a common unit variance first") boolean standardise,
        @Describe(value = "steps of training", min = 1, max = 10_000_000) int steps,
        @Describe(value = "learning rate at the start", min = 1e-9, max = 10) double rate,
        @Describe(value = "rows of either file a step", min = 1, max = 1_000_000) int batch,
        @Describe(value = "targets drawn for each source row", min = 1, max = 10_000) int samples,
        @Describe(value = "source rows whose paths are written", min = 0, max = 1_000_000)
                int paths,
        @Describe(value = "times of each path", min = 2, max = 10_000) int moments) {

    static final LightSbToolSettings DEFAULT =
            new LightSbToolSettings(
                    "", 0.1, 50, Covariance.DIAGONAL, true, 5000, 3e-3, 128, 1, 20, 51);

    LightSettings training() {
        return LightSettings.DEFAULT
                .withEpsilon(epsilon)
                .withComponents(components)
                .withCovariance(covariance)
                .withWidth(standardise ? 0.1 : 1)
                .withTraining(steps, rate)
                .withBatch(batch, true);
    }
}
