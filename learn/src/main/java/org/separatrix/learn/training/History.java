package org.separatrix.learn.training;

import org.separatrix.learn.SafeTensors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The course of a training.
public final class History {

    private final List<Double> steps = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private final List<Double> norms = new ArrayList<>();
    private final List<Double> rates = new ArrayList<>();
    private final Map<String, List<Double>> terms = new LinkedHashMap<>();
    private final List<Double> validationSteps = new ArrayList<>();
    private final List<Double> validations = new ArrayList<>();
    private long stopped = -1;

    void add(long step, double loss, double norm, double rate, Map<String, Double> values) {
        steps.add((double) step);
        losses.add(loss);
        norms.add(norm);
        rates.add(rate);
        values.forEach((name, value) -> {
            var course = terms.computeIfAbsent(name, _ -> new ArrayList<>());
            // A term that appears late has no past.
            while (course.size() < steps.size() - 1) {
                course.add(Double.NaN);
            }
            course.add(value);
        });
    }

    void validated(long step, double error) {
        validationSteps.add((double) step);
        validations.add(error);
    }

    void stopped(long step) {
        stopped = step;
    }

    /// Steps at which the loss was recorded.
    public double[] steps() {
        return array(steps);
    }

    /// Loss at [#steps], before the update.
    public double[] losses() {
        return array(losses);
    }

    /// Norm of the gradient at [#steps], before clipping.
    public double[] gradientNorms() {
        return array(norms);
    }

    /// Learning rate at [#steps].
    public double[] rates() {
        return array(rates);
    }

    /// Each term of the loss at [#steps], before weighting; NaN where it was absent.
    public Map<String, double[]> terms() {
        var result = new LinkedHashMap<String, double[]>();
        terms.forEach((name, course) -> result.put(name, array(course)));
        return result;
    }

    /// Steps at which the weights were validated.
    public double[] validationSteps() {
        return array(validationSteps);
    }

    /// Validation errors at [#validationSteps].
    public double[] validations() {
        return array(validations);
    }

    /// The step at which training stopped early, or -1.
    public long stoppedEarly() {
        return stopped;
    }

    /// The last recorded loss.
    public double lastLoss() {
        return losses.isEmpty() ? Double.NaN : losses.getLast();
    }

    Map<String, SafeTensors.Entry> entries() {
        var entries = new LinkedHashMap<String, SafeTensors.Entry>();
        entries.put("steps", SafeTensors.Entry.of(steps()));
        entries.put("losses", SafeTensors.Entry.of(losses()));
        entries.put("norms", SafeTensors.Entry.of(gradientNorms()));
        entries.put("rates", SafeTensors.Entry.of(rates()));
        entries.put("validationSteps", SafeTensors.Entry.of(validationSteps()));
        entries.put("validations", SafeTensors.Entry.of(validations()));
        entries.put("stopped", SafeTensors.Entry.of((double) stopped));
        terms().forEach((name, course) ->
                entries.put("term/" + name, SafeTensors.Entry.of(course)));
        return entries;
    }

    void restore(Map<String, SafeTensors.Entry> entries) {
        fill(steps, entries, "steps");
        fill(losses, entries, "losses");
        fill(norms, entries, "norms");
        fill(rates, entries, "rates");
        fill(validationSteps, entries, "validationSteps");
        fill(validations, entries, "validations");
        var end = entries.get("stopped");
        stopped = end == null ? -1 : (long) end.values()[0];
        terms.clear();
        entries.keySet()
                .forEach(name -> {
                    if (name.startsWith("term/")) {
                        var course = new ArrayList<Double>();
                        fill(course, entries, name);
                        terms.put(name.substring("term/".length()), course);
                    }
                });
    }

    private static void fill(
            List<Double> list, Map<String, SafeTensors.Entry> entries, String name) {
        list.clear();
        var entry = entries.get(name);
        if (entry != null) {
            for (double value : entry.values()) {
                list.add(value);
            }
        }
    }

    private static double[] array(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
