package org.separatrix.learn;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

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

    private static final ThreadLocal<@Nullable Scope> BOUNDARY = new ThreadLocal<>();

    private final PointerScope inner;
    private final List<Pointer> kept = new ArrayList<>(1);
    private final @Nullable Scope outerBoundary;
    private final List<Pointer> held = new ArrayList<>(0);

    public Scope() {
        this(false);
    }

    private Scope(boolean boundary) {
        Torch.load();
        inner = new PointerScope();
        outerBoundary = BOUNDARY.get();
        if (boundary || outerBoundary == null) {
            BOUNDARY.set(this);
        }
    }

    /// A scope that no graph crosses, such as one step of a training: callbacks of custom gradients
    /// made inside it live until it closes, however deep the scope they were made in.
    public static Scope boundary() {
        return new Scope(true);
    }

    /// Lets `callback` live until the innermost boundary closes, or the outermost scope.
    static <P extends Pointer> P untilBoundary(P callback) {
        var boundary = BOUNDARY.get();
        if (boundary == null) {
            throw new LearnException("a custom gradient needs a scope around it");
        }
        boundary.inner.attach(callback);
        // The native side holds no strong reference to the Java object.
        boundary.held.add(callback);
        return callback;
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
        if (BOUNDARY.get() == this) {
            if (outerBoundary == null) {
                BOUNDARY.remove();
            } else {
                BOUNDARY.set(outerBoundary);
            }
        }
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
