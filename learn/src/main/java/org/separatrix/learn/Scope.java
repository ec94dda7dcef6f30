package org.separatrix.learn;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

import java.util.ArrayList;
import java.util.List;

/// Frees every native object made inside it, except those handed to the surrounding scope.
///
/// ```java
/// try (var scope = new Scope()) {
///     var energy = x.square().sum().mul(y);   // two tensors
///     return scope.keep(energy);              // one survives, in the caller's scope
/// }
/// ```
///
/// One scope a training step and a public call; tensors are never left to the collector. A scope
/// belongs to the thread that opened it.
public final class Scope implements AutoCloseable {

    private final PointerScope inner;
    private final List<Pointer> kept = new ArrayList<>(1);

    public Scope() {
        Torch.load();
        inner = new PointerScope();
    }

    /// Lets `result` outlive this scope; the surrounding scope then owns it, or the caller if there
    /// is none.
    public <P extends Pointer> P keep(P result) {
        result.retainReference();
        kept.add(result);
        return result;
    }

    /// Lets `result` outlive every scope, until [#release].
    public static <P extends Pointer> P promote(P result) {
        result.retainReference();
        return result;
    }

    /// Frees what was promoted.
    public static void release(Pointer promoted) {
        promoted.releaseReference();
    }

    @Override
    public void close() {
        inner.close();
        var outer = PointerScope.getInnerScope();
        if (outer != null) {
            for (var p : kept) {
                outer.attach(p);
                p.releaseReference();
            }
        }
    }
}
