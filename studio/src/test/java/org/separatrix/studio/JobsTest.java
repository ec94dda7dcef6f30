package org.separatrix.studio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.forecast.Forecasters;
import org.separatrix.forecast.ModelFile;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.DataFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class JobsTest {

    private static final String JOBS = "/api/v1/jobs";
    private static final String RUNS = "/api/v1/runs";
    private static final String LONG =
            "{\"kind\":\"BENCH\",\"seed\":11,\"settings\":{\"systems\":\"Lorenz,Rossler,Chua,Halvorsen\",\"models\":\"nbeats,nvar\"}}";

    @TempDir static Path runs;
    private static OpenStudio studio;

    @BeforeAll
    static void open() {
        studio = OpenStudio.in(runs);
    }

    @AfterAll
    static void close() {
        studio.close();
    }

    private static String data() {
        return studio.post(
                        "/api/v1/data/simulated",
                        "{\"system\":\"Lorenz\",\"points\":1200,\"perPeriod\":20}")
                .json()
                .path("id")
                .asString();
    }

    private static String submitted(String wanted) {
        var answer = studio.post(JOBS, wanted);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("id").asString();
    }

    private static String fit(String method, String data) {
        return submitted(
                "{\"kind\":\"FIT\",\"name\":\"%s\",\"seed\":3,\"data\":\"%s\",\"steps\":20,\"backtest\":3}"
                        .formatted(method, data));
    }

    @Test
    void aFitGivesAReportAModelAndTheForecastOfTheLibrary() throws IOException {
        String data = data();
        var last = studio.watched(fit("linear", data));
        assertThat(last.path("state").asString()).as(last.toString()).isEqualTo("FINISHED");
        String run = last.path("run").asString();

        var series =
                DataFiles.read(runs.resolve(".data").resolve(data), null, List.of(), null)
                        .dataset()
                        .regular(Forecasters.named("linear").shortest());
        var expected =
                Forecasters.named("linear")
                        .fit(series, new Seeds(3))
                        .forecast(series.getLast(), 20)
                        .mean();
        var forecast =
                studio.post("/api/v1/forecast", "{\"run\":\"%s\",\"steps\":20}".formatted(run))
                        .json();
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(forecast.path("states").get(j).get(i).asDouble())
                        .isEqualTo(expected.values()[i][j]);
            }
        }

        var model = studio.get(RUNS + "/" + run + "/files/model.json");
        assertThat(model.status()).isEqualTo(200);
        var file = Files.write(Files.createTempFile("model", ".json"), model.body());
        assertThat(ModelFile.read(file).channels()).containsExactly("x", "y", "z");
        Files.delete(file);

        var page = studio.get(RUNS + "/" + run + "/report.html");
        assertThat(page.text()).startsWith("<!").contains("linear on Lorenz.csv");
        assertThat(page.whole().headers().allValues("Content-Security-Policy"))
                .hasSize(1)
                .first()
                .asString()
                .contains("sandbox allow-scripts", "default-src 'none'")
                .doesNotContain("allow-same-origin");

        assertThat(studio.get(RUNS + "?q=LINEAR").text()).contains(run);
        assertThat(studio.get(RUNS + "?q=nothing-like-it").text()).isEqualTo("[]");
        var whole = studio.get(RUNS + "/" + run).json();
        assertThat(whole.path("report").path("title").asString()).contains("linear on Lorenz.csv");

        assertThat(studio.delete(RUNS + "/" + run).status()).isEqualTo(200);
        assertThat(studio.get(RUNS + "/" + run).status()).isEqualTo(404);
        assertThat(studio.get(RUNS + "?q=linear").text()).doesNotContain(run);
        assertThat(studio.post(RUNS + "/" + run + "/restore", "").status()).isEqualTo(200);
        assertThat(studio.get(RUNS + "/" + run).json()).isEqualTo(whole);
        assertThat(studio.post(RUNS + "/" + run + "/restore", "").status()).isEqualTo(404);
        assertThat(studio.post(RUNS + "/..%2f/restore", "").status()).isEqualTo(404);
    }

    @Test
    void whatCannotBeDoneIsSaidBeforeItWaits() {
        String data = data();
        assertThat(studio.post(JOBS, "{\"kind\":\"FIT\",\"steps\":5}").error())
                .isEqualTo("'name' is missing: the method to run");
        assertThat(studio.post(JOBS, "{\"kind\":\"FIT\",\"name\":\"nvra\",\"steps\":5}").error())
                .contains("nvar");
        assertThat(studio.post(JOBS, "{\"kind\":\"FIT\",\"name\":\"nvar\",\"steps\":5}").error())
                .isEqualTo("nvar needs data");
        assertThat(
                        studio.post(
                                        JOBS,
                                        "{\"kind\":\"FIT\",\"name\":\"nvar\",\"data\":\"%s\",\"steps\":0}"
                                                .formatted(data))
                                .error())
                .isEqualTo("steps must lie in 1..100000, got 0");
        assertThat(
                        studio.post(
                                        JOBS,
                                        "{\"kind\":\"FIT\",\"name\":\"nvar\",\"data\":\"../x\",\"steps\":5}")
                                .status())
                .isEqualTo(404);
        assertThat(studio.post(JOBS, "{\"kind\":\"EXPERIMENT\",\"name\":\"none\"}").status())
                .isEqualTo(400);
        assertThat(studio.post(JOBS, "{\"kind\":\"NONE\"}").status()).isEqualTo(400);
    }

    @Test
    void aJobPausesGoesOnInItsFolderAndIsCancelled() throws InterruptedException {
        String id = submitted(LONG);
        String path = JOBS + "/" + id;
        while (studio.get(path).json().path("run").isNull()) {
            Thread.sleep(20);
        }
        String run = studio.get(path).json().path("run").asString();
        var removal = studio.delete(RUNS + "/" + run);
        assertThat(removal.error()).isEqualTo("the run is being worked on; cancel it first");
        studio.post(path + "/pause", "");
        var paused = studio.watched(id);
        assertThat(paused.path("state").asString()).as(paused.toString()).isEqualTo("PAUSED");
        studio.post(path + "/resume", "");
        while (studio.get(path).json().path("state").asString().equals("WAITING")) {
            Thread.sleep(20);
        }
        studio.post(path + "/cancel", "");
        // To pause what is being cancelled does not save it.
        studio.post(path + "/pause", "");
        var cancelled = studio.watched(id);
        assertThat(cancelled.path("state").asString()).isEqualTo("CANCELLED");
        assertThat(cancelled.path("run").asString()).isEqualTo(run);
        assertThat(studio.delete(RUNS + "/" + run).status()).isEqualTo(200);
    }

    @Test
    void aComparisonHasItsLeaderboard() {
        String id =
                submitted(
                        "{\"kind\":\"BENCH\",\"seed\":1,\"settings\":{\"systems\":\"Lorenz,Rossler\",\"models\":\"drift,parrot\",\"tuned\":\"false\"}}");
        var last = studio.watched(id);
        assertThat(last.path("state").asString()).as(last.toString()).isEqualTo("FINISHED");
        String run = last.path("run").asString();
        assertThat(studio.get("/api/v1/boards").text()).contains(run);
        var board = studio.get("/api/v1/boards/" + run).json();
        assertThat(board.path("systems").toString()).isEqualTo("[\"Lorenz\",\"Rossler\"]");
        assertThat(board.path("standing").toString()).contains("drift", "parrot");
        var lorenz = studio.get("/api/v1/boards/" + run + "/systems/Lorenz").json();
        assertThat(lorenz.path("forecasts").size()).isGreaterThanOrEqualTo(2);
        var forecast = lorenz.path("forecasts").get(0).path("details").path("forecast");
        assertThat(lorenz.path("truth").path("y").size()).isEqualTo(forecast.size()).isPositive();
        var ranks = studio.get("/api/v1/boards/" + run + "/ranks.svg?metric=smape");
        assertThat(ranks.status()).isEqualTo(200);
        assertThat(ranks.text()).startsWith("<svg").contains("drift", "parrot");
        assertThat(studio.get("/api/v1/boards/" + run + "/systems/Chua").status()).isEqualTo(404);
        assertThat(studio.get("/api/v1/boards/" + run + "?metric=none").status()).isEqualTo(400);
    }
}
