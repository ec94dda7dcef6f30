package org.separatrix.app.command;

import org.separatrix.app.Main;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.data.DatasetMaker;
import org.separatrix.lab.report.TerminalProgress;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/// Makes the data sets of the forecasting benchmark.
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        description = {
            "Make the benchmark's data sets: every system, train and test, in Parquet and npz.",
            "",
            "  separatrix sample --output data",
            "  separatrix sample --variants fine-univariate,coarse-multivariate --systems"
                    + " Lorenz,Rossler",
            "",
            "Variants: fine (100 points a period, 12 periods), coarse (15), fine-noise,"
                    + " coarse-noise, long (60 periods),",
            "each -univariate and -multivariate. What is there already is left alone; after an",
            "interruption the same command goes on."
        })
public final class SampleCommand implements Callable<Integer> {

    private final Main main;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "Where the files go (default: ${DEFAULT-VALUE}).")
    private Path output = Path.of("data");

    @Option(
            names = "--systems",
            split = ",",
            paramLabel = "NAME",
            description = "Systems (default: all 135 of the benchmark).")
    private List<String> systems = new ArrayList<>();

    @Option(
            names = "--variants",
            split = ",",
            paramLabel = "NAME",
            description = "Variants (default: all).")
    private List<String> variants = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "Longest time for one system (default: ${DEFAULT-VALUE}).")
    private int limit = 60;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Root of all random numbers (default: 0).")
    private long seed;

    @Option(names = "--fresh", description = "Make the variants anew, in place of those there.")
    private boolean fresh;

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    public SampleCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        var known = DatasetMaker.variants();
        var names = known.stream().map(DatasetMaker.Variant::name).toList();
        for (String variant : variants) {
            if (!names.contains(variant)) {
                throw new LabException(
                        "unknown variant '%s'; known are %s"
                                .formatted(variant, String.join(", ", names)));
            }
        }
        Progress progress =
                quiet
                        ? Progress.SILENT
                        : new TerminalProgress(main.terminal().err(), main.terminal().live());
        var wanted =
                known.stream()
                        .filter(v -> variants.isEmpty() || variants.contains(v.name()))
                        .toList();
        var maker =
                new DatasetMaker(output, systems, Duration.ofSeconds(limit), seed, progress)
                        .cancelled(main.interrupted());
        if (fresh) {
            maker.forget(wanted);
        }
        try {
            maker.make(wanted);
        } catch (CancellationException e) {
            throw new CancellationException(
                    "interrupted; what is finished is kept in %s, and the same command goes on from there (--fresh starts anew)"
                            .formatted(output));
        }
        main.terminal().out().println("Data sets are in " + output + ".");
        return 0;
    }
}
