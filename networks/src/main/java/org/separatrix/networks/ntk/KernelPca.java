package org.separatrix.networks.ntk;

import org.separatrix.analysis.linear.SymmetricEigen;

/// Principal components of the tangent kernel on the data: what training learns first.
///
/// Component i is a function on the data of mean square 1; its error decays as `exp(-t
/// lambda_i/N)`.
public final class KernelPca {

    private final SymmetricEigen eigen;

    private KernelPca(SymmetricEigen eigen) {
        this.eigen = eigen;
    }

    /// The components of a kernel between N points.
    public static KernelPca of(double[][] kernel) {
        return new KernelPca(SymmetricEigen.of(kernel));
    }

    /// The components of a flow's kernel, already found.
    public static KernelPca of(KernelGradientFlow flow) {
        return new KernelPca(flow.spectrum());
    }

    /// Number of components.
    public int size() {
        return eigen.size();
    }

    /// Values of component i at the points, of mean square 1.
    public double[] component(int i) {
        double[] v = eigen.vector(i);
        double scale = Math.sqrt(v.length);
        for (int j = 0; j < v.length; j++) {
            v[j] *= scale;
        }
        return v;
    }

    /// Rate `lambda_i/N` of component i.
    public double rate(int i) {
        return Math.max(0, eigen.value(i)) / size();
    }

    /// Time in which the error along component i falls by e.
    public double decayTime(int i) {
        return 1 / rate(i);
    }

    /// Coefficients of values in the components: `mean_j(component_i(j) values_j)`.
    public double[] project(double[] values) {
        double[] c = eigen.analyse(values);
        for (int i = 0; i < c.length; i++) {
            c[i] /= Math.sqrt(c.length);
        }
        return c;
    }

    /// Smallest and largest eigenvalue, their ratio, and the numerical rank: positivity at a
    /// glance.
    ///
    /// @param smallest smallest eigenvalue
    /// @param largest largest eigenvalue
    /// @param condition ratio of the largest size to the smallest
    /// @param rank eigenvalues above 1e-10 of the largest
    public record Definiteness(double smallest, double largest, double condition, int rank) {}

    /// How far from singular the kernel is.
    public Definiteness definiteness() {
        return new Definiteness(
                eigen.value(size() - 1), eigen.value(0), eigen.condition(), eigen.rank(1e-10));
    }
}
