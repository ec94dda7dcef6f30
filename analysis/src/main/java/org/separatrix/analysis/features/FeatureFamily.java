package org.separatrix.analysis.features;

/// Features that are measured together. The same names come in the same order whatever the series.
@FunctionalInterface
interface FeatureFamily {

    void measure(Sample sample, FeatureRow out);
}
