package org.separatrix.dynamics.catalog;

/// A measured number with its standard error, in the same unit.
public record Estimate(double value, double error) {

    /// `0.906 ± 0.002`, the error with two digits and the value to the same place.
    @Override
    public String toString() {
        if (!(error > 0)) {
            return trim(value, 4);
        }
        int place = 1 - (int) Math.floor(Math.log10(error));
        int decimals = Math.clamp(place, 0, 12);
        return String.format(
                java.util.Locale.ROOT, "%." + decimals + "f ± %." + decimals + "f", value, error);
    }

    private static String trim(double value, int digits) {
        return String.format(java.util.Locale.ROOT, "%." + digits + "g", value);
    }
}
