package org.separatrix.forecast.neural;

/// Mean and deviation of each channel over all values that are there.
record ChannelScale(double[] mean, double[] deviation) {

    /// @param values (series, times, channels), NaN where missing
    static ChannelScale of(double[][][] values) {
        int channels = values[0][0].length;
        var mean = new double[channels];
        var deviation = new double[channels];
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            double squares = 0;
            long n = 0;
            for (var series : values) {
                for (var row : series) {
                    if (!Double.isNaN(row[c])) {
                        sum += row[c];
                        squares += row[c] * row[c];
                        n++;
                    }
                }
            }
            mean[c] = sum / Math.max(1, n);
            double variance = squares / Math.max(1, n) - mean[c] * mean[c];
            deviation[c] = variance > 0 ? Math.sqrt(variance) : 1;
        }
        return new ChannelScale(mean, deviation);
    }

    double[] apply(double[] row) {
        var scaled = new double[row.length];
        for (int c = 0; c < row.length; c++) {
            scaled[c] = (row[c] - mean[c]) / deviation[c];
        }
        return scaled;
    }
}
