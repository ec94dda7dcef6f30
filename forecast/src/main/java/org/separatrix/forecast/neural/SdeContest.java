package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.SafeTensors;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.Optimizer;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Step;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/// The training of [SdeGan]: critic and generator take turns, and the whole of it can be put into a
/// file and taken up again.
final class SdeContest implements AutoCloseable {

    private final PathSeries data;
    private final SdeGan.Settings settings;
    private final PathGenerator generator;
    private final Weights weights;
    private final PathCritic critic;
    private final Weights judging;
    private final Optimizer forward = new Adam(0, 0.99, 1e-8, 0, false);
    private final Optimizer against = new Adam(0, 0.99, 1e-8, 0, false);
    private final Schedule fall;
    private final long seed;
    private final double[] gaps;
    private double[] average;
    private int done;

    /// @param weights of the generator; not closed by this object
    SdeContest(
            PathSeries data,
            SdeGan.Settings settings,
            PathGenerator generator,
            Weights weights,
            Seeds seeds) {
        this.data = data;
        this.settings = settings;
        this.generator = generator;
        this.weights = weights;
        critic =
                PathCritic.of(
                        data.channels(), settings.hidden(), settings.width(), settings.depth());
        judging = Weights.create(critic, weights.kind(), seeds.of("critic"));
        PathCritic.clip(judging, settings.clip());
        fall = Schedule.cosine(1, 0.05, settings.updates());
        seed = seeds.of("batches").nextLong();
        gaps = new double[settings.updates()];
        average = weights.toArray();
    }

    /// Trains to the end, from where the file was left.
    ///
    /// @return the critic's estimate of the distance at each update
    /// @throws CancellationException if the watch stops it; the file is written
    double[] run(Keep keep) {
        var file = keep.file();
        if (file != null && Files.exists(file)) {
            resume(file, keep.configuration());
        }
        while (done < gaps.length) {
            update();
            boolean goOn = keep.watch().update(done, gaps.length, gaps[done - 1]);
            boolean stop = Thread.currentThread().isInterrupted() || !goOn;
            if (file != null && (stop || done % Keep.EVERY == 0 || done == gaps.length)) {
                save(file, keep.configuration());
            }
            if (stop) {
                throw new CancellationException("training stopped");
            }
        }
        weights.set(average);
        return gaps;
    }

    private void update() {
        boolean generating = done % settings.contest() == settings.contest() - 1;
        double rate = fall.rate(done);
        try (var _ = Scope.boundary()) {
            var step = new Step(done, gaps.length, weights, seed);
            var gap = gap(step, generating);
            double value = Tensors.value(gap);
            if (!Double.isFinite(value)) {
                throw new LabException(
                        "sde-gan: the scores are not finite at update %d; lower the rates"
                                .formatted(done));
            }
            gaps[done] = value;
            // The critic raises the gap, the generator lowers it.
            judging.zeroGradient();
            weights.backward(gap);
            Tensors.scaleBy(judging.gradient(), -1);
            against.step(judging, value, rate * settings.criticRate(), () -> value);
            PathCritic.clip(judging, settings.clip());
            if (generating) {
                forward.step(weights, value, rate * settings.generatorRate(), () -> value);
            }
        }
        if (generating) {
            follow(done / settings.contest());
        }
        done++;
    }

    /// Mean score of the data less that of generated paths.
    private Tensor gap(Step step, boolean generating) {
        var rows = Tensors.indices(step.batch(data.count(), settings.batch()));
        var real = data.values(rows);
        int batch = (int) real.size(0);
        var clock = new PathClock(data.times(), settings.steps());
        var paths =
                generating
                        ? generator.paths(weights, batch, clock, step.random())
                        : Autograd.without(
                                () -> generator.paths(weights, batch, clock, step.random()));
        var both = Tensors.join(0, List.of(data.throughGaps(paths, rows), real));
        var scores = critic.scores(judging, both, new PathClock(data.times(), 1));
        return scores.narrow(0, batch, batch).mean().sub(scores.narrow(0, 0, batch).mean());
    }

    /// A running mean over the last few hundred updates; a young one forgets faster.
    private void follow(int count) {
        double memory = Math.min(0.998, (count + 1.0) / (count + 10.0));
        var now = weights.toArray();
        for (int i = 0; i < now.length; i++) {
            average[i] = memory * average[i] + (1 - memory) * now[i];
        }
    }

    private void save(Path file, String configuration) {
        var entries = new LinkedHashMap<String, SafeTensors.Entry>();
        put(entries, "generator/", weights.entries());
        put(entries, "critic/", judging.entries());
        put(entries, "forward/", forward.state());
        put(entries, "against/", against.state());
        entries.put("average", SafeTensors.Entry.of(average));
        entries.put("gaps", SafeTensors.Entry.of(Arrays.copyOf(gaps, done)));
        SafeTensors.write(file, Map.of("configuration", configuration), entries);
    }

    private static void put(
            Map<String, SafeTensors.Entry> all,
            String prefix,
            Map<String, SafeTensors.Entry> entries) {
        entries.forEach((name, entry) -> all.put(prefix + name, entry));
    }

    private void resume(Path file, String configuration) {
        var content = SafeTensors.read(file);
        var theirs = content.metadata().getOrDefault("configuration", "");
        if (!theirs.equals(configuration)) {
            throw new LearnException(
                    "%s belongs to another configuration (%s, here %s); delete it or choose another folder"
                            .formatted(file, theirs, configuration));
        }
        var past = content.entry("gaps").values();
        double[] mean = content.entry("average").values();
        if (past.length > gaps.length || mean.length != average.length) {
            throw new LearnException(file + " is damaged: its sizes do not fit; delete it");
        }
        weights.set(under("generator/", content.entries()));
        judging.set(under("critic/", content.entries()));
        forward.restore(weights, under("forward/", content.entries()));
        against.restore(judging, under("against/", content.entries()));
        average = mean;
        System.arraycopy(past, 0, gaps, 0, past.length);
        done = past.length;
    }

    private static Map<String, SafeTensors.Entry> under(
            String prefix, Map<String, SafeTensors.Entry> entries) {
        var part = new LinkedHashMap<String, SafeTensors.Entry>();
        entries.forEach((name, entry) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), entry);
            }
        });
        return part;
    }

    @Override
    public void close() {
        judging.close();
        forward.close();
        against.close();
    }
}
