package org.separatrix.lab.data;

import org.jspecify.annotations.Nullable;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.files.NpyArray;
import org.separatrix.dynamics.files.Npz;
import org.separatrix.dynamics.files.TrajectoryFiles;
import org.separatrix.dynamics.sampling.Samples;
import org.separatrix.dynamics.sampling.Sampling;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Provenance;
import org.separatrix.lab.ReportJson;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// The benchmark's data sets: each variant of sampling as one Parquet and one npz file and an index
/// in JSON.
///
/// In the Parquet file a column `group` (`Lorenz/train`) tells trajectories apart and the
/// coordinates are `c0`, `c1` and so on, those that a system lacks being NaN; the npz file holds
/// `Lorenz/train/times`, `.../states` and `.../names`. A variant whose index exists is finished and
/// is passed over.
public final class DatasetMaker {

    private static final int THREADS = 2;

    private final Path folder;
    private final List<String> systems;
    private final Duration limit;
    private final long seed;
    private final Progress progress;

    /// One way of sampling.
    ///
    /// @param pointsPerPeriod rows in a period
    /// @param periods length
    /// @param noise strength of the noise, in standard deviations per square root of time
    /// @param univariate whether only the first coordinate is kept
    public record Variant(
            String name, int pointsPerPeriod, int periods, double noise, boolean univariate) {}

    /// The files of a variant.
    ///
    /// @param seed root of all random numbers
    /// @param parquetHash SHA-256 of the Parquet file
    /// @param npzHash SHA-256 of the npz file
    /// @param failures systems left out, with the reason
    public record Index(
            Variant variant,
            long seed,
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

    /// @param systems names, empty for all flows of the published benchmark
    /// @param limit time for one system of one variant; what takes longer is left out
    public DatasetMaker(
            Path folder, List<String> systems, Duration limit, long seed, Progress progress) {
        this.folder = folder;
        this.systems = systems.isEmpty() ? published() : List.copyOf(systems);
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
        return Catalog.names(SystemDescription.Kind.FLOW).stream()
                .filter(name -> Catalog.system(name).publishedSource().equals("dysts"))
                .toList();
    }

    /// Makes what is not there yet.
    ///
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
            if (Files.exists(index(variant))) {
                done.addAndGet(systems.size());
                progress.update(done.get(), total, variant.name() + " is there already");
            } else {
                write(variant, sample(variant, done, total));
            }
        }
    }

    private Path index(Variant variant) {
        return folder.resolve(variant.name() + ".json");
    }

    /// Train and test of one system, or why there are none.
    private record Outcome(
            String system, @Nullable Trajectory train, @Nullable Trajectory test, String failure) {}

    private List<Outcome> sample(Variant variant, AtomicInteger done, int total) {
        var outcomes = new ArrayList<Outcome>();
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            var futures = new ArrayList<Future<Outcome>>();
            for (String name : systems) {
                futures.add(
                        pool.submit(() -> {
                            var outcome = sample(name, variant);
                            progress.update(
                                    done.incrementAndGet(), total, variant.name() + ": " + name);
                            return outcome;
                        }));
            }
            for (var future : futures) {
                outcomes.add(future.get());
            }
        } catch (ExecutionException e) {
            throw new LabException(variant.name() + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while making " + variant.name(), e);
        }
        return outcomes;
    }

    private Outcome sample(String name, Variant variant) {
        long end = System.nanoTime() + limit.toNanos();
        var settings =
                Sampling.DEFAULT
                        .withPoints(
                                variant.pointsPerPeriod() * variant.periods(),
                                variant.pointsPerPeriod())
                        .withOutput(variant.noise() > 0, true)
                        .withRandom(variant.noise(), 1, seed);
        try {
            var samples =
                    Samples.trainAndTest(
                            Catalog.system(name), settings, () -> System.nanoTime() > end);
            samples = variant.univariate() ? samples.univariate() : samples;
            return new Outcome(
                    name, samples.trajectories().get(0), samples.trajectories().get(1), "");
        } catch (RuntimeException e) {
            // One system that fails must not take the others with it; it is told in the index.
            return new Outcome(name, null, null, name + ": " + e.getMessage());
        }
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
        var parquet = folder.resolve(variant.name() + ".parquet");
        var npz = folder.resolve(variant.name() + ".npz");
        TrajectoryFiles.writeGroups(parquet, groups);
        Npz.write(npz, arrays);
        store(
                variant,
                new Index(
                        variant,
                        seed,
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
