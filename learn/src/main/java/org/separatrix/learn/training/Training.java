package org.separatrix.learn.training;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.SafeTensors;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleSupplier;

/// Minimises an objective over weights.
///
/// Each step runs in a scope of its own, so memory stays flat. With a checkpoint file the training
/// is resumed exactly: a killed and resumed training on the processor ends with the same bits as
/// one that was never stopped, because random choices depend on the number of the step alone and
/// the file holds every other state.
///
/// A loss or gradient that is not finite ends the training with the name of the term.
public final class Training implements AutoCloseable {

    private final Weights weights;
    private final Optimizer optimizer;
    private final Schedule schedule;
    private final TrainingSettings settings;
    private final Objective objective;
    private final History history = new History();
    private @Nullable DoubleSupplier validation;
    private @Nullable Path file;
    private String configuration = "";
    private double @Nullable [] best;
    private double bestValidation = Double.POSITIVE_INFINITY;
    private int waited;
    private long done;
    private boolean finished;
    private @Nullable Tensor average;
    private @Nullable Terms last;

    /// @param weights changed in place; not closed by this object
    /// @param optimizer closed with this object
    public Training(
            Weights weights,
            Optimizer optimizer,
            Schedule schedule,
            TrainingSettings settings,
            Objective objective) {
        this.weights = weights;
        this.optimizer = optimizer;
        this.schedule = schedule;
        this.settings = settings;
        this.objective = objective;
    }

    /// Judges the weights every [TrainingSettings#validateEvery] steps; lower is better.
    public Training validatedBy(DoubleSupplier error) {
        validation = error;
        return this;
    }

    /// Keeps checkpoints in a file, and goes on from it if it is there.
    ///
    /// @param configuration text of everything the result depends on
    /// @throws LearnException if the file belongs to another configuration
    public Training savedIn(Path checkpoint, String configuration) {
        file = checkpoint;
        this.configuration = configuration;
        if (Files.exists(checkpoint)) {
            resume(checkpoint);
        }
        return this;
    }

    /// Trains to the end.
    public History run() {
        return run(Watch.NOBODY);
    }

    /// Trains to the end or until the watch says stop.
    ///
    /// @return the course of the loss
    /// @throws CancellationException if the watch stopped it, or the thread was interrupted; the
    ///   checkpoint is written
    /// @throws TrainingDivergedException if the loss is no longer finite
    public History run(Watch watch) {
        while (!finished && done < settings.steps()) {
            double loss = step();
            done++;
            if (settings.average() > 0) {
                follow();
            }
            boolean report = done % settings.reportEvery() == 0 || done == settings.steps();
            validate();
            if (settings.checkpointEvery() > 0 && done % settings.checkpointEvery() == 0) {
                save();
            }
            if ((report && !watch.update(done, settings.steps(), loss))
                    || Thread.currentThread().isInterrupted()) {
                save();
                throw new CancellationException("training stopped after step " + done);
            }
        }
        if (!finished) {
            finished = true;
            if (best != null) {
                weights.set(best);
            }
            if (average != null) {
                try (var _ = new NoGradGuard()) {
                    weights.flat().copy_(average);
                }
            }
            save();
        }
        return history;
    }

    /// Steps finished.
    public long done() {
        return done;
    }

    private double step() {
        try (var _ = Scope.boundary()) {
            var step = new Step(done, settings.steps(), weights, settings.seed());
            double loss = evaluate(step, true);
            double norm = norm();
            if (!Double.isFinite(norm)) {
                throw broken("the gradient is not finite at step %d (loss %s)", loss);
            }
            if (norm > settings.clip()) {
                Tensors.scaleBy(weights.gradient(), settings.clip() / norm);
            }
            double rate = schedule.rate(done);
            if (done % settings.reportEvery() == 0 || done == settings.steps() - 1) {
                var terms = last;
                history.add(done, loss, norm, rate, terms == null ? Map.of() : terms.values());
            }
            optimizer.step(
                    weights,
                    loss,
                    rate,
                    () -> {
                        try (var _ = new Scope()) {
                            return evaluate(step, false);
                        }
                    });
            last = null;
            return loss;
        }
    }

    /// Loss, with its gradient in the weights.
    ///
    /// @param strict whether a loss that is not finite is an error; a line search steps back from
    ///   it
    private double evaluate(Step step, boolean strict) {
        var terms = new Terms();
        objective.evaluate(step, terms);
        var total = terms.total();
        double loss = Tensors.value(total);
        if (!Double.isFinite(loss)) {
            if (!strict) {
                return loss;
            }
            throw broken("the loss is not finite at step %d: " + terms.broken(), loss);
        }
        weights.backward(total);
        last = terms;
        return loss;
    }

    private TrainingDivergedException broken(String message, double loss) {
        return new TrainingDivergedException(
                message.formatted(done, loss)
                        + "; maybe lower the learning rate, clip the gradient or scale the data");
    }

    private double norm() {
        try (var _ = new Scope();
                var _ = new NoGradGuard()) {
            return weights.gradient().norm().item_double();
        }
    }

    private void follow() {
        try (var _ = new Scope();
                var _ = new NoGradGuard()) {
            if (average == null) {
                average = Scope.promote(weights.flat().clone());
            } else {
                // A young average forgets faster, so that it is not tied to the first weights.
                double memory = Math.min(settings.average(), (done + 1.0) / (done + 10.0));
                Tensors.scaleBy(average, memory);
                Tensors.addTo(average, 1 - memory, weights.flat());
            }
        }
    }

    private void validate() {
        if (validation == null || settings.validateEvery() == 0) {
            return;
        }
        if (done % settings.validateEvery() != 0) {
            return;
        }
        double error;
        try (var _ = new Scope();
                var _ = new NoGradGuard()) {
            error = validation.getAsDouble();
        }
        history.validated(done, error);
        if (error < bestValidation) {
            bestValidation = error;
            best = weights.toArray();
            waited = 0;
        } else if (settings.patience() > 0 && ++waited >= settings.patience()) {
            history.stopped(done);
            finished = true;
            if (best != null) {
                weights.set(best);
            }
            save();
        }
    }

    private void save() {
        if (file == null) {
            return;
        }
        var entries = new LinkedHashMap<String, SafeTensors.Entry>(weights.entries());
        optimizer.state().forEach((name, entry) -> entries.put("optimizer/" + name, entry));
        if (average != null) {
            entries.put("training/average", SafeTensors.Entry.of(average));
        }
        if (best != null) {
            entries.put("training/best", SafeTensors.Entry.of(best));
        }
        entries.put(
                "training/state",
                SafeTensors.Entry.of((double) done, bestValidation, waited, finished ? 1 : 0));
        history.entries().forEach((name, entry) -> entries.put("history/" + name, entry));
        SafeTensors.write(file, Map.of("configuration", configuration), entries);
    }

    private void resume(Path checkpoint) {
        var content = SafeTensors.read(checkpoint);
        var theirs = content.metadata().getOrDefault("configuration", "");
        if (!theirs.equals(configuration)) {
            throw new LearnException(
                    ("%s belongs to another configuration (%s, here %s); delete it or choose"
                                    + " another folder")
                            .formatted(checkpoint, theirs, configuration));
        }
        weights.set(content.entries());
        optimizer.restore(weights, under("optimizer/", content.entries()));
        history.restore(under("history/", content.entries()));
        var state = content.entry("training/state").values();
        done = (long) state[0];
        bestValidation = state[1];
        waited = (int) state[2];
        finished = state[3] == 1;
        var kept = content.entries().get("training/best");
        best = kept == null ? null : kept.values();
        var mean = content.entries().get("training/average");
        if (mean != null) {
            try (var _ = new Scope()) {
                average = Scope.promote(Tensors.of(mean.values(), weights.kind()));
            }
        }
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
        optimizer.close();
        if (average != null) {
            Scope.release(average);
            average = null;
        }
    }
}
