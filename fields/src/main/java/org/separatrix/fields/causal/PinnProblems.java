package org.separatrix.fields.causal;

import java.util.List;
import java.util.Map;

/// The paper's problems, and the small classic ones on which plain training fails.
public final class PinnProblems {

    static final List<String> TIME = List.of("t");
    static final List<String> LINE = List.of("t", "x");
    static final List<String> PLANE = List.of("t", "x", "y");

    private static final String KURAMOTO = "u' = -a*u*u_x - b*u_xx - c*u_xxxx";

    private PinnProblems() {}

    /// The Lorenz system from (1, 1, 1).
    public static PinnProblem lorenz(double end) {
        String text = "x' = sigma*(y - x)\ny' = x*(rho - z) - y\nz' = x*y - beta*z";
        var formulas =
                Formulas.residuals(text, TIME, Map.of("sigma", 10.0, "rho", 28.0, "beta", 8.0 / 3));
        return PinnProblem.ordinary(
                "lorenz", formulas, new double[] {1, 1, 1}, new double[] {10, 10, 10}, end);
    }

    /// Allen–Cahn, a stiff phase separation, on [-1, 1].
    public static PinnProblem allenCahn() {
        return PinnProblem.periodic(
                "allen-cahn",
                Formulas.residuals("u' = 1e-4*u_xx - 5*u^3 + 5*u", LINE, Map.of()),
                -1,
                2,
                place -> {
                    double x = place[0];
                    return new double[] {x * x * Math.cos(Math.PI * x)};
                },
                100,
                1);
    }

    /// Kuramoto–Sivashinsky in its regular regime, on [-1, 1].
    public static PinnProblem regular(double end) {
        return PinnProblem.periodic(
                "ks-regular",
                Formulas.residuals(KURAMOTO, LINE, Map.of("a", 5.0, "b", 0.5, "c", 0.005)),
                -1,
                2,
                place -> new double[] {-Math.sin(Math.PI * place[0])},
                1e3,
                end);
    }

    /// Kuramoto–Sivashinsky in its chaotic regime, on [0, 2 pi].
    public static PinnProblem chaotic(double end) {
        double a = 100.0 / 16;
        return PinnProblem.periodic(
                "ks-chaotic",
                Formulas.residuals(
                        KURAMOTO, LINE, Map.of("a", a, "b", a / 16, "c", a / (16 * 16 * 16))),
                0,
                2 * Math.PI,
                place -> new double[] {Math.cos(place[0]) * (1 + Math.sin(place[0]))},
                1e4,
                end);
    }

    /// Convection at speed beta from a sine, on [0, 2 pi].
    public static PinnProblem convection(double beta) {
        return PinnProblem.periodic(
                "convection",
                Formulas.residuals("u' = -beta*u_x", LINE, Map.of("beta", beta)),
                0,
                2 * Math.PI,
                place -> new double[] {Math.sin(place[0])},
                1e3,
                1);
    }

    /// Logistic growth at every place of [0, 2 pi], from a bell.
    public static PinnProblem reaction(double rho) {
        return PinnProblem.periodic(
                "reaction",
                Formulas.residuals("u' = rho*u*(1 - u)", LINE, Map.of("rho", rho)),
                0,
                2 * Math.PI,
                place -> new double[] {bell(place[0])},
                100,
                1);
    }

    /// A Gaussian of width pi/4 about pi; what it misses of being periodic is below 1e-3, so that
    /// it is put on the circle by its distance.
    static double bell(double x) {
        double d = 2 * Math.sin((x - Math.PI) / 2);
        return Math.exp(-0.5 * d * d / (Math.PI / 4 * Math.PI / 4));
    }

    /// Decaying turbulence in the plane: velocity (u, v), vorticity v_x - u_y.
    ///
    /// @param reynolds Reynolds number
    /// @param initial u, v and vorticity at time 0
    public static PinnProblem navierStokes(
            double reynolds, PinnProblem.Profile initial, double end) {
        var fields = List.of("u", "v");
        String momentum =
                "v_tx - u_ty + u*(v_xx - u_xy) + v*(v_xy - u_yy)"
                        + " - (v_xxx + v_xyy - u_xxy - u_yyy)/re";
        var residuals =
                Formulas.of(fields, PLANE, List.of(momentum, "u_x + v_y"), Map.of("re", reynolds));
        return new PinnProblem(
                "navier-stokes",
                residuals,
                new double[] {1, 100},
                end,
                new double[] {0, 0},
                new double[] {2 * Math.PI, 2 * Math.PI},
                initial,
                Formulas.of(fields, PLANE, List.of("u", "v", "v_x - u_y"), Map.of()),
                1e5,
                new double[] {1, 1},
                false);
    }
}
