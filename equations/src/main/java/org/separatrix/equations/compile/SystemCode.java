package org.separatrix.equations.compile;

import org.separatrix.equations.compile.Assembler.Assembled;
import org.separatrix.equations.compile.Program.Output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// All code of one system, each part generated on first use and shared by every copy of its kernel.
final class SystemCode {

    /// A fused step of more methods than this gains nothing over stepping through arrays.
    private static final int STEP_METHODS = 12;

    /// Jacobians up to this many entries have their zeros stored by the generated code.
    private static final int SMALL_MATRIX = 64;

    private final ResolvedSystem system;
    private final Lazy<Assembled> rightHandSide = lazy(this::rightHandSideProgram);
    private final Lazy<Assembled> timeDerivative = lazy(this::timeDerivativeProgram);
    private final Lazy<Assembled> jacobian = lazy(this::jacobianProgram);
    private final Lazy<Assembled> lags = lazy(this::lagProgram);
    private final Lazy<Assembled> diffusion = lazy(this::diffusionProgram);
    private final Lazy<Assembled> diffusionJacobian = lazy(this::diffusionJacobianProgram);
    private final Map<ButcherTableau, Optional<Assembled>> steps = new ConcurrentHashMap<>();

    private final Map<Integer, Assembled> series = new ConcurrentHashMap<>();
    private final Map<LaneShape, LaneCode> lanes = new ConcurrentHashMap<>();

    SystemCode(ResolvedSystem system) {
        this.system = system;
    }

    ResolvedSystem system() {
        return system;
    }

    /// State and past to [Bank#RESULT].
    Assembled rightHandSide() {
        return rightHandSide.get();
    }

    /// Explicit derivative by time to [Bank#RESULT].
    Assembled timeDerivative() {
        return timeDerivative.get();
    }

    /// Jacobian by states to [Bank#RESULT], by delayed values to [Bank#EXTRA].
    Assembled jacobian() {
        return jacobian.get();
    }

    /// Lags to [Bank#RESULT].
    Assembled lags() {
        return lags.get();
    }

    /// Diffusion matrix to [Bank#RESULT].
    Assembled diffusion() {
        return diffusion.get();
    }

    /// Derivative of the diffusion matrix by the states to [Bank#RESULT].
    Assembled diffusionJacobian() {
        return diffusionJacobian.get();
    }

    /// Whether arrays of `entries` numbers must be cleared before code writes the non-zero ones.
    static boolean isSparse(int entries) {
        return entries > SMALL_MATRIX;
    }

    /// A fused Runge–Kutta step, unless the system is too large or no flow.
    Optional<Assembled> step(ButcherTableau tableau) {
        if (system.equations().map() || !system.delays().isEmpty()) {
            return Optional.empty();
        }
        return steps.computeIfAbsent(tableau, this::makeStep);
    }

    private Optional<Assembled> makeStep(ButcherTableau tableau) {
        var program = RungeKutta.step(system, tableau);
        var target = ScalarTarget.exact();
        return new Schedule(program, target).methods().size() > STEP_METHODS
                ? Optional.empty()
                : Optional.of(Assembler.assemble(program, target));
    }

    /// Taylor coefficients up to `order`, written out for this order.
    Assembled taylor(int order) {
        return series.computeIfAbsent(
                TaylorKernel.checkOrder(order),
                n ->
                        Assembler.assemble(
                                TaylorSeries.program(system, Bank.TIME, n), ScalarTarget.exact()));
    }

    /// Code for many states at once.
    LaneCode lanes(LaneShape shape) {
        return lanes.computeIfAbsent(shape, _ -> new LaneCode(system, shape));
    }

    private static Lazy<Assembled> lazy(Supplier<Program> program) {
        return new Lazy<>(() -> Assembler.assemble(program.get(), ScalarTarget.exact()));
    }

    private Program rightHandSideProgram() {
        var graph = new Graph();
        return new Program(graph, vector(Bank.RESULT, system.rightHandSides(graph)));
    }

    private Program lagProgram() {
        var graph = new Graph();
        return new Program(graph, vector(Bank.RESULT, system.lags(graph)));
    }

    private Program timeDerivativeProgram() {
        var graph = new Graph();
        var values = system.rightHandSides(graph);
        var slopes = new Differentiation(graph, List.of(graph.input(Bank.TIME, 0))).by(0, values);
        return new Program(graph, vector(Bank.RESULT, List.of(slopes)));
    }

    private Program jacobianProgram() {
        var graph = new Graph();
        int d = system.dimension();
        int delays = system.delays().size();
        var values = system.rightHandSides(graph);
        var outputs = new ArrayList<Output>();
        outputs.addAll(jacobian(graph, values, Bank.STATE, d, Bank.RESULT));
        outputs.addAll(jacobian(graph, values, Bank.SECOND, delays, Bank.EXTRA));
        return new Program(graph, outputs);
    }

    private Program diffusionProgram() {
        var graph = new Graph();
        return new Program(graph, vector(Bank.RESULT, diffusionMatrix(graph)));
    }

    private Program diffusionJacobianProgram() {
        var graph = new Graph();
        var matrix = diffusionMatrix(graph);
        return new Program(
                graph, jacobian(graph, matrix, Bank.STATE, system.dimension(), Bank.RESULT));
    }

    /// Terms of one state and channel add up.
    private List<Node> diffusionMatrix(Graph graph) {
        int m = system.equations().channels();
        var matrix = new Node[system.dimension() * m];
        var coefficients = system.noise(graph);
        for (int n = 0; n < coefficients.size(); n++) {
            var term = system.equations().noise().get(n);
            int place = term.state() * m + term.channel();
            Node sum = matrix[place];
            matrix[place] = sum == null ? coefficients.get(n) : graph.add(sum, coefficients.get(n));
        }
        for (int i = 0; i < matrix.length; i++) {
            if (matrix[i] == null) {
                matrix[i] = graph.constant(0);
            }
        }
        return List.of(matrix);
    }

    /// Derivatives of `values` by the first `count` inputs of `bank`, row-major.
    private static List<Output> jacobian(
            Graph graph, List<Node> values, Bank bank, int count, Bank result) {
        var calculus = new Differentiation(graph, ResolvedSystem.inputs(graph, bank, count));
        boolean sparse = isSparse(values.size() * count);
        var rows = new ArrayList<List<Integer>>(count);
        for (int j = 0; j < count; j++) {
            rows.add(new ArrayList<>());
        }
        for (int i = 0; i < values.size(); i++) {
            int row = i;
            if (sparse) {
                calculus.dependencies(values.get(i)).stream().forEach(j -> rows.get(j).add(row));
            } else {
                rows.forEach(column -> column.add(row));
            }
        }
        var outputs = new ArrayList<Output>();
        for (int j = 0; j < count; j++) {
            var column = rows.get(j);
            var slopes = calculus.by(j, column.stream().map(values::get).toList());
            for (int r = 0; r < slopes.length; r++) {
                outputs.add(new Output(result, column.get(r) * count + j, slopes[r]));
            }
        }
        return outputs;
    }

    private static List<Output> vector(Bank bank, List<Node> values) {
        var outputs = new ArrayList<Output>();
        for (int i = 0; i < values.size(); i++) {
            outputs.add(new Output(bank, i, values.get(i)));
        }
        return outputs;
    }
}
