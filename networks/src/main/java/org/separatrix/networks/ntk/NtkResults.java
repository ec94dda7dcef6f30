package org.separatrix.networks.ntk;

import org.separatrix.lab.LabException;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.bench.CellResult;

import java.util.Arrays;
import java.util.List;

/// Finished cells, by part and width, and the statistics the claims are made of.
record NtkResults(List<CellResult> all) {

    /// Cells of a part, of any width.
    List<CellResult> of(String part) {
        return all.stream().filter(r -> r.cell().system().equals(part)).toList();
    }

    /// Cells of a part at a width, or under a name.
    List<CellResult> of(String part, String model) {
        var found = of(part).stream().filter(r -> r.cell().model().equals(model)).toList();
        for (var result : found) {
            if (!result.succeeded()) {
                throw new LabException(
                        "%s, %s failed: %s".formatted(part, model, result.failure()));
            }
        }
        return found;
    }

    /// The curve called `name` of every cell, `[cell][point]`.
    double[][] curves(String part, String model, String name) {
        return of(part, model).stream().map(r -> curve(r, name)).toArray(double[][]::new);
    }

    static double[] curve(CellResult result, String name) {
        return ReportJson.MAPPER.readValue(result.details(), NtkTask.Curves.class).named(name);
    }

    static String width(int width) {
        return "width " + width;
    }

    /// Mean over cells at each point.
    static double[] mean(double[][] curves) {
        var mean = new double[curves[0].length];
        for (double[] curve : curves) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += curve[j] / curves.length;
            }
        }
        return mean;
    }

    /// Standard deviation over cells at each point, with one degree of freedom less.
    static double[] deviation(double[][] curves) {
        double[] mean = mean(curves);
        var deviation = new double[mean.length];
        for (double[] curve : curves) {
            for (int j = 0; j < mean.length; j++) {
                double off = curve[j] - mean[j];
                deviation[j] += off * off / (curves.length - 1);
            }
        }
        for (int j = 0; j < mean.length; j++) {
            deviation[j] = Math.sqrt(deviation[j]);
        }
        return deviation;
    }

    /// Quantile over cells at each point, linear between order statistics.
    static double[] quantile(double[][] curves, double p) {
        var quantile = new double[curves[0].length];
        for (int j = 0; j < quantile.length; j++) {
            var values = new double[curves.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = curves[i][j];
            }
            Arrays.sort(values);
            double at = p * (values.length - 1);
            int below = Math.min((int) at, values.length - 2);
            quantile[j] = values[below] + (at - below) * (values[below + 1] - values[below]);
        }
        return quantile;
    }

    static double average(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    static double largest(double[] values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }

    double meanMetric(String part, String model, String metric) {
        return of(part, model).stream()
                .mapToDouble(r -> r.metrics().getOrDefault(metric, Double.NaN))
                .average()
                .orElse(Double.NaN);
    }
}
