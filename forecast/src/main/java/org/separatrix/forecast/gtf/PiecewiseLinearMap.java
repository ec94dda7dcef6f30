package org.separatrix.forecast.gtf;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import java.util.Arrays;
import java.util.BitSet;

/// A recurrent map F that is affine on each of finitely many regions of its states.
///
/// The parameters are arrays that training changes in place: an instance in training is one
/// thread's. Written to a file, a map names its kind.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind", defaultImpl = ShallowPlrnn.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = ShallowPlrnn.class, name = "shallow"),
    @JsonSubTypes.Type(value = Plrnn.class, name = "plrnn"),
    @JsonSubTypes.Type(value = DendriticPlrnn.class, name = "dendritic")
})
public sealed interface PiecewiseLinearMap permits ShallowPlrnn, Plrnn, DendriticPlrnn {

    /// Number of states M.
    int dimension();

    /// Number of parameters that are trained.
    int parameters();

    /// The arrays of parameters themselves, the diagonal A first, in a fixed order.
    double[][] arrays();

    /// The next state, written to `next` (length M, not the same array as `z`).
    void step(double[] z, double[] next);

    /// The Jacobian of F at `z`, `[M][M]`; at a kink, that of the side below.
    double[][] jacobian(double[] z);

    /// Which side of each kink `z` lies on: F is the same affine map wherever this is the same.
    BitSet region(double[] z);

    /// Pulls a gradient back through one step.
    ///
    /// @param z state before the step
    /// @param back derivative of a loss by `F(z)`, length M
    /// @param source set to the derivative by z, `J(z)' back`
    /// @param gradients the derivatives by the parameters are added to these, laid out as [#arrays]
    void pull(double[] z, double[] back, double[] source, double[][] gradients);

    /// A bound on the norm of the Jacobian anywhere, from the parameters alone.
    double jacobianBound();

    /// Adds the gradient of the penalty that training puts on the weights.
    ///
    /// @param lambda weight of the penalty
    /// @param kappa share of the states it concerns, the last ones, where the map is penalised by
    ///   states
    /// @param gradients laid out as [#arrays]
    void penalise(double lambda, double kappa, double[][] gradients);

    /// The orbit from `start`, `[steps][M]`, the first row being the state after one step.
    default double[][] freeRun(double[] start, int steps) {
        var orbit = new double[steps][dimension()];
        double[] z = start;
        for (double[] next : orbit) {
            step(z, next);
            z = next;
        }
        return orbit;
    }

    /// The largest Lyapunov exponent a step along the orbit from `start`.
    ///
    /// @param transients steps left out first
    default double largestExponent(double[] start, int transients, int steps) {
        int m = dimension();
        double[] z = start.clone();
        var tangent = new double[m];
        Arrays.fill(tangent, 1 / Math.sqrt(m));
        double sum = 0;
        for (int t = 0; t < transients + steps; t++) {
            double[] turned = Observation.times(jacobian(z), tangent);
            double square = 0;
            for (double v : turned) {
                square += v * v;
            }
            double norm = Math.sqrt(square);
            if (norm == 0) {
                return Double.NEGATIVE_INFINITY;
            }
            for (int i = 0; i < m; i++) {
                tangent[i] = turned[i] / norm;
            }
            sum += t >= transients ? Math.log(norm) : 0;
            var next = new double[m];
            step(z, next);
            z = next;
        }
        return sum / steps;
    }
}
