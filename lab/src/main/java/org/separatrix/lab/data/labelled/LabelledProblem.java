package org.separatrix.lab.data.labelled;

import org.separatrix.dynamics.files.LabelledSeries;
import org.separatrix.lab.Seeds;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// A problem of classification whose series are drawn from a recipe.
///
/// Each has a fixed length and fixed sizes of its two sets; classes take turns. The same seed gives
/// the same sets, and a series does not depend on how many there are.
public enum LabelledProblem {
    /// A plateau, a ramp up or a ramp down in noise. N. Saito, thesis, Yale (1994).
    CYLINDER_BELL_FUNNEL(128, 30, 300, Shapes::cylinderBellFunnel, "cylinder", "bell", "funnel"),
    /// Six patterns of a process under control or not. D. T. Pham and A. B. Chan (1998).
    CONTROL_CHARTS(
            60,
            60,
            300,
            Shapes::controlChart,
            "normal",
            "cyclic",
            "rising",
            "falling",
            "shifted up",
            "shifted down"),
    /// Two steps up or down in noise, in four orders. P. Geurts (2002).
    TWO_PATTERNS(128, 60, 300, Shapes::twoPatterns, "up up", "up down", "down up", "down down"),
    /// A triangle hidden in noise, or none.
    HIDDEN_TRIANGLE(200, 40, 200, Shapes::hiddenTriangle, "noise", "triangle"),
    /// Mixtures of two of three triangles. L. Breiman et al. (1984), sampled four times as densely.
    WAVEFORMS(84, 30, 300, Shapes::waveform, "1 and 2", "1 and 3", "2 and 3"),
    /// Steps and peaks at places that tell four classes apart, after Mallat's test signal.
    STEPS(256, 40, 200, Shapes::steps, "a", "b", "c", "d"),
    /// An electrocardiogram: five Gaussians a beat. P. E. McSharry et al. (2003).
    ELECTROCARDIOGRAM(140, 30, 300, Physiology::heart, "normal", "wide QRS", "inverted T"),
    /// An electroencephalogram of two coupled neural masses at rest or near a seizure. B. H. Jansen
    /// and V. G. Rit (1995); F. Wendling et al. (2000).
    ELECTROENCEPHALOGRAM(200, 40, 200, Physiology::brain, "rest", "spiking"),
    /// A neuron of FitzHugh and Nagumo that waits, fires or is blocked, with noise.
    NEURON(150, 30, 300, Physiology::neuron, "excitable", "firing", "blocked"),
    /// A sweep of the frequency, or a resonance driven by noise around its middle.
    CHIRPS(150, 30, 300, Machines::chirp, "chirp", "resonance"),
    /// Vibration of a bearing: whole, or with a fault in its outer or inner race.
    BEARING(256, 45, 300, Machines::bearing, "whole", "outer race", "inner race"),
    /// The angle of a free, a damped and a driven pendulum.
    PENDULUM(120, 30, 300, Machines::pendulum, "free", "damped", "driven");

    /// Draws a series of a class.
    interface Recipe {

        double[] draw(int label, int length, RandomGenerator random);
    }

    private final int length;
    private final int trainSize;
    private final int testSize;

    // Called and never handed out.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Recipe recipe;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of strings
    private final List<String> classes;

    LabelledProblem(int length, int trainSize, int testSize, Recipe recipe, String... classes) {
        this.length = length;
        this.trainSize = trainSize;
        this.testSize = testSize;
        this.recipe = recipe;
        this.classes = List.of(classes);
    }

    /// Its name in words: `cylinder-bell-funnel`.
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Values of each series.
    public int length() {
        return length;
    }

    /// Names of the classes.
    public List<String> classes() {
        return classes;
    }

    /// The set to learn from.
    public LabelledSeries train(long seed) {
        return set("train", trainSize, seed);
    }

    /// The set to be judged by.
    public LabelledSeries test(long seed) {
        return set("test", testSize, seed);
    }

    private LabelledSeries set(String part, int size, long seed) {
        var seeds = new Seeds(seed).child(title());
        var series = new ArrayList<double[][]>();
        var labels = new ArrayList<String>();
        for (int i = 0; i < size; i++) {
            int label = i % classes.size();
            series.add(new double[][] {recipe.draw(label, length, seeds.of(part, i))});
            labels.add(classes.get(label));
        }
        return new LabelledSeries(title() + ", " + part, series, labels, classes);
    }
}
