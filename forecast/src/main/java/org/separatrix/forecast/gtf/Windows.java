package org.separatrix.forecast.gtf;

import org.separatrix.lab.LabException;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The windows of the recordings, drawn uniformly with replacement.
final class Windows {

    private final double[][][] channels;
    private final double[][][] inputs;
    private final int sequence;
    private final int[] counts;
    private final int total;

    /// Windows of channels and inputs, `[batch][T + 1][N]` and `[batch][T + 1][K]`; no inputs if
    /// there are none.
    record Batch(double[][][] channels, double[][][] inputs) {}

    /// @param pieces recordings, `[piece][time][N + K]`
    /// @param driven number of external inputs K, the last columns
    Windows(double[][][] pieces, int driven, int sequence) {
        this.sequence = sequence;
        int n = pieces[0][0].length - driven;
        if (n < 1) {
            throw new LabException(
                    "gtf: inputs must leave at least one channel; the data have %d columns, inputs is %d"
                            .formatted(pieces[0][0].length, driven));
        }
        channels = driven == 0 ? pieces : columns(pieces, 0, n);
        inputs = driven == 0 ? new double[0][][] : columns(pieces, n, n + driven);
        counts = new int[pieces.length];
        int sum = 0;
        for (int p = 0; p < pieces.length; p++) {
            counts[p] = Math.max(0, pieces[p].length - sequence);
            sum += counts[p];
        }
        if (sum == 0) {
            throw new LabException(
                    "gtf: no piece has the %d rows that a window of %d steps needs"
                            .formatted(sequence + 1, sequence));
        }
        total = sum;
    }

    static double[][][] columns(double[][][] pieces, int from, int to) {
        return Arrays.stream(pieces)
                .map(rows -> columns(rows, from, to))
                .toArray(double[][][]::new);
    }

    static double[][] columns(double[][] rows, int from, int to) {
        return Arrays.stream(rows)
                .map(row -> Arrays.copyOfRange(row, from, to))
                .toArray(double[][]::new);
    }

    /// Number of channels N.
    int dimension() {
        return channels[0][0].length;
    }

    double least() {
        return Arrays.stream(channels)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .min()
                .orElseThrow();
    }

    double largest() {
        return Arrays.stream(channels)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .max()
                .orElseThrow();
    }

    Batch draw(int size, SplittableRandom random) {
        var seen = new double[size][][];
        var driving = new double[inputs.length == 0 ? 0 : size][][];
        for (int k = 0; k < size; k++) {
            int window = random.nextInt(total);
            int p = 0;
            while (window >= counts[p]) {
                window -= counts[p++];
            }
            int end = window + sequence + 1;
            seen[k] = Arrays.copyOfRange(channels[p], window, end);
            if (inputs.length > 0) {
                driving[k] = Arrays.copyOfRange(inputs[p], window, end);
            }
        }
        return new Batch(seen, driving);
    }
}
