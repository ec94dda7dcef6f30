package org.separatrix.equations.compile;

import org.separatrix.equations.UnaryFunction;

/// Functions of one argument applied to whole arrays, for interpreters that work on blocks.
///
/// Sine, cosine, hyperbolic tangent, exponential and logarithm run in vectors where the vector API
/// is present; they may then differ in the last digit from [UnaryFunction#apply]. Every element is
/// treated alike, wherever it lies in the array.
public final class ArrayFunctions {

    private static final boolean VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private ArrayFunctions() {}

    /// `to[i] = function(u[from + i])` for `i` from 0 to `count - 1`; `to` may be `u` if `from` is
    /// 0.
    public static void apply(UnaryFunction function, double[] u, int from, double[] to, int count) {
        switch (function) {
            case NEGATE -> {
                for (int i = 0; i < count; i++) {
                    to[i] = -u[from + i];
                }
            }
            case SQRT -> {
                for (int i = 0; i < count; i++) {
                    to[i] = Math.sqrt(u[from + i]);
                }
            }
            case ABS -> {
                for (int i = 0; i < count; i++) {
                    to[i] = Math.abs(u[from + i]);
                }
            }
            case SIN, COS, TANH, EXP, LOG -> {
                if (VECTORS) {
                    vectors(function, u, from, to, count);
                } else {
                    plain(function, u, from, to, count);
                }
            }
            case TAN, ASIN, ACOS, ATAN, SINH, COSH, LOG10, SIGN, FLOOR, STEP ->
                    plain(function, u, from, to, count);
        }
    }

    /// One element after the other; the plain twin of the vectors.
    static void plain(UnaryFunction function, double[] u, int from, double[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = function.apply(u[from + i]);
        }
    }

    private static void vectors(
            UnaryFunction function, double[] u, int from, double[] to, int count) {
        switch (function) {
            case SIN -> VectorFunctions.sin(u, from, to, count);
            case COS -> VectorFunctions.cos(u, from, to, count);
            case TANH -> VectorFunctions.tanh(u, from, to, count);
            case EXP -> VectorFunctions.exp(u, from, to, count);
            case LOG -> VectorFunctions.log(u, from, to, count);
            default -> plain(function, u, from, to, count);
        }
    }
}
