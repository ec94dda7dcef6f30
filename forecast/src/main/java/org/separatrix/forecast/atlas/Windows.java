package org.separatrix.forecast.atlas;

import org.separatrix.lab.LabException;

/// What is looked at of each system.
///
/// @param count windows of a system
/// @param points points of a window
/// @param density points a period
public record Windows(int count, int points, int density) {

    /// 2,000 points at 100 a period, as in the paper's program.
    public static Windows of(int count) {
        return new Windows(count, 2000, 100);
    }

    public Windows {
        if (count < 2 || points < 64 || density < 2) {
            throw new LabException(
                    "expected at least 2 windows of 64 points at 2 points a period, got %d, %d and %d"
                            .formatted(count, points, density));
        }
    }
}
