package org.separatrix.studio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.lab.ReportJson;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class BoundsTest {

    private static final double LIMIT = 1;
    private static final double STREAM = 3;
    private static final String SIMULATE = "/api/v1/simulate";

    @TempDir static Path runs;
    private static OpenStudio studio;

    @BeforeAll
    static void open() {
        studio = OpenStudio.in(runs, new Limits(LIMIT, STREAM, 2, 3));
        studio.post(SIMULATE, "{\"system\":\"Lorenz\"}");
    }

    @AfterAll
    static void close() {
        studio.close();
    }

    private static String text(String source) {
        return ReportJson.MAPPER.writeValueAsString(Map.of("text", source));
    }

    private static void refused(OpenStudio.Answer answer, String... words) {
        assertThat(answer.status()).as(answer.text()).isIn(400, 422);
        assertThat(answer.error().lines()).hasSize(1);
        for (String word : words) {
            assertThat(answer.error()).contains(word);
        }
    }

    @Test
    void textsAreBoundedInLengthAndDepth() {
        refused(
                studio.post("/api/v1/equations", text("x' = x" + " + x".repeat(30_000))),
                "at most 100000 are read");
        refused(studio.post("/api/v1/equations", text(" ")), "the text is empty");
        refused(
                studio.post(
                        "/api/v1/equations",
                        text("x' = " + "(".repeat(40_000) + "x" + ")".repeat(40_000))));
        refused(studio.post("/api/v1/equations", text("x' = " + "-".repeat(90_000) + "x")));
        // The studio still answers.
        assertThat(studio.post("/api/v1/equations", text("x' = -x")).status()).isEqualTo(200);
    }

    @Test
    void bodiesAreBounded() {
        refused(studio.post(SIMULATE, new byte[3_000_000]), "the body has more than 2000000 bytes");
        refused(studio.post(SIMULATE, "null"), "the body is not what is expected");
        refused(studio.post(SIMULATE, "[1"), "the body is not what is expected");
        refused(studio.post(SIMULATE, "{\"nothing\":1}"), "nothing");
        refused(studio.post(SIMULATE, "{}"), "give either 'system'");
        refused(studio.post(SIMULATE, "[".repeat(100_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"system\":\"Lorenz\",\"points\":1000000}",
                "{\"system\":\"Lorenz\",\"duration\":1e8,\"every\":0.1}",
                "{\"system\":\"DoubleWellNoise\",\"points\":10,\"transientTime\":1e9}",
                "{\"system\":\"AllenCahn\",\"points\":50000}",
                "{\"system\":\"MackeyGlass\",\"points\":1000,\"embedding\":100000}"
            })
    void answersAreBoundedInNumbersTransientsIncluded(String wanted) {
        refused(studio.post(SIMULATE, wanted), "at most 3000000 are held at once");
    }

    @Test
    void startsAndCountsAreBounded() {
        String starts =
                IntStream.range(0, 2001).mapToObj(_ -> "[1,1,1]").collect(Collectors.joining(","));
        refused(
                studio.post(SIMULATE, "{\"system\":\"Lorenz\",\"starts\":[" + starts + "]}"),
                "2001 starts, at most 2000 are taken");
        refused(studio.post(SIMULATE, "{\"system\":\"Lorenz\",\"points\":-1}"), "points");
        refused(studio.post(SIMULATE, "{\"system\":\"Lorenz\",\"starts\":[[1]]}"));
        refused(studio.post(SIMULATE, "{\"system\":\"Lorenz\",\"starts\":[null]}"));
        refused(
                studio.post(SIMULATE + "/rows", "{\"system\":\"Lorenz\",\"points\":20000000}"),
                "at most 10000000 are streamed");
        refused(
                studio.post(
                        SIMULATE + "/rows", "{\"system\":\"Lorenz\",\"duration\":1e9,\"every\":1}"),
                "at most 10000000 are streamed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/simulate | {\"system\":\"Lorenz\",\"points\":10,\"duration\":1e12}",
                "/simulate | {\"system\":\"Lorenz\",\"points\":10,\"transientTime\":1e12}",
                "/simulate |"
                    + " {\"system\":\"Lorenz\",\"points\":10,\"duration\":1e7,\"rtol\":1e-14,\"atol\":1e-300}",
                "/simulate | {\"system\":\"Logistic\",\"points\":3,\"duration\":1e15}",
                "/simulate | {\"system\":\"MackeyGlass\",\"points\":10,\"duration\":1e9}",
                "/simulate | {\"system\":\"DoubleWellNoise\",\"points\":10,\"duration\":1e9}",
                "/simulate |"
                    + " {\"system\":\"Epidemic\",\"points\":10,\"initial\":[1e9,1e9,0],\"duration\":1e9}",
                "/simulate | {\"system\":\"AllenCahn\",\"points\":10,\"duration\":1e7}",
                "/simulate/file/csv | {\"system\":\"Lorenz\",\"points\":10,\"duration\":1e12}",
                "/data/simulated | {\"system\":\"Lorenz\",\"points\":10,\"duration\":1e12}",
                "/analysis/exponents | {\"system\":\"Lorenz96\",\"periods\":20000}",
                "/analysis/diagram |"
                    + " {\"system\":\"Lorenz\",\"parameter\":\"rho\",\"from\":0,\"to\":200,\"values\":1000}",
                "/analysis/section |"
                    + " {\"system\":\"Lorenz\",\"state\":\"z\",\"level\":27,\"crossings\":5000,\"parameters\":{\"sigma\":1e7}}",
                "/analysis/spectrum | {\"text\":\"x' = 1e9*y; y' = -1e9*x\",\"initial\":[1,0]}"
            })
    void whatWouldTakeForeverIsStopped(String path, String wanted) {
        long begun = System.nanoTime();
        var answer = studio.post("/api/v1" + path.strip(), wanted.strip());
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertThat(answer.status())
                .as(answer.text().substring(0, Math.min(300, answer.text().length())))
                .isEqualTo(503);
        assertThat(answer.error()).isEqualTo("this took too long and was stopped; ask for less");
        assertThat(seconds).isLessThan(LIMIT + 4);
    }

    /// Two endless looks a processor would hold every carrier of the server's virtual threads if
    /// they computed on them.
    @Test
    void longLooksLeaveShortOnesTheirRoom() {
        var looks = new ArrayList<FutureTask<OpenStudio.Answer>>();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            var look =
                    new FutureTask<>(() ->
                            studio.post(
                                    "/api/v1/analysis/exponents",
                                    "{\"system\":\"Lorenz\",\"periods\":20000}"));
            looks.add(look);
            Thread.ofVirtual().start(look);
        }
        var slowest = Duration.ZERO;
        int answered = 0;
        while (looks.stream().anyMatch(l -> !l.isDone())) {
            long begun = System.nanoTime();
            var answer = studio.post(SIMULATE, "{\"system\":\"Lorenz\",\"points\":100}");
            var taken = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(answer.status()).isEqualTo(200);
            slowest = taken.compareTo(slowest) > 0 ? taken : slowest;
            answered++;
        }
        assertThat(answered).isGreaterThan(10);
        assertThat(slowest).isLessThan(Duration.ofMillis((long) (LIMIT * 1000)));
    }

    private static Socket stalled() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new java.net.InetSocketAddress("localhost", studio.port()));
        String body = "{\"system\":\"Lorenz\",\"points\":5000000}";
        socket.getOutputStream()
                .write(
                        ("POST /api/v1/simulate/rows HTTP/1.1\r\nHost: localhost:%d\r\n"
                                        + "Content-Length: %d\r\n\r\n%s")
                                .formatted(studio.port(), body.length(), body)
                                .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    @Test
    void readersWhoStallHoldUpNobodyAndAreCutOff() throws Exception {
        String rows = "{\"system\":\"Lorenz\",\"points\":2000}";
        var sockets = new ArrayList<Socket>();
        try {
            sockets.add(stalled());
            Thread.sleep(500);
            long begun = System.nanoTime();
            assertThat(studio.post(SIMULATE + "/rows", rows).text().lines()).hasSize(2000);
            assertThat(studio.post(SIMULATE, rows).status()).isEqualTo(200);
            assertThat((System.nanoTime() - begun) / 1e9).isLessThan(2);
            sockets.add(stalled());
            Thread.sleep(300);
            var third = studio.post(SIMULATE + "/rows", rows);
            assertThat(third.status()).isEqualTo(503);
            assertThat(third.error()).isEqualTo("2 streams are being read already; try again");
            // Their time is over without their having read anything.
            long patience = System.nanoTime() + (long) ((STREAM + 6) * 1e9);
            while (System.nanoTime() < patience
                    && studio.post(SIMULATE + "/rows", rows).status() != 200) {
                Thread.sleep(100);
            }
            assertThat(studio.post(SIMULATE + "/rows", rows).status()).isEqualTo(200);
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aStreamThatNeverEndsIsEndedAndSaysSo() {
        var answer =
                studio.post(
                        SIMULATE + "/rows",
                        "{\"system\":\"Lorenz\",\"points\":10000000,\"rtol\":1e-12}");
        if (answer.status() == 200) {
            assertThat(answer.text()).endsWith("{\"error\":\"the time of this stream is over\"}\n");
        }
        var silent =
                studio.post(
                        SIMULATE + "/rows",
                        "{\"system\":\"Lorenz\",\"points\":10,\"transientTime\":1e12}");
        assertThat(silent.status()).isEqualTo(503);
        assertThat(silent.error()).isEqualTo("the time of this stream is over");
    }

    @Test
    void theQueueIsBounded() {
        var ids = new ArrayList<String>();
        var wanted =
                "{\"kind\":\"BENCH\",\"seed\":%d,\"settings\":{\"systems\":\"Lorenz\",\"models\":\"nbeats\"}}";
        OpenStudio.Answer answer = studio.post("/api/v1/jobs", wanted.formatted(0));
        int seed = 1;
        while (answer.status() == 200 && seed < 10) {
            ids.add(answer.json().path("id").asString());
            answer = studio.post("/api/v1/jobs", wanted.formatted(seed++));
        }
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.error())
                .isEqualTo("3 jobs wait or are paused already; cancel some, or try later");
        assertThat(ids).hasSizeBetween(3, 5);
        for (String id : ids.reversed()) {
            studio.post("/api/v1/jobs/" + id + "/cancel", "");
        }
        for (String id : ids) {
            assertThat(studio.watched(id).path("state").asString()).isEqualTo("CANCELLED");
        }
        assertThat(studio.post("/api/v1/jobs/" + ids.getFirst() + "/resume", "").error())
                .isEqualTo("only a paused job can go on; this one is cancelled");
        assertThat(List.of(404)).contains(studio.post("/api/v1/jobs/9/pause", "").status());
    }
}
