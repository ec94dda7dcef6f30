package org.separatrix.lab.data;

import org.jspecify.annotations.Nullable;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.catalog.SystemDescription.Kind;
import org.separatrix.dynamics.files.NpyArray;
import org.separatrix.dynamics.files.Npz;
import org.separatrix.dynamics.files.TrajectoryFiles;
import org.separatrix.dynamics.sampling.Samples;
import org.separatrix.dynamics.sampling.Sampling;
import org.separatrix.dynamics.simulate.Simulation;
import org.separatrix.dynamics.simulate.SimulationSettings;
import org.separatrix.lab.FinishedParts;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Provenance;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.StorageException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// The benchmark's data sets: each variant of sampling as one Parquet and one npz file and an index
/// in JSON.
///
/// In the Parquet file a column `group` (`Lorenz/train`) tells trajectories apart and the
/// coordinates are `c0`, `c1` and so on, those that a system lacks being NaN; the npz file holds
/// `Lorenz/train/times`, `.../states` and `.../names`. Every variant is in the units of the states.
/// A variant whose index exists is finished and is passed over if it was made of the same systems
/// with the same seed and settings, and refused otherwise.
public final class DatasetMaker {

    private static final int THREADS = 2;

    /// Coordinates of a delay system: its state now and at this many delays less one.
    private static final int DELAYS = 10;

    /// Periods of a delay system between its start and its training trajectory.
    private static final int TRANSIENT_PERIODS = 20;

    private final Path folder;
    private final List<String> systems;
    private final Duration limit;
    private final long seed;
    private final Progress progress;
    private final BooleanSupplier cancelled;

    /// One way of sampling.
    ///
    /// @param pointsPerPeriod rows in a period
    /// @param periods length
    /// @param noise strength of the noise that drives the flow, in standard deviations per square
    ///   root of time; the rows are in the units of the states all the same
    /// @param univariate whether only the first coordinate is kept
    public record Variant(
            String name, int pointsPerPeriod, int periods, double noise, boolean univariate) {}

    /// The files of a variant.
    ///
    /// @param requested systems asked for
    /// @param seed root of all random numbers
    /// @param settings how the flows were sampled
    /// @param parquetHash SHA-256 of the Parquet file
    /// @param npzHash SHA-256 of the npz file
    /// @param failures systems left out, with the reason
    public record Index(
            Variant variant,
            List<String> requested,
            long seed,
            String settings,
            String program,
            String parquetHash,
            String npzHash,
            List<Entry> systems,
            List<String> failures) {}

    /// A system of a variant.
    ///
    /// @param step time between rows
    /// @param trainStart first row of the training trajectory, all coordinates kept
    /// @param testStart first row of the test trajectory
    public record Entry(
            String system,
            List<String> coordinates,
            double step,
            List<Double> trainStart,
            List<Double> testStart) {}

    /// @param systems names, empty for all flows and delay systems of the published benchmark
    /// @param limit time for one system of one variant; what takes longer is left out
    public DatasetMaker(
            Path folder, List<String> systems, Duration limit, long seed, Progress progress) {
        this(
                folder,
                systems.isEmpty() ? published() : List.copyOf(systems),
                limit,
                seed,
                progress,
                () -> false);
    }

    private DatasetMaker(
            Path folder,
            List<String> systems,
            Duration limit,
            long seed,
            Progress progress,
            BooleanSupplier cancelled) {
        this.folder = folder;
        this.systems = systems;
        this.cancelled = cancelled;
        this.limit = limit;
        this.seed = seed;
        this.progress = progress;
    }

    /// The variants of the paper: fine and coarse, clean and noisy, and long, each of the first and
    /// of all coordinates.
    public static List<Variant> variants() {
        var variants = new ArrayList<Variant>();
        for (boolean univariate : new boolean[] {true, false}) {
            String suffix = univariate ? "-univariate" : "-multivariate";
            variants.add(new Variant("fine" + suffix, 100, 12, 0, univariate));
            variants.add(new Variant("coarse" + suffix, 15, 12, 0, univariate));
            variants.add(new Variant("fine-noise" + suffix, 100, 12, 0.2, univariate));
            variants.add(new Variant("coarse-noise" + suffix, 15, 12, 0.2, univariate));
            variants.add(new Variant("long" + suffix, 100, 60, 0, univariate));
        }
        return variants;
    }

    private static List<String> published() {
        return Stream.of(Kind.FLOW, Kind.DELAY)
                .flatMap(kind -> Catalog.names(kind).stream())
                .filter(name -> Catalog.system(name).publishedSource().equals("dysts"))
                .toList();
    }

    /// The same maker, which stops soon after `stop` answers true.
    public DatasetMaker cancelled(BooleanSupplier stop) {
        return new DatasetMaker(folder, systems, limit, seed, progress, stop);
    }

    /// Removes what is there of the variants, finished or not.
    ///
    /// @throws StorageException if that cannot be removed
    public void forget(List<Variant> variants) {
        for (var variant : variants) {
            try {
                for (var file : List.of(index(variant), parquet(variant), npz(variant))) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new StorageException("cannot remove " + variant.name() + ": " + e, e);
            }
            if (Files.isDirectory(unfinished(variant))) {
                parts(variant).clear();
            }
        }
    }

    /// Makes what is not there yet: neither a finished variant nor a system that an interrupted
    /// call had finished is made again.
    ///
    /// @throws CancellationException if cancelled; what is finished is kept
    /// @throws StorageException if the folder cannot be written
    public void make(List<Variant> variants) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StorageException("cannot make " + folder + ": " + e.getMessage(), e);
        }
        var done = new AtomicInteger();
        int total = variants.size() * systems.size();
        for (var variant : variants) {
            if (finished(variant)) {
                done.addAndGet(systems.size());
                progress.update(done.get(), total, variant.name() + " is there already");
            } else {
                var parts = parts(variant);
                write(variant, sample(variant, parts, done, total));
                parts.clear();
            }
        }
    }

    /// Whether the variant is there; what was made otherwise is not overwritten.
    private boolean finished(Variant variant) {
        var file = index(variant);
        if (!Files.exists(file)) {
            return false;
        }
        Index index;
        try {
            index = ReportJson.MAPPER.readValue(Files.readString(file), Index.class);
        } catch (IOException | RuntimeException e) {
            throw new LabException("%s is no readable index; delete it".formatted(file), e);
        }
        require(file, "seed", seed, index.seed());
        require(file, "variant", variant, index.variant());
        require(file, "systems", systems, index.requested());
        require(file, "settings", settings(variant).toString(), index.settings());
        return Files.exists(parquet(variant)) && Files.exists(npz(variant));
    }

    private static void require(Path file, String what, Object wanted, Object found) {
        if (!wanted.equals(found)) {
            throw new LabException(
                    "%s was made with the %s %s, now asked for is %s; take another folder or delete it"
                            .formatted(file, what, shortened(found), shortened(wanted)));
        }
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }

    private Path parquet(Variant variant) {
        return folder.resolve(variant.name() + ".parquet");
    }

    private Path npz(Variant variant) {
        return folder.resolve(variant.name() + ".npz");
    }

    private Path index(Variant variant) {
        return folder.resolve(variant.name() + ".json");
    }

    /// Train and test of one system, or why there are none.
    private record Outcome(
            String system, @Nullable Trajectory train, @Nullable Trajectory test, String failure) {}

    /// A finished system of an unfinished variant.
    ///
    /// @param states of train and test, row-major, none if it failed
    private record Part(
            List<String> names, List<double[]> times, List<double[]> states, String failure) {

        static Part of(Outcome outcome) {
            var both = new ArrayList<Trajectory>();
            if (outcome.train() != null && outcome.test() != null) {
                both.add(outcome.train());
                both.add(outcome.test());
            }
            return new Part(
                    both.isEmpty() ? List.of() : both.getFirst().names(),
                    both.stream().map(Trajectory::times).toList(),
                    both.stream().map(Trajectory::states).toList(),
                    outcome.failure());
        }

        Outcome outcome(String system) {
            return states.isEmpty()
                    ? new Outcome(system, null, null, failure)
                    : new Outcome(system, trajectory(0), trajectory(1), failure);
        }

        private Trajectory trajectory(int k) {
            return new Trajectory(times.get(k), states.get(k), names);
        }
    }

    private Path unfinished(Variant variant) {
        return folder.resolve("." + variant.name() + ".unfinished");
    }

    private FinishedParts<Part> parts(Variant variant) {
        String asked =
                "%s %s seed=%d %s"
                        .formatted(Provenance.version(), variant, seed, settings(variant));
        return FinishedParts.in(unfinished(variant), asked, Part.class);
    }

    private void check() {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("cancelled; what is finished is kept in " + folder);
        }
    }

    private List<Outcome> sample(
            Variant variant, FinishedParts<Part> parts, AtomicInteger done, int total) {
        var outcomes = new ArrayList<Outcome>();
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            var futures = new ArrayList<Future<Outcome>>();
            for (String name : systems) {
                futures.add(
                        pool.submit(() -> {
                            check();
                            var outcome =
                                    parts.find(name)
                                            .map(part -> part.outcome(name))
                                            .orElseGet(() -> sampled(name, variant, parts));
                            progress.update(
                                    done.incrementAndGet(), total, variant.name() + ": " + name);
                            return outcome;
                        }));
            }
            for (var future : futures) {
                outcomes.add(future.get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CancellationException
                    || e.getCause() instanceof StorageException) {
                throw (RuntimeException) e.getCause();
            }
            throw new LabException(variant.name() + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while making " + variant.name(), e);
        }
        return outcomes;
    }

    private Outcome sampled(String name, Variant variant, FinishedParts<Part> parts) {
        var outcome = sample(name, variant);
        // What the end of the work cut off is not finished.
        check();
        parts.put(name, Part.of(outcome));
        return outcome;
    }

    private Outcome sample(String name, Variant variant) {
        long end = System.nanoTime() + limit.toNanos();
        BooleanSupplier late = () -> cancelled.getAsBoolean() || System.nanoTime() > end;
        try {
            var system = Catalog.system(name);
            var samples =
                    system.kind() == Kind.DELAY
                            ? delayed(system, variant, late)
                            : Samples.trainAndTest(system, settings(variant), late);
            samples = variant.univariate() ? samples.univariate() : samples;
            return new Outcome(
                    name, samples.trajectories().get(0), samples.trajectories().get(1), "");
        } catch (RuntimeException e) {
            // One system that fails must not take the others with it; it is told in the index.
            return new Outcome(name, null, null, name + ": " + e.getMessage());
        }
    }

    private Sampling settings(Variant variant) {
        return Sampling.DEFAULT
                .withPoints(
                        variant.pointsPerPeriod() * variant.periods(), variant.pointsPerPeriod())
                .withOutput(false, true)
                .withRandom(variant.noise(), 1, seed);
    }

    /// One long run of a delay system in [#DELAYS] coordinates, the present state first: transient,
    /// training, a pause of random length, test.
    private Samples delayed(SystemDescription system, Variant variant, BooleanSupplier late) {
        if (variant.noise() > 0) {
            throw new LabException(
                    "noise is added to flows; a delay system is in the clean variants alone");
        }
        var sampling = settings(variant);
        int points = sampling.points();
        double spacing = sampling.spacing(system);
        int period = variant.pointsPerPeriod();
        int pause = new Seeds(seed).of(system.name() + " pause").nextInt(5 * period, 45 * period);
        var run =
                Simulation.of(system)
                        .run(
                                SimulationSettings.DEFAULT
                                        .withPoints(2 * points + pause)
                                        .withEvery(spacing)
                                        .withTransient(TRANSIENT_PERIODS * period * spacing)
                                        .withTolerance(sampling.rtol(), sampling.atol())
                                        .withEmbedding(DELAYS)
                                        .withCancelled(late));
        return new Samples(
                List.of(
                        fromZero(run.slice(0, points)),
                        fromZero(run.slice(points + pause, run.size()))),
                List.of());
    }

    private static Trajectory fromZero(Trajectory x) {
        double[] times = x.times();
        double first = times[0];
        Arrays.setAll(times, i -> times[i] - first);
        return new Trajectory(times, x.states(), x.names());
    }

    private void write(Variant variant, List<Outcome> outcomes) {
        int width =
                outcomes.stream()
                        .mapToInt(o -> o.train() == null ? 0 : o.train().dimension())
                        .max()
                        .orElse(0);
        var groups = new LinkedHashMap<String, Trajectory>();
        var arrays = new LinkedHashMap<String, NpyArray>();
        var entries = new ArrayList<Entry>();
        var failures = new ArrayList<String>();
        for (var outcome : outcomes) {
            var train = outcome.train();
            var test = outcome.test();
            if (train == null || test == null) {
                failures.add(outcome.failure());
                continue;
            }
            add(outcome.system() + "/train", train, width, groups, arrays);
            add(outcome.system() + "/test", test, width, groups, arrays);
            entries.add(
                    new Entry(
                            outcome.system(),
                            train.names(),
                            train.time(1) - train.time(0),
                            boxed(train.state(0)),
                            boxed(test.state(0))));
        }
        if (groups.isEmpty()) {
            throw new LabException(variant.name() + ": no system could be sampled: " + failures);
        }
        var parquet = parquet(variant);
        var npz = npz(variant);
        TrajectoryFiles.writeGroups(parquet, groups);
        Npz.write(npz, arrays);
        store(
                variant,
                new Index(
                        variant,
                        systems,
                        seed,
                        settings(variant).toString(),
                        Provenance.version(),
                        Provenance.hash(parquet),
                        Provenance.hash(npz),
                        entries,
                        failures));
    }

    private static void add(
            String group,
            Trajectory trajectory,
            int width,
            Map<String, Trajectory> groups,
            Map<String, NpyArray> arrays) {
        arrays.putAll(Npz.arrays(group + "/", trajectory));
        int d = trajectory.dimension();
        var states = new double[trajectory.size() * width];
        Arrays.fill(states, Double.NaN);
        double[] known = trajectory.states();
        for (int i = 0; i < trajectory.size(); i++) {
            System.arraycopy(known, i * d, states, i * width, d);
        }
        var names = new ArrayList<String>();
        for (int j = 0; j < width; j++) {
            names.add("c" + j);
        }
        groups.put(group, new Trajectory(trajectory.times(), states, names));
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private void store(Variant variant, Index index) {
        var aside = folder.resolve("." + variant.name() + ".json.part");
        try {
            Files.writeString(
                    aside,
                    ReportJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(index));
            Files.move(aside, index(variant), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StorageException("cannot write " + index(variant) + ": " + e.getMessage(), e);
        }
    }
}
