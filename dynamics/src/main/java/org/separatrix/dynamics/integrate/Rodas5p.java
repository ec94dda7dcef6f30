package org.separatrix.dynamics.integrate;

import org.separatrix.dynamics.Flow;

/// Rodas5P: a Rosenbrock method of order 5 with embedded order 4, stiffly accurate and L-stable.
///
/// Eight stages, each one linear system with the matrix `I/(h gamma) - J`; the exact Jacobian and
/// the exact derivative by time are evaluated once a step and the matrix is factorised once a
/// trial. Dense output of order 4.
///
/// Source: G. Steinebach, "Construction of Rosenbrock–Wanner method Rodas5P and numerical
/// benchmarks within the Julia Differential Equations package", BIT 63 (2023). Stages as in E.
/// Hairer and G. Wanner, "Solving Ordinary Differential Equations II", 2nd edition, Springer 1996,
/// IV.7, (7.25).
final class Rodas5p implements Stepper {

    private static final int STAGES = 8;

    private static final double GAMMA = 0.21193756319429014;

    /// Weights of the transformed stages in the argument of f; the last three rows grow by ones.
    private static final double[][] A = {
        {},
        {3},
        {2.849394379747939, 0.45842242204463923},
        {-6.954028509809101, 2.489845061869568, -10.358996098473584},
        {2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641},
        {
            -7.502846399306121,
            2.561846144803919,
            -11.627539656261098,
            -0.18268767659942256,
            0.030198172008377946
        },
        {
            -7.502846399306121,
            2.561846144803919,
            -11.627539656261098,
            -0.18268767659942256,
            0.030198172008377946,
            1
        },
        {
            -7.502846399306121,
            2.561846144803919,
            -11.627539656261098,
            -0.18268767659942256,
            0.030198172008377946,
            1,
            1
        }
    };

    private static final double[][] C = {
        {},
        {-14.155112264123755},
        {-17.97296035885952, -2.859693295451294},
        {147.12150275711716, -1.41221402718213, 71.68940251302358},
        {165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306},
        {
            24.854864614690072,
            -3.0009227002832186,
            47.4931110020768,
            5.5814197821558125,
            -0.6610691825249471
        },
        {
            30.91273214028599,
            -3.1208243349937974,
            77.79954646070892,
            34.28646028294783,
            -19.097331116725623,
            -28.087943162872662
        },
        {
            37.80277123390563,
            -3.2571969029072276,
            112.26918849496327,
            66.9347231244047,
            -40.06618937091002,
            -54.66780262877968,
            -9.48861652309627
        }
    };

    private static final double[] NODES = {
        0, 0.6358126895828704, 0.4095798393397535, 0.9769306725060716, 0.4288403609558664, 1, 1, 1
    };

    /// Weights of the derivative by time.
    private static final double[] D = {
        0.21193756319429014,
        -0.42387512638858027,
        -0.3384627126235924,
        1.8046452872882734,
        2.325825639765069,
        0,
        0,
        0
    };

    private static final double[][] DENSE = {
        {
            25.948786856663858,
            -2.5579724845846235,
            10.433815404888879,
            -2.3679251022685204,
            0.524948541321073,
            1.1241088310450404,
            0.4272876194431874,
            -0.17202221070155493
        },
        {
            -9.91568850695171,
            -0.9689944594115154,
            3.0438037242978453,
            -24.495224566215796,
            20.176138334709044,
            15.98066361424651,
            -6.789040303419874,
            -6.710236069923372
        },
        {
            11.419903575922262,
            2.8879645146136994,
            72.92137995996029,
            80.12511834622643,
            -52.072871366152654,
            -59.78993625266729,
            -0.15582684282751913,
            4.883087185713722
        }
    };

    private final Flow flow;
    private final Tolerance tolerance;
    private final Counters counters;
    private final double fixedStep;
    private final StepController controller = new StepController(5);
    private final int d;
    private final Lu lu;
    private final StageSum[] arguments;
    private final StageSum[] couplings;
    private final StageSum[] dense;

    private final double[] jacobian;
    private final double[] byTime;
    private final double[] slope;
    private final double[] u;
    private final double[] work;
    private final double[] stageSlope;
    private final double[] error;
    private final double[] d1;
    private final double[] d2;
    private final double[] d3;
    private double[] x;
    private double[] next;
    private double t;
    private double h;
    private double step;
    private boolean linearised;

    /// @param fixedStep length of every step, or 0 to adapt; fixed steps are for measuring the
    ///   order
    Rodas5p(Flow flow, Tolerance tolerance, double fixedStep, Counters counters) {
        this.flow = flow;
        this.tolerance = tolerance;
        this.fixedStep = fixedStep;
        this.counters = counters;
        d = flow.dimension();
        lu = new Lu(d);
        arguments = StageSum.rows(A, d);
        couplings = StageSum.rows(C, d);
        dense = StageSum.rows(DENSE, d);
        jacobian = new double[d * d];
        byTime = new double[d];
        slope = new double[d];
        u = new double[STAGES * d];
        work = new double[d];
        stageSlope = new double[d];
        error = new double[d];
        d1 = new double[d];
        d2 = new double[d];
        d3 = new double[d];
        x = new double[d];
        next = new double[d];
    }

    @Override
    public void start(double t, double[] x) {
        this.t = t;
        System.arraycopy(x, 0, this.x, 0, d);
        controller.restart();
        linearised = false;
    }

    @Override
    public double firstStep(double direction) {
        if (fixedStep > 0) {
            return direction * fixedStep;
        }
        linearise();
        return InitialStep.estimate(flow, t, x, slope, direction, 5, tolerance, counters);
    }

    private void linearise() {
        if (linearised) {
            return;
        }
        flow.derivative(t, x, slope);
        flow.jacobian(t, x, jacobian);
        flow.timeDerivative(t, x, byTime);
        counters.evaluations++;
        counters.jacobians++;
        linearised = true;
    }

    @Override
    public void propose(double h) {
        step = h;
    }

    @Override
    public boolean attempt(double h) {
        this.h = h;
        linearise();
        counters.factorisations++;
        if (!lu.factorise(1 / (h * GAMMA), jacobian)) {
            step = 0.5 * h;
            return false;
        }
        for (int s = 0; s < STAGES; s++) {
            stage(s);
        }
        int last = (STAGES - 1) * d;
        for (int i = 0; i < d; i++) {
            // The argument of the last stage plus the stage itself is the solution.
            error[i] = u[last + i];
            next[i] += error[i];
        }
        if (fixedStep > 0) {
            step = Math.copySign(fixedStep, h);
            return true;
        }
        boolean accepted = controller.accepts(tolerance.squaredNorm(error, x, next));
        step = h * controller.factor();
        return accepted;
    }

    private void stage(int s) {
        if (s == 0) {
            System.arraycopy(slope, 0, stageSlope, 0, d);
        } else {
            arguments[s].add(x, 1, u, next);
            flow.derivative(t + NODES[s] * h, next, stageSlope);
            counters.evaluations++;
        }
        couplings[s].add(stageSlope, 1 / h, u, work);
        for (int i = 0; i < d; i++) {
            work[i] += h * D[s] * byTime[i];
        }
        lu.solve(work);
        System.arraycopy(work, 0, u, s * d, d);
    }

    /// Infinity norm of |h| times the Jacobian at the start of the step: a bound of the stiffness
    /// that an explicit method would feel.
    double stiffness() {
        double largest = 0;
        for (int i = 0; i < d; i++) {
            double sum = 0;
            for (int j = 0; j < d; j++) {
                sum += Math.abs(jacobian[i * d + j]);
            }
            largest = Math.max(largest, sum);
        }
        return Math.abs(h) * largest;
    }

    @Override
    public double nextStep() {
        return step;
    }

    @Override
    public double[] begin() {
        return x;
    }

    @Override
    public double[] end() {
        return next;
    }

    @Override
    public int degree() {
        return 4;
    }

    @Override
    public void fill(Segment segment) {
        var coefficients = segment.coefficients(4, t, 1 / h);
        dense[0].scaled(1, u, d1);
        dense[1].scaled(1, u, d2);
        dense[2].scaled(1, u, d3);
        for (int i = 0; i < d; i++) {
            coefficients[i] = x[i];
            coefficients[d + i] = next[i] - x[i] + d1[i];
            coefficients[2 * d + i] = d2[i] - d1[i];
            coefficients[3 * d + i] = d3[i] - d2[i];
            coefficients[4 * d + i] = -d3[i];
        }
    }

    @Override
    public void advance(double t) {
        var free = x;
        x = next;
        next = free;
        this.t = t;
        linearised = false;
    }
}
