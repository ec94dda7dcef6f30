package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Scope;

import java.util.List;

/// One step of a long expressive memory: two coupled gated states, each with a time step of its own
/// that is learned.
///
/// `z = (1 - d1) z + d1 tanh(Wz y + Vz u + bz)` and then `y = (1 - d2) y + d2 tanh(Wy z + Vy u +
/// by)`, with `d = sigmoid(W y + V u + b)`; y is the output and z the memory.
///
/// Source: T. K. Rusch, S. Mishra, N. B. Erichson and M. W. Mahoney, "Long expressive memory for
/// sequence modeling", ICLR (2022), equation 3, with its largest time step 1.
///
/// @param inputs extent of the input
/// @param hidden extent of output and memory
public record LemCell(int inputs, int hidden) implements GatedCell {

    public LemCell {
        Check.atLeastOne("inputs", inputs);
        Check.atLeastOne("hidden", hidden);
    }

    /// The parts of the arrays belong, in order, to d1, d2, z and y.
    @Override
    public List<Parameter> parameters() {
        var initialiser = Initialiser.uniform(1 / Math.sqrt((double) hidden));
        return List.of(
                new Parameter("input.weight", initialiser, 4L * hidden, inputs),
                new Parameter("output.weight", initialiser, 3L * hidden, hidden),
                new Parameter("memory.weight", initialiser, hidden, hidden),
                new Parameter("bias", initialiser, 4L * hidden));
    }

    @Override
    public State step(Weights weights, Tensor x, State state) {
        try (var scope = new Scope()) {
            var driven = torch.linear(x, weights.get(0), new TensorOptional(weights.get(3)));
            var own = state.output().matmul(weights.get(1).t());
            var first = part(driven, 0).add(part(own, 0)).sigmoid();
            var second = part(driven, 1).add(part(own, 1)).sigmoid();
            var memory = moved(state.memory(), first, part(driven, 2).add(part(own, 2)));
            var inner = part(driven, 3).add(memory.matmul(weights.get(2).t()));
            var output = moved(state.output(), second, inner);
            return new State(scope.keep(output), scope.keep(memory));
        }
    }

    private Tensor part(Tensor all, int index) {
        return all.narrow(1, (long) index * hidden, hidden);
    }

    /// `(1 - d) value + d tanh(inner)`.
    private static Tensor moved(Tensor value, Tensor d, Tensor inner) {
        return value.add(d.mul(inner.tanh().sub(value)));
    }
}
