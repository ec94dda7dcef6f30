package org.separatrix.studio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.simulate.Simulation;
import org.separatrix.dynamics.simulate.SimulationSettings;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.data.DataFiles;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class SimulateTest {

    private static final String SIMULATE = "/api/v1/simulate";

    @TempDir static Path runs;
    @TempDir Path folder;
    private static OpenStudio studio;

    @BeforeAll
    static void open() {
        studio = OpenStudio.in(runs);
    }

    @AfterAll
    static void close() {
        studio.close();
    }

    private static String body(Map<String, ?> wanted) {
        return ReportJson.MAPPER.writeValueAsString(wanted);
    }

    private static JsonNode orbit(Map<String, ?> wanted) {
        var answer = studio.post(SIMULATE, body(wanted));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("orbits").get(0);
    }

    private static double[] numbers(JsonNode array) {
        var x = new double[array.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = array.get(i).asDouble();
        }
        return x;
    }

    private static void same(JsonNode orbit, Trajectory expected) {
        assertThat(numbers(orbit.path("times"))).isEqualTo(expected.times());
        for (int j = 0; j < expected.dimension(); j++) {
            assertThat(numbers(orbit.path("states").get(j))).isEqualTo(expected.column(j));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lorenz", "Logistic", "BirthDeath", "DoubleWellNoise", "MackeyGlass"})
    void anOrbitIsThatOfTheLibraryToTheBit(String name) {
        var system = Catalog.system(name);
        var expected = Simulation.of(system).run(SimulationSettings.DEFAULT.withPoints(150));
        same(orbit(Map.of("system", name, "points", 150)), expected);
    }

    @Test
    void aFieldIsThatOfTheLibraryToTheBit() {
        var expected =
                Simulation.of(Catalog.system("AllenCahn"))
                        .run(SimulationSettings.DEFAULT.withPoints(20));
        same(orbit(Map.of("system", "AllenCahn", "points", 20)), expected);
    }

    @Test
    void parametersStartsAndSettingsAreTaken() {
        var lorenz = Catalog.system("Lorenz").withParameters(Map.of("rho", 20.0));
        var expected =
                Simulation.of(lorenz.withInitial(new double[] {1, 2, 3}))
                        .run(SimulationSettings.DEFAULT.withPoints(50));
        same(
                orbit(
                        Map.of(
                                "system",
                                "Lorenz",
                                "points",
                                50,
                                "parameters",
                                Map.of("rho", 20),
                                "initial",
                                List.of(1, 2, 3))),
                expected);
        var cloud =
                studio.post(
                        SIMULATE,
                        "{\"system\":\"Lorenz\",\"points\":10,\"starts\":[[1,1,1],[2,2,2]]}");
        assertThat(cloud.json().path("orbits").size()).isEqualTo(2);
    }

    @Test
    void aTypedSystemHasItsClosedForm() {
        var orbit =
                orbit(Map.of("text", "x' = -k*x\nk = 2\nx(0) = 3", "points", 11, "duration", 1));
        double[] t = numbers(orbit.path("times"));
        double[] x = numbers(orbit.path("states").get(0));
        for (int i = 0; i < t.length; i++) {
            assertThat(x[i]).isCloseTo(3 * Math.exp(-2 * t[i]), within(1e-8));
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double tolerance) {
        return org.assertj.core.data.Offset.offset(tolerance);
    }

    @Test
    void xppAndYamlAreRead() {
        var xpp = "par k=2\ninit x=3\nx'=-k*x\n@ total=1\ndone\n";
        double[] x =
                numbers(
                        orbit(Map.of("text", xpp, "points", 3, "duration", 1))
                                .path("states")
                                .get(0));
        assertThat(x[2]).isCloseTo(3 * Math.exp(-2), within(1e-8));
        var yaml = "name: decay\nkind: flow\nequations: |\n  x' = -2*x\ninitial: [3]\n";
        x = numbers(orbit(Map.of("text", yaml, "points", 3, "duration", 1)).path("states").get(0));
        assertThat(x[2]).isCloseTo(3 * Math.exp(-2), within(1e-8));
    }

    @Test
    void aMapIsIterated() {
        double[] x =
                numbers(
                        orbit(
                                        Map.of(
                                                "text",
                                                "x = 2*x*(1-x)",
                                                "kind",
                                                "map",
                                                "points",
                                                4,
                                                "initial",
                                                List.of(0.1)))
                                .path("states")
                                .get(0));
        assertThat(x[1]).isCloseTo(0.18, within(1e-15));
    }

    @Test
    void aMistakeHasItsPlace() {
        var answer =
                studio.post("/api/v1/equations", body(Map.of("text", "x' = y\ny' = -x + qq*z")));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("line").asInt()).isEqualTo(2);
        assertThat(answer.json().path("column").asInt()).isEqualTo(11);
        assertThat(answer.json().path("problem").asString()).contains("qq");
        var good = studio.post("/api/v1/equations", body(Map.of("text", "x' = y\ny' = -x")));
        assertThat(good.json().path("states").size()).isEqualTo(2);
        assertThat(good.json().path("kind").asString()).isEqualTo("flow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "npz", "parquet"})
    void aFileReadsBack(String format) throws IOException {
        var answer =
                studio.post(SIMULATE + "/file/" + format, "{\"system\":\"Lorenz\",\"points\":40}");
        assertThat(answer.whole().headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"Lorenz." + format + "\"");
        var file = Files.write(folder.resolve("orbit." + format), answer.body());
        var read = DataFiles.read(file, null, List.of(), null).dataset().trajectories().getFirst();
        var expected =
                Simulation.of(Catalog.system("Lorenz"))
                        .run(SimulationSettings.DEFAULT.withPoints(40));
        assertThat(read.size()).isEqualTo(40);
        assertThat(read.column(1)).isEqualTo(expected.column(1));
    }

    @Test
    void rowsAreTheOrbitALineEach() {
        var answer = studio.post(SIMULATE + "/rows", "{\"system\":\"Lorenz\",\"points\":5000}");
        var lines = answer.text().lines().toList();
        var expected =
                Simulation.of(Catalog.system("Lorenz"))
                        .run(SimulationSettings.DEFAULT.withPoints(5000));
        assertThat(lines).hasSize(5000);
        var last = ReportJson.MAPPER.readTree(lines.get(4999));
        assertThat(last.get(0).asDouble()).isEqualTo(expected.time(4999));
        assertThat(last.get(3).asDouble()).isEqualTo(expected.column(2)[4999]);
    }

    @Test
    void rowsThatCannotBeginHaveTheirStatusAndOnesThatBreakOffSaySo() {
        var wrong =
                studio.post(SIMULATE + "/rows", "{\"system\":\"Lorenz\",\"method\":\"nothing\"}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.error()).contains("nothing");
        // x = 1/(1-t) leaves for infinity at t = 1, after many chunks of rows.
        var broken =
                studio.post(
                        SIMULATE + "/rows",
                        "{\"text\":\"x' = x^2\",\"initial\":[1],\"points\":100000,\"duration\":2}");
        assertThat(broken.status()).isEqualTo(200);
        var lines = broken.text().lines().toList();
        assertThat(lines).hasSizeGreaterThan(10_000);
        assertThat(lines.getLast()).startsWith("{\"error\":");
    }

    @Test
    void twoClientsAreAnsweredAtOnce() throws InterruptedException {
        var wanted = "{\"system\":\"Lorenz\",\"points\":500}";
        var first = studio.post(SIMULATE, wanted).text();
        var threads =
                java.util.stream.IntStream.range(0, 8)
                        .mapToObj(_ ->
                                new java.util.concurrent.FutureTask<>(
                                        () -> studio.post(SIMULATE, wanted).text()))
                        .toList();
        threads.forEach(t -> Thread.ofVirtual().start(t));
        for (var t : threads) {
            assertThat(t).succeedsWithin(java.time.Duration.ofSeconds(30)).isEqualTo(first);
        }
    }
}
