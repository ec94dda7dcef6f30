package org.separatrix.equations;

/// Shortest decimal text of doubles.
final class Numbers {

    private Numbers() {}

    /// The shortest text that reads back as `value`, without a trailing `.0`; a value that has no
    /// decimal text is written as the quotient that makes it.
    static String text(double value) {
        if (Double.isNaN(value)) {
            return "(0/0)";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "(1/0)" : "(-1/0)";
        }
        String text = Double.toString(value);
        int exponent = text.indexOf('E');
        String mantissa = exponent < 0 ? text : text.substring(0, exponent);
        if (mantissa.endsWith(".0")) {
            mantissa = mantissa.substring(0, mantissa.length() - 2);
        }
        return exponent < 0 ? mantissa : mantissa + "e" + text.substring(exponent + 1);
    }

    /// Whether the text of the number starts with a minus sign.
    static boolean signed(double value) {
        return Double.isFinite(value) && Math.copySign(1, value) < 0;
    }
}
