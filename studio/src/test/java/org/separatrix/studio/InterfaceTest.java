package org.separatrix.studio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

class InterfaceTest {

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

    private static Set<String> documented() {
        var found = new TreeSet<String>();
        String path = "";
        for (String line : studio.get("/openapi.yaml").text().lines().toList()) {
            if (line.startsWith("  /")) {
                path = line.strip().replace(":", "");
            }
            var method = Pattern.compile("^    (get|post|delete):.*").matcher(line);
            if (method.matches()) {
                found.add(method.group(1) + " " + path);
            }
        }
        return found;
    }

    /// As the routes are written in the sources.
    private static Set<String> routed() throws IOException {
        var found = new TreeSet<String>();
        var sources = Path.of("src/main/java/org/separatrix/studio");
        var roots =
                Pattern.compile("register\\(API \\+ \"(/\\w+)\", new (\\w+)\\(")
                        .matcher(Files.readString(sources.resolve("Studio.java")));
        while (roots.find()) {
            var routes =
                    Pattern.compile("\\.(get|post|delete)\\(\\s*\"(/[^\"]*)\"")
                            .matcher(Files.readString(sources.resolve(roots.group(2) + ".java")));
            while (routes.find()) {
                String rest = routes.group(2).equals("/") ? "" : routes.group(2);
                found.add(routes.group(1) + " " + roots.group(1) + rest);
            }
        }
        return found;
    }

    @Test
    void everyRouteIsDocumentedAndEveryDocumentedOneIsThere() throws IOException {
        assertThat(documented()).hasSizeGreaterThan(30).isEqualTo(routed());
        for (String route : documented()) {
            String[] words = route.split(" ", -1);
            var request =
                    studio.request("/api/v1" + words[1].replaceAll("[{]\\w+[}]", "none"))
                            .method(
                                    words[0].toUpperCase(Locale.ROOT),
                                    HttpRequest.BodyPublishers.ofString(""));
            var answer = studio.send(request);
            assertThat(answer.status()).as(route).isIn(200, 400, 404);
            if (answer.status() != 200) {
                assertThat(answer.error()).as(route).isNotBlank().doesNotContain("no page", "\n");
            }
        }
    }

    @Test
    void whatIsNotThereIsSaidAsJson() {
        var answer = studio.get("/api/v1/nothing");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("there is no page '/api/v1/nothing'");
    }

    @Test
    void theCatalogueIsListedAndDescribed() {
        var systems = studio.get("/api/v1/systems").json();
        assertThat(systems.size()).isGreaterThan(200);
        var lorenz = studio.get("/api/v1/systems/Lorenz").json();
        assertThat(lorenz.path("mathml").asString()).startsWith("<math");
        assertThat(lorenz.path("parameters").size()).isEqualTo(3);
        assertThat(lorenz.path("invariants").path("lyapunov").size()).isEqualTo(3);
        var unknown = studio.get("/api/v1/systems/Lorens");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.error()).contains("Lorenz");
    }

    @Test
    void anOrbitToDrawFillsTheCube() {
        var points = studio.get("/api/v1/systems/Lorenz/orbit").body();
        var numbers =
                java.nio.ByteBuffer.wrap(points)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
        assertThat(numbers.remaining() % 3).isZero();
        float low = 0;
        float high = 0;
        while (numbers.hasRemaining()) {
            float x = numbers.get();
            low = Math.min(low, x);
            high = Math.max(high, x);
        }
        assertThat(low).isEqualTo(-1);
        assertThat(high).isEqualTo(1);
    }

    @Test
    void methodsAndModelsHaveTheFieldsOfTheirForms() {
        assertThat(studio.get("/api/v1/models").text()).contains("\"nvar\"", "\"description\"");
        var methods = studio.get("/api/v1/methods").json();
        String id = methods.get(0).path("id").asString();
        var one = studio.get("/api/v1/methods/" + id).json();
        assertThat(one.path("quick").size()).isPositive();
        assertThat(studio.get("/api/v1/methods/none").status()).isIn(400, 404);
    }

    @Test
    void pagesAreCompressedAndAskedForAgainInAFewBytes() {
        var page = studio.send(studio.request("/").header("Accept-Encoding", "gzip"));
        assertThat(page.whole().headers().firstValue("Content-Type"))
                .hasValueSatisfying(t -> assertThat(t).startsWith("text/html"));
        var script = studio.send(studio.request("/js/app.js").header("Accept-Encoding", "gzip"));
        assertThat(script.whole().headers().firstValue("Content-Encoding")).hasValue("gzip");
        String tag = script.whole().headers().firstValue("ETag").orElseThrow();
        var again = studio.send(studio.request("/js/app.js").header("If-None-Match", tag));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(studio.get("/lib/three.module.min.js").status()).isEqualTo(200);
    }
}
