package org.separatrix.lab;

import java.util.Locale;

/// One statement of a paper, put to the test.
///
/// @param name short name, unique within the report, in words with dashes
/// @param statement what the paper (or the method's card) says, in one sentence
/// @param source where it says so
/// @param expected the expected value or range, as printed
/// @param measured the measured value, as printed, with its error where there is one
/// @param holds whether the measurement bears the statement out
public record Claim(
        String name,
        String statement,
        String source,
        String expected,
        String measured,
        boolean holds) {

    /// Claims that `measured` lies at or below `limit`.
    public static Claim atMost(
            String name, String statement, String source, double limit, double measured) {
        return new Claim(
                name,
                statement,
                source,
                "<= " + number(limit),
                number(measured),
                measured <= limit);
    }

    /// Claims that `measured` lies at or above `limit`.
    public static Claim atLeast(
            String name, String statement, String source, double limit, double measured) {
        return new Claim(
                name,
                statement,
                source,
                ">= " + number(limit),
                number(measured),
                measured >= limit);
    }

    /// Claims that `measured` lies within `tolerance` of `expected`.
    public static Claim within(
            String name,
            String statement,
            String source,
            double expected,
            double tolerance,
            double measured) {
        return new Claim(
                name,
                statement,
                source,
                number(expected) + " ± " + number(tolerance),
                number(measured),
                Math.abs(measured - expected) <= tolerance);
    }

    /// Four significant digits, plain where that is short.
    public static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return Long.toString((long) value);
        }
        double size = Math.abs(value);
        if (size >= 1e-3 && size < 1e6) {
            int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
            return String.format(Locale.ROOT, "%." + decimals + "f", value);
        }
        return String.format(Locale.ROOT, "%.3e", value);
    }
}
