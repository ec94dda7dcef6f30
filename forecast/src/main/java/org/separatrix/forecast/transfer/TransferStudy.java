package org.separatrix.forecast.transfer;

import org.separatrix.dynamics.files.LabelledSeries;
import org.separatrix.lab.FinishedParts;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.labelled.LabelledProblem;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// The comparison of the paper on labelled sets: an encoder of surrogates at the density of the
/// series against features of the series themselves and against a random density, and how it goes
/// with the number of systems. A control of our own is the encoder without any training.
///
/// All variants share the standardised series, the features and the classifier. Each set is stored
/// when it is finished.
public final class TransferStudy {

    private TransferStudy() {}

    /// Runs all sets, several at a time.
    ///
    /// @throws CancellationException if the run is cancelled; finished sets are kept
    public static Report run(TransferSettings settings, Run run) {
        return TransferReport.of(
                settings, results(List.of(LabelledProblem.values()), settings, run));
    }

    static List<TransferResult> results(
            List<LabelledProblem> problems, TransferSettings settings, Run run) {
        var parts =
                FinishedParts.in(
                        run.folder().resolve("transfer"),
                        "%s seed=%d untrained".formatted(settings, run.seed()),
                        TransferResult.class);
        var done = new AtomicInteger();
        var futures = new ArrayList<Future<TransferResult>>();
        try (var pool = Executors.newFixedThreadPool(run.threads())) {
            for (var problem : problems) {
                futures.add(
                        pool.submit(() -> {
                            var kept = parts.find(problem.title());
                            TransferResult result;
                            if (kept.isPresent()) {
                                result = kept.get();
                            } else {
                                run.check();
                                result =
                                        measure(
                                                problem.title(),
                                                problem.train(run.seed()),
                                                problem.test(run.seed()),
                                                settings,
                                                run.seeds().child(problem.title()),
                                                run.cancelled());
                                run.check();
                                parts.put(problem.title(), result);
                            }
                            run.progress()
                                    .update(
                                            done.incrementAndGet(),
                                            problems.size(),
                                            problem.title()
                                                    + (kept.isPresent() ? ", resumed" : ""));
                            return result;
                        }));
            }
        }
        run.check();
        var results = new ArrayList<TransferResult>();
        for (var future : futures) {
            results.add(finished(future));
        }
        return results;
    }

    private static TransferResult finished(Future<TransferResult> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LabException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /// All variants on one set.
    static TransferResult measure(
            String name,
            LabelledSeries train,
            LabelledSeries test,
            TransferSettings settings,
            Seeds seeds,
            BooleanSupplier cancelled) {
        var rows = LabelledRows.of(train);
        double[][] standardised = rows.standardised();
        int density = TimeAlignment.density(standardised, seeds.of("alignment").nextLong());
        int other = TimeAlignment.randomDensity(rows.length(), seeds.of("random density"));
        var sizes = sizes(Math.min(settings.systems(), SurrogateSeries.available()));
        var sweep = new ArrayList<Double>();
        double error = Double.NaN;
        for (int count : sizes) {
            var model = fit(rows, settings.withSystems(count), density, seeds, cancelled);
            sweep.add(model.accuracy(test));
            error = model.reconstructionError();
        }
        double random = fit(rows, settings, other, seeds, cancelled).accuracy(test);
        double untrained =
                SurrogateTransfer.of(rows, density, SurrogateEncoder.untrained(seeds))
                        .accuracy(test);
        return new TransferResult(
                name,
                rows.length(),
                rows.classes().size(),
                train.size(),
                test.size(),
                density,
                other,
                rawAccuracy(rows, test),
                sweep.getLast(),
                random,
                untrained,
                sizes,
                sweep,
                error);
    }

    private static SurrogateTransfer fit(
            LabelledRows rows,
            TransferSettings settings,
            int density,
            Seeds seeds,
            BooleanSupplier cancelled) {
        return SurrogateTransfer.fit(rows, settings, density, seeds, Progress.SILENT, cancelled);
    }

    /// Accuracy with features of the standardised series themselves.
    static double rawAccuracy(LabelledRows train, LabelledSeries test) {
        var classifier =
                FeatureClassifier.fit(train.rawFeatures(), train.labels(), train.classes().size());
        var rows =
                new LabelledRows(
                        LabelledRows.values(test, train.length()),
                        train.labelsOf(test),
                        train.classes());
        return classifier.accuracy(rows.rawFeatures(), rows.labels());
    }

    /// A sixth, a half, and all of the systems.
    private static List<Integer> sizes(int systems) {
        return List.of(Math.max(1, systems / 6), Math.max(1, systems / 2), systems).stream()
                .distinct()
                .toList();
    }
}
