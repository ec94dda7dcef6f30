package org.separatrix.forecast;

/// Products with weight matrices stored feature by feature.
final class Linear {

    private Linear() {}

    /// `features` times the weights, feature i to output k at `i*outputs + k`.
    static double[] apply(double[] weights, double[] features, int outputs) {
        var result = new double[outputs];
        for (int i = 0; i < features.length; i++) {
            double f = features[i];
            int at = i * outputs;
            for (int k = 0; k < outputs; k++) {
                result[k] += f * weights[at + k];
            }
        }
        return result;
    }
}
