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
    /// @param draws how often each set is drawn and learned anew; one draw of small sets says
    ///   little
    /// @throws CancellationException if the run is cancelled; finished sets are kept
    public static Report run(TransferSettings settings, int draws, Run run) {
        return TransferReport.of(
                settings, results(List.of(LabelledProblem.values()), draws, settings, run));
    }

    static List<TransferResult> results(
            List<LabelledProblem> problems, int draws, TransferSettings settings, Run run) {
        var parts =
                FinishedParts.in(
                        run.folder().resolve("transfer"),
                        "%s draws=%d seed=%d".formatted(settings, draws, run.seed()),
                        TransferResult.class);
        var done = new AtomicInteger();
        var futures = new ArrayList<Future<TransferResult>>();
        try (var pool = Executors.newFixedThreadPool(run.threads())) {
            for (int d = 0; d < draws; d++) {
                int draw = d;
                // No two seeds of a run share a draw.
                long seed = run.seed() * draws + draw;
                for (var problem : problems) {
                    futures.add(
                            pool.submit(() -> {
                                String name = problem.title() + "-" + draw;
                                var kept = parts.find(name);
                                var result =
                                        kept.isPresent()
                                                ? kept.get()
                                                : measured(problem, draw, seed, settings, run);
                                if (kept.isEmpty()) {
                                    parts.put(name, result);
                                }
                                run.progress()
                                        .update(
                                                done.incrementAndGet(),
                                                (long) draws * problems.size(),
                                                name + (kept.isPresent() ? ", resumed" : ""));
                                return result;
                            }));
                }
            }
        }
        run.check();
        var results = new ArrayList<TransferResult>();
        for (var future : futures) {
            results.add(finished(future));
        }
        return results;
    }

    private static TransferResult measured(
            LabelledProblem problem, int draw, long seed, TransferSettings settings, Run run) {
        run.check();
        var result =
                measure(
                        problem.title(),
                        draw,
                        problem.train(seed),
                        problem.test(seed),
                        settings,
                        new Seeds(seed).child(problem.title()),
                        run.cancelled());
        run.check();
        return result;
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
            int draw,
            LabelledSeries train,
            LabelledSeries test,
            TransferSettings settings,
            Seeds seeds,
            BooleanSupplier cancelled) {
        var rows = LabelledRows.of(train);
        double[][] standardised = rows.standardised();
        int density = TimeAlignment.density(standardised, seeds.of("alignment").nextLong());
        int other = TimeAlignment.randomDensity(rows.length(), seeds.of("random density"));
        int all = Math.min(settings.systems(), SurrogateSeries.available());
        var sizes = draw == 0 ? sizes(all) : List.of(all);
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
                draw,
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
