package org.separatrix.learn;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Loads libtorch once and sets its threads.
///
/// Thread rule: one thread for BLAS and one inside each operation, unless asked otherwise. Both
/// pools spin while they wait for each other; with libtorch's own defaults a small double-backward
/// step is slower by a factor of 40 to 150, and no network of a few hundred units gains from more
/// threads. Independent trainings run side by side on Java threads instead.
public final class Torch {

    private static final List<String> LIBRARIES =
            List.of("libtorch_cpu.so", "libtorch_cpu.dylib", "torch_cpu.dll");

    private static volatile String standard = "cpu";

    private Torch() {}

    /// Loads the native libraries; cheap after the first call.
    ///
    /// @throws LearnException if this system has none
    public static void load() {
        Native.INSTANCE.touch();
    }

    /// Sets how many threads one operation may use; worth it only for matrices of a thousand rows
    /// and more.
    ///
    /// @param threads at least 1
    public static void threads(int threads) {
        if (threads < 1) {
            throw new LearnException("threads must be at least 1, got " + threads);
        }
        Native.INSTANCE.threads(threads);
    }

    /// Threads that one operation may use.
    public static int threads() {
        return Native.INSTANCE.intraOp;
    }

    /// Sets where models of this process live unless they say otherwise, as `--device` does.
    ///
    /// @param name `cpu` or `cuda`
    /// @throws LearnException if there is no such device here
    public static void device(String name) {
        standard = new Kind(Precision.DOUBLE, name).device();
    }

    /// Where models of this process live unless they say otherwise.
    public static String device() {
        return standard;
    }

    /// Whether a CUDA device can be used.
    public static boolean cuda() {
        load();
        return torch.cuda_is_available();
    }

    /// What is loaded, in one line, for `doctor`.
    public static String describe() {
        load();
        return "libtorch %s, %d thread%s an operation, %s"
                .formatted(
                        torch.class.getPackage().getImplementationVersion(),
                        threads(),
                        threads() == 1 ? "" : "s",
                        cuda() ? "CUDA available" : "CPU");
    }

    /// The libraries, loaded when this class is initialised.
    private static final class Native {

        static final Native INSTANCE = new Native();

        private final @Nullable MethodHandle setThreads;
        private int intraOp = 1;

        Native() {
            try {
                Loader.load(openblas.class);
                String glue = Loader.load(torch.class);
                setThreads = find(Path.of(glue).resolveSibling(""));
            } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
                throw new LearnException(
                        "libtorch cannot be loaded on this system (%s, %s): %s"
                                .formatted(
                                        System.getProperty("os.name"),
                                        System.getProperty("os.arch"),
                                        e.getMessage()),
                        e);
            }
            threads(1);
        }

        void touch() {}

        synchronized void threads(int threads) {
            openblas.blas_set_num_threads(threads);
            if (setThreads != null) {
                try {
                    setThreads.invokeExact(threads);
                } catch (Throwable e) {
                    throw new IllegalStateException(e);
                }
            }
            intraOp = threads;
        }

        /// `at::set_num_threads(int)`, which the Java presets leave out.
        @SuppressWarnings("restricted") // native access is what this module is for
        private static @Nullable MethodHandle find(Path folder) {
            for (String library : LIBRARIES) {
                Path file = folder.resolve(library);
                if (Files.exists(file)) {
                    var lookup = SymbolLookup.libraryLookup(file, Arena.global());
                    for (String symbol :
                            List.of("_ZN2at15set_num_threadsEi", "?set_num_threads@at@@YAXH@Z")) {
                        var found = lookup.find(symbol);
                        if (found.isPresent()) {
                            return Linker.nativeLinker()
                                    .downcallHandle(
                                            found.get(),
                                            FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
                        }
                    }
                }
            }
            return null;
        }
    }
}
