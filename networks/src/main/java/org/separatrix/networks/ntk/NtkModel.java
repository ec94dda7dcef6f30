package org.separatrix.networks.ntk;

import org.separatrix.lab.LabException;
import org.separatrix.lab.ReportJson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A fitted kernel regression: a weight for each training point, and the kernel they belong to.
///
/// @param settings the network whose kernel it is
/// @param scale units of inputs and target
/// @param points standardised training inputs, [N x d]
/// @param weights a with `f(x) = sum_i k(x, x_i) a_i`, length N
/// @param time when training was stopped; of no meaning for the NNGP
public record NtkModel(
        NtkSettings settings, Scale scale, double[][] points, double[] weights, double time) {

    /// Means and standard deviations of the training rows.
    public record Scale(
            double[] mean, double[] deviation, double targetMean, double targetDeviation) {

        static Scale of(double[][] x, double[] y) {
            int d = x[0].length;
            var mean = new double[d];
            var deviation = new double[d];
            var column = new double[x.length];
            for (int j = 0; j < d; j++) {
                for (int i = 0; i < x.length; i++) {
                    column[i] = x[i][j];
                }
                mean[j] = mean(column);
                deviation[j] = deviation(column, mean[j], "input " + (j + 1));
            }
            double targetMean = mean(y);
            return new Scale(mean, deviation, targetMean, deviation(y, targetMean, "the target"));
        }

        private static double mean(double[] values) {
            double sum = 0;
            for (double v : values) {
                sum += v;
            }
            return sum / values.length;
        }

        private static double deviation(double[] values, double mean, String what) {
            double square = 0;
            for (double v : values) {
                square += (v - mean) * (v - mean);
            }
            if (!(square > 0)) {
                throw new LabException(
                        what + " is constant over the training rows; leave it out or add rows");
            }
            return Math.sqrt(square / values.length);
        }

        double[][] inputs(double[][] x) {
            Inputs.check("x", x, mean.length);
            var points = new double[x.length][mean.length];
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < mean.length; j++) {
                    points[i][j] = (x[i][j] - mean[j]) / deviation[j];
                }
            }
            return points;
        }
    }

    /// Values at new inputs, in the target's units.
    public double[] predict(double[][] x) {
        var pair = settings.net().kernel(scale.inputs(x), points);
        double[][] k = settings.kernel() == NtkSettings.Kernel.NTK ? pair.ntk() : pair.nngp();
        var f = new double[x.length];
        for (int i = 0; i < f.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                f[i] += k[i][j] * weights[j];
            }
            f[i] = scale.targetMean() + scale.targetDeviation() * f[i];
        }
        return f;
    }

    /// Writes the model as JSON.
    public void write(Path file) {
        try {
            Files.writeString(file, ReportJson.MAPPER.writeValueAsString(this));
        } catch (IOException e) {
            throw new LabException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws LabException if the file cannot be read or is something else
    public static NtkModel read(Path file) {
        try {
            return ReportJson.MAPPER.readValue(Files.readString(file), NtkModel.class);
        } catch (IOException | tools.jackson.core.JacksonException e) {
            throw new LabException(
                    "cannot read %s as a model of tangent-kernel regression".formatted(file), e);
        }
    }
}
