package org.separatrix.fields.causal;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.lab.LabException;
import org.separatrix.learn.Kind;
import org.separatrix.learn.TensorAlgebra;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.jet.Jet;
import org.separatrix.learn.jet.JetMlp;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.ModifiedMlp;
import org.separatrix.learn.network.Network;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The same formulas on libtorch, all points at once and part of a graph.
final class TensorFormulas {

    private final PointSet points;
    private final Kind kind;
    private final Jet input;
    private final List<Tensor> offsets = new ArrayList<>();
    private final List<List<Tensor>> factors = new ArrayList<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();

    /// Everything belongs to the caller's scope.
    TensorFormulas(PointSet points, Kind kind) {
        this.points = points;
        this.kind = kind;
        int n = points.size();
        int features = points.features();
        int coefficients = points.plan().coefficients();
        var arrays = new ArrayList<Tensor>();
        for (int c = 0; c < coefficients; c++) {
            var values = new double[n * features];
            for (int p = 0; p < n; p++) {
                System.arraycopy(
                        points.jets(),
                        (p * coefficients + c) * features,
                        values,
                        p * features,
                        features);
            }
            arrays.add(Tensors.of(values, kind, n, features));
        }
        var directions = new ArrayList<List<Tensor>>();
        int next = 1;
        for (int order : points.plan().orders()) {
            directions.add(arrays.subList(next, next + order));
            next += order;
        }
        input = Jet.of(arrays.getFirst(), directions);
        for (int s = 0; s < points.quantities().size(); s++) {
            offsets.add(Tensors.of(points.offset(s), kind));
            factors.add(
                    points.slots(s).stream().map(slot -> Tensors.of(slot.factor(), kind)).toList());
        }
        var times = new double[n];
        for (int p = 0; p < n; p++) {
            times[p] = points.time(p);
        }
        constants.put("t", Tensors.of(times, kind));
        points.definition()
                .parameters()
                .forEach((name, value) -> constants.put(name, Tensors.scalar(value, kind)));
    }

    /// Values of the formulas, one tensor of shape (points) each.
    List<Tensor> values(Network network, Weights weights) {
        var output =
                switch (network) {
                    case Mlp plain -> JetMlp.forward(plain, weights, input);
                    case ModifiedMlp gated -> JetMlp.forward(gated, weights, input);
                    default -> throw new IllegalStateException("no jets of " + network);
                };
        var coefficients = new ArrayList<Tensor>();
        coefficients.add(output.value());
        for (int d = 0; d < points.plan().orders().size(); d++) {
            for (int k = 1; k <= points.plan().orders().get(d); k++) {
                coefficients.add(output.coefficient(d, k));
            }
        }
        var symbols = new LinkedHashMap<String, Tensor>();
        var names = points.definition().names();
        for (int s = 0; s < names.size(); s++) {
            symbols.put(names.get(s), quantity(s, coefficients));
        }
        constants.forEach(symbols::putIfAbsent);
        var algebra = new TensorAlgebra(kind);
        return points.definition().expressions().stream()
                .map(e -> algebra.evaluate(e, name -> value(name, symbols)))
                .toList();
    }

    private Tensor quantity(int s, List<Tensor> coefficients) {
        if (points.quantities().get(s) instanceof Formulas.Quantity.Unknown) {
            throw new LabException("unknown parameters need optimizer=LM");
        }
        var value = offsets.get(s);
        var slots = points.slots(s);
        for (int k = 0; k < slots.size(); k++) {
            var slot = slots.get(k);
            value =
                    value.addcmul(
                            factors.get(s).get(k),
                            coefficients.get(slot.index()).select(1, slot.field()));
        }
        return value;
    }

    private static Tensor value(String name, Map<String, Tensor> symbols) {
        var tensor = symbols.get(name);
        if (tensor == null) {
            throw new LabException("no value for '" + name + "'");
        }
        return tensor;
    }
}
