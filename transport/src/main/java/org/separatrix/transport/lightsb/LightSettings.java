package org.separatrix.transport.lightsb;

import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.transport.Coupling;
import org.separatrix.transport.Sampler;

/// How a light Schrödinger bridge is built and trained.
///
/// @param epsilon variance of the bridge's noise over the unit of time, in squared data units
/// @param components number of Gaussians K
/// @param covariance shape of the matrices S
/// @param width every eigenvalue of S at the start
/// @param initialisation where the centres start
/// @param rate learning rate of Adam
/// @param cosine whether the rate falls to 0 along a half cosine
/// @param batch points of either cloud a step
/// @param steps steps of training
/// @param prune components used less than this share of the average are dropped at the end; 0 keeps
///   all
public record LightSettings(
        @Describe(value = "variance of the noise over unit time", min = 1e-12, max = 1e12)
                double epsilon,
        @Describe(value = "number of Gaussians", min = 1, max = 100_000) int components,
        @Describe("DIAGONAL or FULL matrices") Covariance covariance,
        @Describe(value = "eigenvalues of S at the start", min = 1e-9, max = 1e9) double width,
        @Describe("SAMPLES or KMEANS: where the centres start") Initialisation initialisation,
        @Describe(value = "learning rate", min = 1e-9, max = 10) double rate,
        @Describe("let the rate fall to 0 along a half cosine") boolean cosine,
        @Describe(value = "points of either cloud a step", min = 1, max = 1_000_000) int batch,
        @Describe(value = "steps of training", min = 1, max = 10_000_000) int steps,
        @Describe(value = "drop components used less than this share", min = 0, max = 1)
                double prune) {

    /// The paper's setting of the mixture benchmark at epsilon 0.1.
    public static final LightSettings DEFAULT =
            new LightSettings(
                    0.1,
                    50,
                    Covariance.DIAGONAL,
                    1,
                    Initialisation.SAMPLES,
                    1e-3,
                    false,
                    128,
                    10_000,
                    0);

    public LightSettings {
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new LabException("epsilon must be positive and finite, got " + epsilon);
        }
        if (components < 1) {
            throw new LabException("components must be at least 1, got " + components);
        }
        if (!(width > 0) || !(rate > 0) || batch < 1 || steps < 1 || !(prune >= 0)) {
            throw new LabException(
                    "width, rate, batch and steps must be positive and prune not negative, got %s, %s, %d, %d and %s"
                            .formatted(width, rate, batch, steps, prune));
        }
    }

    /// The same with another epsilon.
    public LightSettings withEpsilon(double value) {
        return new LightSettings(
                value,
                components,
                covariance,
                width,
                initialisation,
                rate,
                cosine,
                batch,
                steps,
                prune);
    }

    /// The same with another number of Gaussians.
    public LightSettings withComponents(int value) {
        return new LightSettings(
                epsilon,
                value,
                covariance,
                width,
                initialisation,
                rate,
                cosine,
                batch,
                steps,
                prune);
    }

    /// The same with another shape of the matrices.
    public LightSettings withCovariance(Covariance value) {
        return new LightSettings(
                epsilon,
                components,
                value,
                width,
                initialisation,
                rate,
                cosine,
                batch,
                steps,
                prune);
    }

    /// The same with other eigenvalues of S at the start.
    public LightSettings withWidth(double value) {
        return new LightSettings(
                epsilon,
                components,
                covariance,
                value,
                initialisation,
                rate,
                cosine,
                batch,
                steps,
                prune);
    }

    /// The same with another start of the centres.
    public LightSettings withInitialisation(Initialisation value) {
        return new LightSettings(
                epsilon, components, covariance, width, value, rate, cosine, batch, steps, prune);
    }

    /// The same with another length and rate of training.
    public LightSettings withTraining(int newSteps, double newRate) {
        return new LightSettings(
                epsilon,
                components,
                covariance,
                width,
                initialisation,
                newRate,
                cosine,
                batch,
                newSteps,
                prune);
    }

    /// The same with another batch and course of the rate.
    public LightSettings withBatch(int newBatch, boolean newCosine) {
        return new LightSettings(
                epsilon,
                components,
                covariance,
                width,
                initialisation,
                rate,
                newCosine,
                newBatch,
                steps,
                prune);
    }

    /// The same with another threshold of pruning.
    public LightSettings withPruning(double value) {
        return new LightSettings(
                epsilon,
                components,
                covariance,
                width,
                initialisation,
                rate,
                cosine,
                batch,
                steps,
                value);
    }

    /// Hears how training goes.
    @FunctionalInterface
    public interface Watcher {

        /// Hears nothing.
        Watcher SILENT = (_, _) -> {};

        /// @param step number of steps done
        /// @param loss of the last batch, in nats for the likelihood
        void step(int step, double loss);
    }

    /// Fits the bridge from `source` to `target`.
    ///
    /// The way back is a second fit with the clouds swapped.
    ///
    /// @throws LabException if the data cannot be used, or the loss stops being finite
    public LightSchrodingerBridge fit(Sampler source, Sampler target, Seeds seeds) {
        return fit(source, target, seeds, Watcher.SILENT);
    }

    /// Fits as [#fit(Sampler, Sampler, Seeds)] does, telling `watcher` of every step.
    public LightSchrodingerBridge fit(
            Sampler source, Sampler target, Seeds seeds, Watcher watcher) {
        return new Training(this, seeds, watcher).likelihood(source, target);
    }

    /// Fits by bridge matching from any coupling of the two clouds.
    ///
    /// @param target the second cloud, where the centres start
    /// @throws LabException for full matrices, which it does not train
    public LightSchrodingerBridge match(
            Coupling coupling, Sampler target, Seeds seeds, Watcher watcher) {
        return new Training(this, seeds, watcher).matching(coupling, target);
    }
}
