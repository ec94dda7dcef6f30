package org.separatrix.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.TreeSet;

class AnalysisTest {

    private static final String API = "/api/v1/analysis/";

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

    @Test
    void theLogisticMapHasAFixedPointAtTwoAndTwoValuesAtThreePointTwo() {
        var points =
                studio.post(
                                API + "diagram",
                                "{\"system\":\"Logistic\",\"parameter\":\"r\",\"from\":2,\"to\":3.2,\"values\":2}")
                        .json();
        var fixed = new TreeSet<Long>();
        var two = new TreeSet<Long>();
        for (int i = 0; i < points.path("xs").size(); i++) {
            var into = points.path("xs").get(i).asDouble() < 3 ? fixed : two;
            into.add(Math.round(points.path("ys").get(i).asDouble() * 1e6));
        }
        assertThat(fixed).containsExactly(500_000L);
        // (r + 1 -+ sqrt((r-3)(r+1))) / 2r at r = 3.2.
        double root = Math.sqrt(0.2 * 4.2);
        assertThat(two)
                .containsExactly(
                        Math.round((4.2 - root) / 6.4 * 1e6), Math.round((4.2 + root) / 6.4 * 1e6));
    }

    @Test
    void lorenzHasItsExponents() {
        var exponents =
                studio.post(API + "exponents", "{\"system\":\"Lorenz\",\"periods\":300}")
                        .json()
                        .path("exponents");
        assertThat(exponents.get(0).path("value").asDouble()).isCloseTo(0.906, within(0.05));
        double sum = 0;
        for (var e : exponents) {
            sum += e.path("value").asDouble();
        }
        // The trace of the Jacobian, -(sigma + 1 + beta).
        assertThat(sum).isCloseTo(-(10 + 1 + 8.0 / 3), within(1e-2));
    }

    @Test
    void aSectionLiesOnItsPlaneAndASpectrumShowsTheFrequency() {
        var section =
                studio.post(
                                API + "section",
                                "{\"system\":\"Lorenz\",\"state\":\"z\",\"level\":27,\"crossings\":200}")
                        .json();
        assertThat(section.path("points").path("xs").size()).isEqualTo(200);
        assertThat(section.path("points").path("x").asString()).isEqualTo("x");
        assertThat(section.path("points").path("y").asString()).isEqualTo("y");
        var spectrum =
                studio.post(
                                API + "spectrum",
                                "{\"text\":\"name: circle\\nkind: flow\\nequations: |\\n"
                                        + "  x' = y\\n"
                                        + "  y' = -x\\ninitial: [1, 0]\\nperiod:"
                                        + " 6.283185307179586\\n\"}")
                        .json();
        int peak = 0;
        for (int i = 0; i < spectrum.path("ys").size(); i++) {
            if (spectrum.path("ys").get(i).asDouble() > spectrum.path("ys").get(peak).asDouble()) {
                peak = i;
            }
        }
        assertThat(spectrum.path("xs").get(peak).asDouble())
                .isCloseTo(1 / (2 * Math.PI), within(0.005));
    }

    @Test
    void whatCannotBeLookedAtIsSaid() {
        assertThat(studio.post(API + "section", "{\"system\":\"Logistic\"}").error())
                .isEqualTo("a section is for flows; Logistic is a map");
        assertThat(studio.post(API + "spectrum", "{\"system\":\"Lorenz\",\"state\":\"q\"}").error())
                .isEqualTo("there is no state 'q'; there are x, y, z");
        assertThat(studio.post(API + "diagram", "{\"system\":\"Lorenz\"}").error())
                .isEqualTo("give 'parameter', 'from' and 'to'");
        assertThat(
                        studio.post(
                                        API + "diagram",
                                        "{\"system\":\"Lorenz\",\"parameter\":\"roh\",\"from\":1,\"to\":2}")
                                .error())
                .contains("rho");
        assertThat(
                        studio.post(
                                        API + "exponents",
                                        "{\"system\":\"Lorenz\",\"periods\":1000000}")
                                .error())
                .isEqualTo("periods must lie in 10..20000");
    }
}
