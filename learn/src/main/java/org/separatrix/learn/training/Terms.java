package org.separatrix.learn.training;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The named terms of a loss.
///
/// Their sum is what is minimised; their names are what a message says when one becomes NaN.
public final class Terms {

    private record Term(String name, double weight, Tensor value) {}

    private final List<Term> terms = new ArrayList<>();

    /// Adds a scalar.
    public Terms add(String name, Tensor value) {
        return add(name, 1, value);
    }

    /// Adds a scalar times a constant.
    ///
    /// @param value of shape (), part of the graph
    public Terms add(String name, double weight, Tensor value) {
        if (value.numel() != 1) {
            throw new LearnException(
                    "the term '%s' must be one number, it has %d".formatted(name, value.numel()));
        }
        terms.add(new Term(name, weight, value));
        return this;
    }

    /// The weighted sum.
    Tensor total() {
        if (terms.isEmpty()) {
            throw new LearnException("the loss has no terms");
        }
        Tensor sum = weighted(terms.getFirst());
        for (var term : terms.subList(1, terms.size())) {
            sum = sum.add(weighted(term));
        }
        return sum;
    }

    private static Tensor weighted(Term term) {
        return term.weight == 1 ? term.value : Tensors.scale(term.value, term.weight);
    }

    /// The values before weighting.
    Map<String, Double> values() {
        var values = new LinkedHashMap<String, Double>();
        for (var term : terms) {
            values.put(term.name, Tensors.value(term.value));
        }
        return values;
    }

    /// Which terms are not finite, with their values.
    String broken() {
        var text = new StringBuilder();
        values().forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                text.append(text.isEmpty() ? "" : ", ").append(name).append(" is ").append(value);
            }
        });
        return text.isEmpty() ? "every term is finite, their sum is not" : text.toString();
    }
}
