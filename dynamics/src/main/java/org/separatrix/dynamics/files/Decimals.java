package org.separatrix.dynamics.files;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// Reads decimal numbers from bytes, correctly rounded.
///
/// The mantissa times a 128-bit power of five decides nearly all numbers of up to 19 digits; the
/// few that it cannot decide, subnormal numbers and longer mantissas go to [Double#parseDouble].
///
/// Source: D. Lemire, "Number parsing at a gigabyte per second", Software: Practice and Experience
/// 51 (2021), algorithm 1.
final class Decimals {

    private static final int LEAST_POWER = -342;
    private static final int MOST_POWER = 308;
    private static final long[] HIGH = new long[MOST_POWER - LEAST_POWER + 1];
    private static final long[] LOW = new long[MOST_POWER - LEAST_POWER + 1];
    private static final double[] SMALL_POWERS = new double[23];

    static {
        for (int q = LEAST_POWER; q <= MOST_POWER; q++) {
            var power = normalisedPowerOfFive(q);
            HIGH[q - LEAST_POWER] = power.shiftRight(64).longValue();
            LOW[q - LEAST_POWER] = power.longValue();
        }
        double power = 1;
        for (int i = 0; i < SMALL_POWERS.length; i++) {
            SMALL_POWERS[i] = power;
            power *= 10;
        }
    }

    private Decimals() {}

    /// Value of the number in `bytes[from..to)`.
    ///
    /// @param point the byte that separates the fraction
    /// @throws NumberFormatException if it is no number
    static double parse(byte[] bytes, int from, int to, byte point) {
        int i = from;
        boolean negative = false;
        if (i < to && (bytes[i] == '-' || bytes[i] == '+')) {
            negative = bytes[i] == '-';
            i++;
        }
        long mantissa = 0;
        int digits = 0;
        int seen = 0;
        int exponent = 0;
        boolean fraction = false;
        for (; i < to; i++) {
            int c = bytes[i] - '0';
            if (c >= 0 && c <= 9) {
                seen++;
                if (fraction) {
                    exponent--;
                }
                if (digits > 0 || c > 0) {
                    digits++;
                    mantissa = 10 * mantissa + c;
                }
            } else if (bytes[i] == point && !fraction) {
                fraction = true;
            } else {
                break;
            }
        }
        if (seen == 0) {
            return slow(bytes, from, to, point);
        }
        if (i < to) {
            if ((bytes[i] | 0x20) != 'e' || to - i > 6) {
                return slow(bytes, from, to, point);
            }
            int sign = 1;
            i++;
            if (i < to && (bytes[i] == '-' || bytes[i] == '+')) {
                sign = bytes[i] == '-' ? -1 : 1;
                i++;
            }
            if (i == to) {
                throw new NumberFormatException();
            }
            int power = 0;
            for (; i < to; i++) {
                int c = bytes[i] - '0';
                if (c < 0 || c > 9) {
                    throw new NumberFormatException();
                }
                power = 10 * power + c;
            }
            exponent += sign * power;
        }
        if (digits > 19) {
            return slow(bytes, from, to, point);
        }
        if (mantissa == 0) {
            return negative ? -0.0 : 0.0;
        }
        double value;
        if (mantissa > 0 && mantissa < 1L << 53 && exponent >= -22 && exponent <= 22) {
            value =
                    exponent < 0
                            ? mantissa / SMALL_POWERS[-exponent]
                            : mantissa * SMALL_POWERS[exponent];
        } else {
            value = scaled(mantissa, exponent);
            if (Double.isNaN(value)) {
                return slow(bytes, from, to, point);
            }
        }
        return negative ? -value : value;
    }

    /// `w * 10^q` for an unsigned, non-zero `w`, or NaN if the method cannot decide.
    private static double scaled(long w, int q) {
        if (q < LEAST_POWER || q > MOST_POWER) {
            return Double.NaN;
        }
        int zeros = Long.numberOfLeadingZeros(w);
        long shifted = w << zeros;
        int k = q - LEAST_POWER;
        long high = Math.unsignedMultiplyHigh(shifted, HIGH[k]);
        long low = shifted * HIGH[k];
        if ((high & 0x1ff) == 0x1ff) {
            long more = Math.unsignedMultiplyHigh(shifted, LOW[k]);
            low += more;
            if (Long.compareUnsigned(low, more) < 0) {
                high++;
            }
        }
        if (low == -1 && (q < -27 || q > 55)) {
            return Double.NaN;
        }
        int upper = (int) (high >>> 63);
        long m = high >>> (upper + 9);
        int power = (((152170 + 65536) * q) >> 16) + 63 + upper - zeros + 1023;
        if (power <= 0) {
            return Double.NaN;
        }
        boolean halfway =
                Long.compareUnsigned(low, 1) <= 0
                        && q >= -4
                        && q <= 23
                        && (m & 3) == 1
                        && m << (upper + 9) == high;
        if (halfway) {
            m &= ~1L;
        }
        m = (m + (m & 1)) >>> 1;
        if (m >= 1L << 53) {
            m = 1L << 52;
            power++;
        }
        if (power >= 0x7ff) {
            return Double.NaN;
        }
        return Double.longBitsToDouble(((long) power << 52) | (m & ~(1L << 52)));
    }

    private static double slow(byte[] bytes, int from, int to, byte point) {
        var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (point != '.') {
            if (text.indexOf('.') >= 0) {
                throw new NumberFormatException();
            }
            text = text.replace((char) point, '.');
        }
        switch (text) {
            case "inf", "Inf", "INF", "+inf", "+Inf", "Infinity", "+Infinity" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-inf", "-Inf", "-INF", "-Infinity" -> {
                return Double.NEGATIVE_INFINITY;
            }
            default -> {}
        }
        for (int i = 0; i < text.length(); i++) {
            // Java alone would read 0x1p3 and 1.5f as well.
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                throw new NumberFormatException();
            }
        }
        return Double.parseDouble(text);
    }

    /// The 128 leading bits of 5^q: cut off for q >= 0, rounded up for q < 0.
    private static BigInteger normalisedPowerOfFive(int q) {
        var power = BigInteger.valueOf(5).pow(Math.abs(q));
        if (q >= 0) {
            return power.shiftLeft(128).shiftRight(power.bitLength());
        }
        int bits = power.subtract(BigInteger.ONE).bitLength();
        int shift = q >= -27 ? bits + 127 : 2 * bits + 128;
        var inverse = BigInteger.ONE.shiftLeft(shift).divide(power).add(BigInteger.ONE);
        return inverse.shiftRight(Math.max(0, inverse.bitLength() - 128));
    }
}
