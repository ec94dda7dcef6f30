package org.separatrix.studio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class DataTest {

    private static final String DATA = "/api/v1/data";

    @TempDir static Path folder;
    private static Path runs;
    private static OpenStudio studio;

    @BeforeAll
    static void open() {
        runs = folder.resolve("runs");
        studio = OpenStudio.in(runs);
    }

    @AfterAll
    static void close() {
        studio.close();
    }

    @Test
    void anUploadIsDescribedAndFoundAgain() {
        var answer = studio.post(DATA + "?name=mine.csv", "t,a,b\n0,1,2\n1,3,4\n2,5,6\n");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var data = answer.json();
        assertThat(data.path("name").asString()).isEqualTo("mine.csv");
        assertThat(data.path("rows").asInt()).isEqualTo(3);
        assertThat(data.path("channels").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(data.path("preview").path("states").get(1).get(2).asDouble()).isEqualTo(6);
        assertThat(studio.get(DATA + "/" + data.path("id").asString()).json()).isEqualTo(data);
    }

    @ParameterizedTest
    @CsvSource({
        "..%2F..%2Fevil.csv, ../../evil.csv",
        "%2Fetc%2Fevil.csv, /etc/evil.csv",
        "a%00b.csv, a b.csv",
        "C:%5Cevil.csv, C:\\evil.csv",
        "%3Cscript%3E.csv, <script>.csv"
    })
    void aNameIsTextAndNoPath(String sent, String kept) throws IOException {
        var answer = studio.post(DATA + "?name=" + sent, "t,a\n0,1\n1,3\n2,5\n");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("name").asString()).isEqualTo(kept);
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
                    .noneMatch(f -> f.contains("evil"));
        }
    }

    @Test
    void whatIsNoDataIsSaidWithoutPlaces() {
        assertThat(studio.post(DATA + "?name=x.exe", "1").error())
                .isEqualTo(
                        "the name of a data file ends in csv, tsv, npz, parquet, h5, got 'x.exe'");
        assertThat(studio.post(DATA + "?name=x.csv", "").error()).isEqualTo("the file is empty");
        for (String ending : new String[] {"csv", "npz", "parquet", "h5"}) {
            var answer =
                    studio.post(DATA + "?name=bad." + ending, "t,a\n0,1\nno,number\n1,2,3,4\n");
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.error().lines()).hasSize(1);
            assertThat(answer.error())
                    .contains("bad." + ending)
                    .doesNotContain(runs.toString(), ".data");
        }
        assertThat(studio.get(DATA + "/0123456789abcdef.csv").error())
                .isEqualTo(
                        "there are no data '0123456789abcdef.csv' here any more; upload them"
                                + " again");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        var large = new byte[Uploads.LARGEST + 1];
        java.util.Arrays.fill(large, (byte) '1');
        int status;
        try {
            status = studio.post(DATA + "?name=large.csv", large).status();
        } catch (java.io.UncheckedIOException closed) {
            // The server may hang up while we still send.
            status = 413;
        }
        assertThat(status).isIn(400, 413);
        assertThat(studio.get("/api/v1/jobs").status()).isEqualTo(200);
    }

    @Test
    void anOrbitCanBeLearnedFromAsIfMeasured() {
        var data =
                studio.post(DATA + "/simulated", "{\"system\":\"Lorenz\",\"points\":200}").json();
        assertThat(data.path("rows").asInt()).isEqualTo(200);
        assertThat(data.path("name").asString()).isEqualTo("Lorenz.csv");
    }

    @Test
    void unreadableBytesAreNoJson() {
        var bytes = "{\"system\":\"L\u00f6\"}".getBytes(StandardCharsets.ISO_8859_1);
        var answer = studio.post("/api/v1/simulate", bytes);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith("the body is not what is expected");
    }
}
