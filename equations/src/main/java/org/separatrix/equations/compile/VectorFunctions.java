package org.separatrix.equations.compile;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Functions of whole arrays in vectors; loaded only where the vector API is present.
///
/// One method for each function: HotSpot writes vector code only where it sees a constant operator.
final class VectorFunctions {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private VectorFunctions() {}

    static void sin(double[] u, int from, double[] to, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += SPECIES.length()) {
            vector(u, from + i).lanewise(VectorOperators.SIN).intoArray(to, i);
        }
        if (whole < count) {
            rest(u, from, whole, count)
                    .lanewise(VectorOperators.SIN)
                    .intoArray(to, whole, left(whole, count));
        }
    }

    static void cos(double[] u, int from, double[] to, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += SPECIES.length()) {
            vector(u, from + i).lanewise(VectorOperators.COS).intoArray(to, i);
        }
        if (whole < count) {
            rest(u, from, whole, count)
                    .lanewise(VectorOperators.COS)
                    .intoArray(to, whole, left(whole, count));
        }
    }

    static void tanh(double[] u, int from, double[] to, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += SPECIES.length()) {
            vector(u, from + i).lanewise(VectorOperators.TANH).intoArray(to, i);
        }
        if (whole < count) {
            rest(u, from, whole, count)
                    .lanewise(VectorOperators.TANH)
                    .intoArray(to, whole, left(whole, count));
        }
    }

    static void exp(double[] u, int from, double[] to, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += SPECIES.length()) {
            vector(u, from + i).lanewise(VectorOperators.EXP).intoArray(to, i);
        }
        if (whole < count) {
            rest(u, from, whole, count)
                    .lanewise(VectorOperators.EXP)
                    .intoArray(to, whole, left(whole, count));
        }
    }

    static void log(double[] u, int from, double[] to, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += SPECIES.length()) {
            vector(u, from + i).lanewise(VectorOperators.LOG).intoArray(to, i);
        }
        if (whole < count) {
            rest(u, from, whole, count)
                    .lanewise(VectorOperators.LOG)
                    .intoArray(to, whole, left(whole, count));
        }
    }

    private static DoubleVector vector(double[] u, int at) {
        return DoubleVector.fromArray(SPECIES, u, at);
    }

    /// What is left of an array; the lanes beyond it are zero.
    private static DoubleVector rest(double[] u, int from, int whole, int count) {
        return DoubleVector.fromArray(SPECIES, u, from + whole, left(whole, count));
    }

    private static VectorMask<Double> left(int whole, int count) {
        return SPECIES.indexInRange(whole, count);
    }
}
