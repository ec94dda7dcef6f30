package org.separatrix.spark;

import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.separatrix.lab.Run;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.bench.Evaluation;

import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/// The open cells as one job of Spark, which hands over results in the order they finish in.
final class CellJob {

    private static final long POLL_MILLIS = 10;

    private final Evaluation evaluation;
    private final Run run;

    /// Why a result could not be stored.
    private final AtomicReference<RuntimeException> trouble = new AtomicReference<>();

    CellJob(Evaluation evaluation, Run run) {
        this.evaluation = evaluation;
        this.run = run;
    }

    void run(JavaSparkContext context, CellFunction function) throws SparkException {
        var open = evaluation.open();
        var partitions = context.parallelize(open, open.size()).rdd();
        List<Object> indices = IntStream.range(0, open.size()).<Object>mapToObj(i -> i).toList();
        var job =
                context.sc()
                        .submitJob(
                                partitions,
                                function,
                                CollectionConverters.asScala(indices).toSeq(),
                                new Receiver(),
                                () -> BoxedUnit.UNIT);
        await(job);
    }

    private void await(SimpleFutureAction<BoxedUnit> job) throws SparkException {
        while (!job.isCompleted() && trouble.get() == null && !run.cancelled().getAsBoolean()) {
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                job.cancel();
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted; finished cells are kept");
            }
        }
        if (trouble.get() != null) {
            throw trouble.get();
        }
        if (run.cancelled().getAsBoolean()) {
            // Also when Spark, which hears of the end of the process too, was faster.
            job.cancel();
            return;
        }
        if (job.value().get().isFailure()) {
            throw new SparkException("a task failed", job.value().get().failed().get());
        }
    }

    /// Called in the driver, by one thread.
    private final class Receiver extends AbstractFunction2<Object, CellResult, BoxedUnit> {

        @Override
        public BoxedUnit apply(Object index, CellResult result) {
            try {
                if (trouble.get() == null) {
                    evaluation.accept(result);
                }
            } catch (RuntimeException e) {
                trouble.set(e);
            }
            return BoxedUnit.UNIT;
        }
    }
}
