package org.separatrix.studio;

import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;

import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemFileException;
import org.separatrix.dynamics.files.DataFileException;
import org.separatrix.dynamics.simulate.SimulationException;
import org.separatrix.equations.EquationException;
import org.separatrix.lab.LabException;

import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.concurrent.CancellationException;

/// What a request's failure says to who asked: one line, and where in a text it is.
final class Problems {

    private static final System.Logger LOG = System.getLogger("org.separatrix.studio");

    private Problems() {}

    static void register(HttpRouting.Builder routing) {
        routing.error(
                        StudioException.class,
                        (_, response, e) ->
                                answer(response, e.status(), String.valueOf(e.getMessage())))
                .error(EquationException.class, (_, response, e) -> equation(response, e))
                .error(
                        Catalog.UnknownSystemException.class,
                        (_, response, e) ->
                                answer(
                                        response,
                                        Status.NOT_FOUND_404,
                                        String.valueOf(e.getMessage())))
                .error(SystemFileException.class, (_, response, e) -> unusable(response, e))
                .error(SimulationException.class, (_, response, e) -> unusable(response, e))
                .error(DataFileException.class, (_, response, e) -> unusable(response, e))
                .error(LabException.class, (_, response, e) -> unusable(response, e))
                .error(IllegalArgumentException.class, (_, response, e) -> unusable(response, e))
                .error(
                        CancellationException.class,
                        (_, response, _) ->
                                answer(
                                        response,
                                        Status.SERVICE_UNAVAILABLE_503,
                                        "this took too long and was stopped; ask for less"))
                .error(
                        HttpException.class,
                        (_, response, e) ->
                                answer(response, e.status(), String.valueOf(e.getMessage())))
                .error(Exception.class, (_, response, e) -> defect(response, e));
    }

    private static void equation(ServerResponse response, EquationException e) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("error", e.getMessage());
        answer.put("problem", e.problem());
        answer.put("line", e.line());
        answer.put("column", e.column());
        response.status(Status.create(422));
        Answers.problem(response, answer);
    }

    private static void unusable(ServerResponse response, Exception e) {
        answer(response, Status.BAD_REQUEST_400, String.valueOf(e.getMessage()));
    }

    /// What went wrong, in one line, where no status can be set any more.
    static String line(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static void defect(ServerResponse response, Exception e) {
        LOG.log(Level.ERROR, "a request failed", e);
        answer(
                response,
                Status.INTERNAL_SERVER_ERROR_500,
                "the studio made a mistake (%s); its log has the details"
                        .formatted(e.getClass().getSimpleName()));
    }

    private static void answer(ServerResponse response, Status status, String message) {
        if (response.isSent()) {
            return;
        }
        response.status(status);
        Answers.problem(response, message);
    }
}
