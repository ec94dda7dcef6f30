package org.separatrix.dynamics.integrate;

/// Dense output of an explicit Runge–Kutta method: the solution inside the step as `x(theta) = x +
/// h * sum_i b_i(theta) k_i` with polynomials b_i of the fraction theta of the step.
///
/// The stages are those of the method, then the derivative at the end of the step unless it is the
/// last of them, then extra stages evaluated only when somebody looks inside the step. The
/// polynomials are stored in powers of 2*theta - 1: around the middle their coefficients are small,
/// in powers of theta they reach 10⁴ for the methods of high order and cost as many digits.
///
/// @param order order of the interpolating solution: its error falls as h^(order+1) in one step
/// @param c nodes of the extra stages
/// @param a weights of the extra stages over all stages before them
/// @param weights coefficients of b_i in powers of 2*theta - 1 from 0 up; an empty row means zero
record ContinuousExtension(int order, double[] c, double[][] a, double[][] weights) {

    /// Degree of the polynomials.
    int degree() {
        int degree = 0;
        for (var row : weights) {
            degree = Math.max(degree, row.length - 1);
        }
        return degree;
    }

    /// A dense output without extra stages.
    ///
    /// @param powers coefficients of b_i in powers of theta from 1 up
    static ContinuousExtension of(int order, double[][] powers) {
        var weights = new double[powers.length][];
        for (int i = 0; i < powers.length; i++) {
            weights[i] = centred(powers[i]);
        }
        return new ContinuousExtension(order, new double[0], new double[0][], weights);
    }

    /// Cubic Hermite interpolation between the ends of the step, for methods with nothing better.
    ///
    /// @param b weights of the method, whose last stage is not the derivative at the end
    static ContinuousExtension hermite(double[] b) {
        var powers = new double[b.length + 1][3];
        for (int i = 0; i < b.length; i++) {
            powers[i] = new double[] {0, 3 * b[i], -2 * b[i]};
        }
        powers[0][0] += 1;
        powers[0][1] -= 2;
        powers[0][2] += 1;
        powers[b.length] = new double[] {0, -1, 1};
        return of(3, powers);
    }

    /// Coefficients in powers of u = 2*theta - 1 of a polynomial given in powers of theta from 1
    /// up.
    private static double[] centred(double[] powers) {
        var centred = new double[powers.length + 1];
        // Horner's scheme, where each multiplication is by theta = (1 + u)/2.
        for (int m = powers.length - 1; m >= 0; m--) {
            centred[0] += powers[m];
            for (int k = powers.length; k >= 1; k--) {
                centred[k] = 0.5 * (centred[k] + centred[k - 1]);
            }
            centred[0] *= 0.5;
        }
        return centred;
    }
}
