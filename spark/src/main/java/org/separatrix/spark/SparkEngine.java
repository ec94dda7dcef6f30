package org.separatrix.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.bench.CellStore;
import org.separatrix.lab.bench.Engine;
import org.separatrix.lab.bench.Evaluation;

import java.io.File;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Evaluates cells in tasks of Apache Spark, one task a cell.
///
/// The driver stores each result as it arrives, in the same store as the local engine, so that
/// either engine goes on where the other was stopped. What travels is the description of a cell and
/// its result; settings and data are sent once an executor.
final class SparkEngine implements Engine {

    /// Flags that a Java machine of ours runs with.
    private static final String FLAGS =
            "--add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED"
                    + " --sun-misc-unsafe-memory-access=allow"
                    + " -Dorg.bytedeco.javacpp.nopointergc=true -Djava.awt.headless=true";

    private final Optional<String> master;

    /// @param master address of the cluster; without one, as many threads as the run has
    SparkEngine(Optional<String> master) {
        this.master = master;
    }

    @Override
    public List<CellResult> evaluate(
            List<Cell> cells, TaskSource source, CellStore store, Run run, Duration limit) {
        try (var evaluation = new Evaluation(cells, store, run)) {
            evaluateOpen(evaluation, source, run, limit);
            return evaluation.results();
        }
    }

    private void evaluateOpen(Evaluation evaluation, TaskSource source, Run run, Duration limit) {
        if (!evaluation.open().isEmpty()) {
            try (var context = new JavaSparkContext(settings(run))) {
                var shared = context.broadcast(new SharedTask(source));
                new CellJob(evaluation, run).run(context, new CellFunction(shared, limit));
            } catch (SparkException e) {
                throw new LabException("spark gave up: " + reason(e), e);
            }
        }
    }

    private SparkConf settings(Run run) {
        String address = master.orElse("local[" + run.threads() + "]");
        var settings =
                new SparkConf(false)
                        .setAppName("separatrix bench")
                        .setMaster(address)
                        .set("spark.ui.enabled", "false")
                        .set("spark.ui.showConsoleProgress", "false")
                        .set("spark.executor.extraJavaOptions", FLAGS);
        if (address.startsWith("local")) {
            return settings.set("spark.driver.host", "localhost")
                    .set("spark.driver.bindAddress", "127.0.0.1");
        }
        return settings.set("spark.jars", shipped());
    }

    /// The program's own jars, this module's among them: executors have those of Spark.
    private static String shipped() {
        String own = jarOf(SparkEngine.class);
        String folder = new File(jarOf(JavaSparkContext.class)).getParent();
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> new File(entry).getAbsolutePath())
                .filter(entry -> entry.equals(own) || !new File(entry).getParent().equals(folder))
                .collect(Collectors.joining(","));
    }

    private static String jarOf(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .getAbsolutePath();
    }

    /// The first line of the deepest cause, which is that of the task.
    private static String reason(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
