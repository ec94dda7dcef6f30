package org.separatrix.forecast.transfer;

import org.separatrix.lab.LabException;

/// How the encoder is made.
///
/// @param systems surrogate systems, drawn from the catalogue
/// @param points points of each surrogate series
/// @param windows windows cut out of them at random
/// @param epochs passes over the windows
/// @param batch windows an update
/// @param rate learning rate of Adam
public record TransferSettings(
        int systems, int points, int windows, int epochs, int batch, double rate) {

    /// As in the paper's program: all flows, 10,000 windows, 200 epochs.
    public static final TransferSettings PAPER =
            new TransferSettings(129, 1000, 10_000, 200, 64, 1e-3);

    /// Small enough for a minute on two cores.
    public static final TransferSettings QUICK = new TransferSettings(24, 1000, 1500, 25, 64, 1e-3);

    public TransferSettings {
        require(systems >= 1, "systems must be at least 1", systems);
        require(
                points >= SurrogateAutoencoder.WINDOW,
                "points must be at least " + SurrogateAutoencoder.WINDOW,
                points);
        require(windows >= 1, "windows must be at least 1", windows);
        require(epochs >= 1, "epochs must be at least 1", epochs);
        require(batch >= 1, "batch must be at least 1", batch);
        require(rate > 0 && rate < 1, "rate must lie in (0, 1)", rate);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new LabException(rule + ", got " + value);
        }
    }

    /// The same with another number of systems.
    TransferSettings withSystems(int count) {
        return new TransferSettings(count, points, windows, epochs, batch, rate);
    }
}
