package org.separatrix.fields.causal;

import org.separatrix.lab.LabException;

/// Windows of time, each with a network of its own that begins where the one before ended.
///
/// @param length of a window, in time units; the end of the problem must be a multiple of it
/// @param overshoot share by which a window is trained beyond its end, at least 0
/// @param warmStart whether a network begins with the weights of the one before
public record TimeMarching(double length, double overshoot, boolean warmStart) {

    public TimeMarching {
        if (!(length > 0)) {
            throw new LabException("window length must be positive, got " + length);
        }
        if (!(overshoot >= 0)) {
            throw new LabException("overshoot must not be negative, got " + overshoot);
        }
    }

    /// One window over all of `[0, end]`.
    public static TimeMarching single(double end) {
        return new TimeMarching(end, 0, false);
    }

    /// Number of windows up to a time.
    ///
    /// @throws LabException if the end is not a multiple of the window
    public int windows(double end) {
        double count = end / length;
        int windows = (int) Math.rint(count);
        if (windows < 1 || Math.abs(count - windows) > 1e-9 * count) {
            throw new LabException(
                    "the end %s is not a multiple of the window length %s".formatted(end, length));
        }
        return windows;
    }

    /// Length a window is trained on.
    double trained() {
        return length * (1 + overshoot);
    }
}
