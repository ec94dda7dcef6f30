package org.separatrix.dynamics.integrate;

/// A symmetric composition of Störmer–Verlet steps: the weights of its substeps.
///
/// Sources: H. Yoshida, "Construction of higher order symplectic integrators", Phys. Lett. A 150
/// (1990) for orders 4 and 6 (solution A); M. Suzuki and K. Umeno, Springer Proceedings in Physics
/// 76 (1993), for the fifteen weights of order 8, which are smaller than Yoshida's own and so err
/// less.
///
/// @param name the method's name in the field
/// @param order order of the composition
/// @param weights fractions of the step, palindromic, summing to 1
record Composition(String name, int order, double[] weights) {

    static final Composition LEAPFROG = new Composition("leapfrog", 2, new double[] {1});

    static final Composition YOSHIDA4 =
            new Composition("yoshida4", 4, palindrome(1 / (2 - Math.cbrt(2))));

    static final Composition YOSHIDA6 =
            new Composition(
                    "yoshida6",
                    6,
                    palindrome(0.7845136104775573, 0.23557321335935813, -1.177679984178871));

    static final Composition YOSHIDA8 =
            new Composition(
                    "yoshida8",
                    8,
                    palindrome(
                            0.741670364350613,
                            -0.4091008258000316,
                            0.1907547102962384,
                            -0.5738624711160822,
                            0.2990641813036559,
                            0.3346249182452982,
                            0.3152930923967666));

    /// Weights from the outer half of them; the middle one makes the sum 1.
    private static double[] palindrome(double... half) {
        int n = half.length;
        var weights = new double[2 * n + 1];
        double middle = 1;
        for (int i = 0; i < n; i++) {
            weights[i] = half[i];
            weights[2 * n - i] = half[i];
            middle -= 2 * half[i];
        }
        weights[n] = middle;
        return weights;
    }
}
