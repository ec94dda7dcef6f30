package org.separatrix.app;

import org.jspecify.annotations.Nullable;
import org.separatrix.analysis.lyapunov.LyapunovCancelledException;
import org.separatrix.analysis.lyapunov.TangentFailureException;
import org.separatrix.dynamics.catalog.Catalog.UnknownSystemException;
import org.separatrix.dynamics.catalog.SystemFileException;
import org.separatrix.dynamics.files.DataFileException;
import org.separatrix.dynamics.integrate.CancelledException;
import org.separatrix.dynamics.integrate.IntegrationException;
import org.separatrix.dynamics.jump.JumpException;
import org.separatrix.dynamics.simulate.SimulationException;
import org.separatrix.equations.EquationException;
import org.separatrix.lab.LabException;
import org.separatrix.lab.StorageException;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.training.TrainingDivergedException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;

/// What an exception means to the user.
///
/// @param code exit code of the program
/// @param message one line that says what to do, and lines of detail after it
/// @param expected false for a defect of the program, whose trace should be reported
record Failure(int code, String message, boolean expected) {

    static Failure of(Exception e) {
        return switch (e) {
            case StorageException _ -> expected(Main.FAILED, e);
            case CancellationException _, CancelledException _, LyapunovCancelledException _ ->
                    expected(Main.INTERRUPTED, e);
            case IntegrationException _,
                    SimulationException _,
                    JumpException _,
                    TangentFailureException _,
                    TrainingDivergedException _ ->
                    expected(Main.DIVERGED, e);
            case DataFileException _ ->
                    expected(e.getCause() instanceof IOException ? Main.FAILED : Main.USAGE, e);
            case EquationException mistake ->
                    new Failure(Main.USAGE, mistake.getMessage() + "\n" + mistake.pointer(), true);
            case SystemFileException mistake ->
                    new Failure(
                            Main.USAGE,
                            text(e) + mistake.pointer().map(p -> "\n" + p).orElse(""),
                            true);
            case LabException _,
                    LearnException _,
                    UnknownSystemException _,
                    IllegalArgumentException _ ->
                    expected(Main.USAGE, e);
            case UncheckedIOException io -> new Failure(Main.FAILED, reason(io.getCause()), true);
            default -> new Failure(Main.FAILED, text(e), false);
        };
    }

    private static Failure expected(int code, Exception e) {
        return new Failure(code, text(e), true);
    }

    private static String text(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String reason(@Nullable IOException e) {
        return switch (e) {
            case null -> "input or output failed";
            case NoSuchFileException gone -> "no file " + gone.getFile();
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            default -> text(e);
        };
    }
}
