package org.separatrix.forecast.importance;

import org.separatrix.analysis.metrics.ForecastMetrics;
import org.separatrix.dynamics.integrate.IntegrationException;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.SafeTensors;
import org.separatrix.learn.training.Watch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Trains a forecaster of a system whose equations are known, on data simulated where it errs.
///
/// ```java
/// var reference = Reference.of(Catalog.system("Lorenz"), 100, 1000, 200, random);
/// var sampler = new ImportanceSampler(reference, List.of(0), ImportanceSettings.DEFAULT);
/// var trained = sampler.train(Sampling.IMPORTANCE, new Seeds(1), () -> false);
/// trained.smape();   // of 200 rows, 0 to 2
/// ```
public final class ImportanceSampler {

    private static final double JITTER = 1e-2;
    private static final int ATTEMPTS = 100;

    private final Reference reference;
    private final int[] channels;
    private final ImportanceSettings settings;
    private final Scaling scaling;
    private final double[][] given;
    private final double[][] future;

    /// Where the data of a training come from.
    public enum Sampling {
        /// The given rows alone, for longer.
        GIVEN("given rows, longer"),
        /// New trajectories that begin anywhere on the reference.
        UNIFORM("uniform starts"),
        /// New trajectories that begin where the model errs.
        IMPORTANCE("importance sampling");

        private final String text;

        Sampling(String text) {
            this.text = text;
        }

        /// In words.
        public String text() {
            return text;
        }
    }

    /// @param channels places of the states that the model sees and forecasts
    /// @throws LabException if a channel is constant or the rows are too few
    public ImportanceSampler(
            Reference reference, List<Integer> channels, ImportanceSettings settings) {
        this.reference = reference;
        this.channels = channels.stream().mapToInt(Integer::intValue).toArray();
        this.settings = settings;
        if (reference.given().length <= settings.window()) {
            throw new LabException(
                    "%d given rows hold no window of %d and the row after it; give more"
                            .formatted(reference.given().length, settings.window()));
        }
        var seen = seen(reference.given());
        var names = channels.stream().map(c -> "x" + c).toList();
        scaling = Scaling.of(List.of(new Segment(0, reference.step(), seen, names)));
        given = scaling.apply(seen);
        future = seen(reference.future());
    }

    private double[][] seen(double[][] states) {
        return Arrays.stream(states)
                .map(x -> IntStream.of(channels).mapToDouble(c -> x[c]).toArray())
                .toArray(double[][]::new);
    }

    /// A trained model and what it cost.
    ///
    /// @param smape symmetric error of the forecast, 0 to 2
    /// @param seconds of simulation, training and back-tests; those of forecasts are not counted
    /// @param samples windows trained on, counted every time
    /// @param forecast rows said, in the units of the system
    /// @param course of the forecast's error: after each round, or after as many equal parts
    /// @param chances of each given row to be a start in the last round; empty if none were drawn
    public record Trained(
            double smape,
            double seconds,
            long samples,
            double[][] forecast,
            List<Course> course,
            double[] chances,
            Map<String, SafeTensors.Entry> weights) {

        /// Saves the weights.
        public void save(Path file) {
            SafeTensors.write(file, Map.of("model", "importance-sampling"), weights);
        }
    }

    /// Error of the forecast at some point of the training.
    ///
    /// @param seconds spent until then
    /// @param smape 0 to 2
    public record Course(double seconds, double smape) {}

    /// Trains.
    ///
    /// @param cancelled asked often
    /// @throws java.util.concurrent.CancellationException if cancelled
    /// @throws LabException if no start gives a bounded trajectory, or the training fails
    public Trained train(Sampling sampling, Seeds seeds, BooleanSupplier cancelled) {
        Watch watch = (_, _, _) -> !cancelled.getAsBoolean();
        try (var model = new NextRowModel(channels.length, settings, seeds.of("weights"))) {
            var spent = new Spent();
            double[] chances = {};
            if (sampling == Sampling.GIVEN) {
                long updates = updates();
                spent.samples +=
                        model.train(
                                Collections.singletonList(given),
                                settings.epochs(),
                                seeds.of("batches", 0).nextLong(),
                                (done, total, loss) -> {
                                    if (done * settings.rounds() / updates > spent.course.size()
                                            && done < updates) {
                                        spent.pause(model);
                                    }
                                    return watch.update(done, total, loss);
                                });
                spent.pause(model);
            } else {
                for (int round = 0; round < settings.rounds(); round++) {
                    var density =
                            sampling == Sampling.IMPORTANCE && round > 0
                                    ? StartDensity.of(model.errors(given), given.length)
                                    : StartDensity.even(given.length);
                    chances = density.chances();
                    var fresh = simulated(density, seeds.of("starts", round));
                    spent.samples +=
                            model.train(
                                    fresh,
                                    settings.roundEpochs(),
                                    seeds.of("batches", round).nextLong(),
                                    watch);
                    spent.pause(model);
                }
            }
            return spent.trained(chances, model.weights().entries());
        } catch (LearnException e) {
            throw new LabException("importance sampling: " + e.getMessage(), e);
        }
    }

    /// What a training has cost so far; forecasts are made while its clock stands still.
    private final class Spent {
        private final List<Course> course = new ArrayList<>();
        private long samples;
        private long nanos;
        private long since = System.nanoTime();
        private double[][] forecast = {};

        void pause(NextRowModel model) {
            nanos += System.nanoTime() - since;
            var said = model.forecast(given, future.length);
            forecast = Arrays.stream(said).map(scaling::undo).toArray(double[][]::new);
            course.add(new Course(1e-9 * nanos, smape(forecast)));
            since = System.nanoTime();
        }

        Trained trained(double[] chances, Map<String, SafeTensors.Entry> weights) {
            var last = course.getLast();
            return new Trained(
                    last.smape(), last.seconds(), samples, forecast, course, chances, weights);
        }
    }

    private long updates() {
        int windows = given.length - settings.window();
        int batch = Math.min(settings.batch(), windows);
        return (long) settings.epochs() * ((windows + batch - 1) / batch);
    }

    private List<double[][]> simulated(StartDensity density, RandomGenerator random) {
        var fresh = new ArrayList<double[][]>();
        for (int attempt = 0; fresh.size() < settings.trajectories(); attempt++) {
            if (attempt == ATTEMPTS * settings.trajectories()) {
                throw new LabException(
                        "%s: trajectories from starts near the reference do not stay bounded"
                                .formatted(reference.name()));
            }
            int place = density.draw(random);
            double[] start = reference.given()[place].clone();
            for (int j = 0; j < start.length; j++) {
                start[j] *= 1 + JITTER * (random.nextDouble() - 0.5);
            }
            try {
                var states = reference.from(place, start, settings.length());
                var kept = Arrays.copyOfRange(states, ImportanceSettings.DROPPED, states.length);
                fresh.add(scaling.apply(seen(kept)));
            } catch (IntegrationException _) {
                // Another start takes its place; too many such end the training.
            }
        }
        return fresh;
    }

    private double smape(double[][] forecast) {
        double error = ForecastMetrics.smape(future, forecast) / 100;
        return Double.isFinite(error) ? error : 2;
    }

    /// The rows to forecast, in the channels that the model sees.
    public double[][] truth() {
        return future;
    }
}
