package org.separatrix.analysis.lyapunov;

import org.separatrix.dynamics.DelayFlow;
import org.separatrix.dynamics.Flow;
import org.separatrix.dynamics.catalog.Estimate;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.simulate.Systems;
import org.separatrix.dynamics.spectral.SemilinearPde;
import org.separatrix.equations.compile.Compiler;
import org.separatrix.equations.compile.Kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Lyapunov exponents in falling order, each with its standard error.
///
/// The error is extrapolated from how the growth wanders along all runs, or the spread between runs
/// where that is larger (from [#RUNS_FOR_A_SPREAD] runs on): the first knows nothing of orbits that
/// stay in different parts of phase space, the second does. Both describe the statistics of a
/// finite time, not a transient that was too short.
///
/// @param exponents per time unit; per step for a map
/// @param sum sum of the exponents with its error
/// @param divergence mean divergence of the flow along the runs, or mean log|det| of a map: what
///   the sum of all exponents must be; not a number for delay and partial differential equations
/// @param time length of all runs together
/// @param runs exponents of each run, in the order of [#exponents]
/// @param course what the runs met on their way
public record LyapunovSpectrum(
        List<Estimate> exponents,
        Estimate sum,
        double divergence,
        double time,
        double[][] runs,
        Course course) {

    /// Number of runs from which their spread says something.
    public static final int RUNS_FOR_A_SPREAD = 4;

    /// Cells into which the largest lag of a delay system is cut.
    public static final int CELLS = 200;

    private static final double JITTER = 1e-6;

    /// Exponents of a system of infinite dimension that are looked at first, and at most.
    private static final int FEW = 4;

    private static final int MOST = 32;

    /// The share of a run that tells how many exponents are needed.
    private static final double PILOT = 0.1;

    public LyapunovSpectrum {
        exponents = List.copyOf(exponents);
    }

    /// The spectrum of a flow whose right-hand side is continuous.
    ///
    /// @param x0 a start, on the attractor or in its basin, length d
    /// @param period dominant period in time units: the unit of the lengths in `settings`; steps
    ///   are not longer than a quarter of it
    /// @throws TangentFailureException if the trajectory cannot be followed
    /// @throws LyapunovCancelledException if the settings say so
    public static LyapunovSpectrum of(
            Flow flow, double[] x0, double period, LyapunovSettings settings) {
        return of(flow, x0, period, settings, List::of);
    }

    private static LyapunovSpectrum of(
            Flow flow,
            double[] x0,
            double period,
            LyapunovSettings settings,
            Supplier<List<SwitchingSurface>> surfaces) {
        checkStart(x0, flow.dimension());
        checkPeriod(period);
        int d = flow.dimension();
        int k = vectors(settings, d);
        double longest = period / 4;
        if (surfaces.get().isEmpty() && Stiffness.of(flow, x0, period, settings)) {
            boolean completed = k == d && d > 1;
            int carried = completed ? d - 1 : k;
            double tolerance = Stiffness.TOLERANCE * settings.tolerance();
            return of(
                    () -> new ImplicitTangent(flow.copy(), carried, tolerance, longest),
                    new Size(d, carried, completed),
                    x0,
                    period,
                    settings);
        }
        return of(
                () ->
                        new ExplicitTangent(
                                flow.copy(), k, settings.tolerance(), longest, surfaces.get()),
                new Size(d, k, false),
                x0,
                period,
                settings);
    }

    private static void checkPeriod(double period) {
        if (!(period > 0) || Double.isInfinite(period)) {
            throw new IllegalArgumentException("period must be positive, got " + period);
        }
    }

    /// The leading exponents of a delay system, from a history that was always at `x0`.
    ///
    /// The sum of the volumes' growth has no meaning here: [#divergence] is not a number.
    ///
    /// @param x0 length d
    /// @param period dominant period in time units: the unit of the lengths in `settings`
    /// @param cells cells into which the largest lag is cut, such as [#CELLS]
    /// @param settings their number of exponents may be 0: then as many as the Kaplan–Yorke
    ///   dimension needs, at most 32
    /// @throws TangentFailureException if the trajectory cannot be followed
    public static LyapunovSpectrum ofDelay(
            DelayFlow flow, double[] x0, double period, int cells, LyapunovSettings settings) {
        checkStart(x0, flow.dimension());
        checkPeriod(period);
        if (!(flow.largestLag() > 0)) {
            throw new IllegalArgumentException(
                    "a delay system needs a positive lag, got " + flow.largestLag());
        }
        if (cells < 10) {
            throw new IllegalArgumentException("cells must be at least 10, got " + cells);
        }
        return leading(
                settings,
                2 * flow.dimension() * cells,
                (k, chosen) -> {
                    int width = new DelayTangent(flow, k, cells).width();
                    return of(
                            () -> new DelayTangent(flow.copy(), k, cells),
                            new Size(width, k, false),
                            x0,
                            period,
                            chosen);
                });
    }

    /// The leading exponents of a partial differential equation.
    ///
    /// @param x0 the first state, fields times points
    /// @param step length of a step of ETDRK4
    /// @param period dominant period in time units: the unit of the lengths in `settings`
    /// @param settings their number of exponents may be 0: then as many as the Kaplan–Yorke
    ///   dimension needs, at most 32
    /// @throws TangentFailureException if the solution becomes infinite
    public static LyapunovSpectrum ofPde(
            SemilinearPde pde, double[] x0, double step, double period, LyapunovSettings settings) {
        checkStart(x0, pde.names().size());
        checkPeriod(period);
        return leading(
                settings,
                x0.length,
                (k, chosen) ->
                        of(
                                () -> new PdeTangent(pde.evolution(step), k),
                                new Size(x0.length, k, false),
                                x0,
                                period,
                                chosen));
    }

    /// As many exponents as asked for, or as a short run shows to be needed.
    private static LyapunovSpectrum leading(
            LyapunovSettings settings,
            int dimension,
            BiFunction<Integer, LyapunovSettings, LyapunovSpectrum> spectra) {
        if (settings.exponents() > 0) {
            return spectra.apply(vectors(settings, dimension), settings);
        }
        int most = Math.min(MOST, dimension);
        int k = Math.min(FEW, most);
        var pilot = settings.withPeriods(PILOT * settings.periods(), settings.transients());
        while (k < most && !(spectra.apply(k, pilot).sum().value() < 0)) {
            k = Math.min(2 * k, most);
        }
        return spectra.apply(k, settings);
    }

    /// The spectrum of an iterated map.
    ///
    /// @param map compiled equations of a map
    /// @throws TangentFailureException if the orbit becomes infinite
    /// @throws LyapunovCancelledException if the settings say so
    public static LyapunovSpectrum ofMap(Kernel map, double[] x0, LyapunovSettings settings) {
        checkStart(x0, map.dimension());
        int k = vectors(settings, map.dimension());
        var size = new Size(map.dimension(), k, false);
        return of(() -> new MapTangent(map.copy(), k), size, x0, 1, settings);
    }

    /// The spectrum of a system as its description tells: its equations, start and period.
    ///
    /// Tangent vectors of flows jump where a `sign`, a `step` or a comparison of the equations
    /// changes. Delay and partial differential equations give their leading exponents. A partial
    /// differential equation without a period counts in hundreds of its steps.
    ///
    /// @throws IllegalArgumentException for stochastic systems and reactions
    public static LyapunovSpectrum of(SystemDescription system, LyapunovSettings settings) {
        return switch (system.kind()) {
            case FLOW ->
                    of(
                            system.flow(),
                            system.initial(),
                            system.period().orElse(1),
                            settings,
                            () -> SwitchingSurface.of(system.system()));
            case MAP -> ofMap(Compiler.compile(system.system()), system.initial(), settings);
            case DELAY ->
                    ofDelay(
                            DelayFlow.of(system.system()),
                            system.initial(),
                            system.period().orElse(1),
                            CELLS,
                            settings);
            case PDE -> {
                var pde = Systems.pde(system);
                double step = system.step().orElse(0.01);
                yield ofPde(
                        pde,
                        system.initial().length > 0 ? system.initial() : Systems.start(system, pde),
                        step,
                        system.period().orElse(100 * step),
                        settings);
            }
            case STOCHASTIC, JUMP ->
                    throw new IllegalArgumentException(
                            "%s is of kind %s; exponents are computed for deterministic systems"
                                    .formatted(system.name(), system.kind().text()));
        };
    }

    /// @param width length of a tangent vector
    /// @param carried number of tangent vectors
    /// @param completed whether one exponent more is found from the divergence
    private record Size(int width, int carried, boolean completed) {}

    private static LyapunovSpectrum of(
            Supplier<TangentStepper> steppers,
            Size size,
            double[] x0,
            double unit,
            LyapunovSettings settings) {
        var work = new ArrayList<Callable<Growth>>();
        for (int start = 0; start < settings.starts(); start++) {
            var stepper = steppers.get();
            var random = new SplittableRandom(settings.seed() * 0x9e3779b97f4a7c15L + start);
            work.add(() -> {
                var from = x0.clone();
                for (int i = 0; i < from.length; i++) {
                    from[i] *= 1 + JITTER * random.nextGaussian();
                }
                return new TangentRun(
                                stepper, size.width(), size.carried(), size.completed(), settings)
                        .from(from, unit, random);
            });
        }
        int k = size.completed() ? size.carried() + 1 : size.carried();
        return of(Threads.all(work, settings.threads()), k);
    }

    private static LyapunovSpectrum of(List<Growth> growths, int k) {
        double time = growths.stream().mapToDouble(Growth::duration).sum();
        var means = new double[k];
        for (int c = 0; c < k; c++) {
            int vector = c;
            means[c] =
                    growths.stream().mapToDouble(g -> g.rate(vector) * g.duration()).sum() / time;
        }
        var order =
                IntStream.range(0, k)
                        .boxed()
                        .sorted(Comparator.comparingDouble(c -> -means[c]))
                        .toList();
        var exponents = new ArrayList<Estimate>();
        for (int c : order) {
            exponents.add(estimate(growths, means[c], new int[] {c}));
        }
        double total = 0;
        for (double mean : means) {
            total += mean;
        }
        var sum = estimate(growths, total, IntStream.range(0, k).toArray());
        double divergence = growths.stream().mapToDouble(Growth::divergence).sum() / time;
        var runs = new double[growths.size()][k];
        for (int r = 0; r < runs.length; r++) {
            for (int c = 0; c < k; c++) {
                runs[r][c] = growths.get(r).rate(order.get(c));
            }
        }
        var course = growths.stream().map(Growth::course).reduce(Course.SMOOTH, Course::and);
        return new LyapunovSpectrum(exponents, sum, divergence, time, runs, course);
    }

    /// The error of the mean rate of some vectors together.
    private static Estimate estimate(List<Growth> growths, double mean, int[] vectors) {
        double error = GrowthError.of(growths, vectors, mean);
        int runs = growths.size();
        if (runs >= RUNS_FOR_A_SPREAD) {
            double squares = 0;
            for (var growth : growths) {
                double rate = 0;
                for (int c : vectors) {
                    rate += growth.rate(c);
                }
                squares += (rate - mean) * (rate - mean);
            }
            error = Math.max(error, Math.sqrt(squares / (runs - 1.0) / runs));
        }
        return new Estimate(mean, error);
    }

    private static int vectors(LyapunovSettings settings, int d) {
        if (settings.exponents() > d) {
            throw new IllegalArgumentException(
                    "exponents must be at most the dimension %d, got %d"
                            .formatted(d, settings.exponents()));
        }
        return settings.exponents() == 0 ? d : settings.exponents();
    }

    private static void checkStart(double[] x0, int d) {
        if (x0.length != d) {
            throw new IllegalArgumentException(
                    "expected a start of length %d, got %d".formatted(d, x0.length));
        }
        for (double value : x0) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("start must be finite, got " + value);
            }
        }
    }

    /// The largest exponent.
    public Estimate largest() {
        return exponents.getFirst();
    }

    /// Values of the exponents, in falling order.
    public double[] values() {
        return exponents.stream().mapToDouble(Estimate::value).toArray();
    }

    /// Kaplan–Yorke dimension j + (l_1 + ... + l_j)/|l_(j+1)|, j the largest number of exponents
    /// whose sum is not negative; the number of exponents if none is left.
    public Estimate kaplanYorke() {
        return KaplanYorke.of(exponents);
    }

    /// Sum of the positive exponents: by Pesin's formula the entropy rate, in nats per time unit.
    ///
    /// Exponents within two standard errors of zero are left out, so that the zero of a flow does
    /// not add its noise. The error is that of independent estimates.
    public Estimate pesin() {
        double sum = 0;
        double squares = 0;
        for (var exponent : exponents) {
            if (exponent.value() > 2 * exponent.error()) {
                sum += exponent.value();
                squares += exponent.error() * exponent.error();
            }
        }
        return new Estimate(sum, Math.sqrt(squares));
    }
}
