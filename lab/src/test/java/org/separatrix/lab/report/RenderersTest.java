package org.separatrix.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.imageio.ImageIO;

class RenderersTest {

    @TempDir private Path temporary = Path.of("");

    private static Report report() {
        double[] x = {1, 2, 3};
        double[] y = {1, 10, Double.NaN};
        var series = List.of(Block.Series.of("s", x, y), new Block.Series("truth", x, x, true));
        var axes = Block.Axes.logarithmic("time, s", "error");
        return Report.titled("Everything </script> at once")
                .summary("All kinds of blocks.")
                .section(
                        "Blocks",
                        new Block.Text("A <b>paragraph</b>."),
                        new Block.Equation("x^2"),
                        new Block.Table("t", List.of("a", "b"), List.of(List.of("1", "two"))),
                        new Block.LinePlot(
                                "line", axes, series, List.of(new Block.Mark("parts", 2))),
                        new Block.Scatter("scatter", axes, series),
                        new Block.HeatMap(
                                "heat", List.of("c"), List.of("r"), new double[][] {{0.5}}),
                        new Block.PhasePortrait(
                                "portrait",
                                List.of("x", "y", "z"),
                                List.of(
                                        new Block.Orbit(
                                                "o", new double[][] {{0, 0, 0}, {1, 1, 1}}))),
                        new Block.Animation(
                                "film", axes, List.of("one", "two"), List.of(series, series)),
                        new Block.RankDiagram(
                                "ranks",
                                "mean rank",
                                List.of("first", "second", "third"),
                                new double[] {1, 2, 3},
                                1.5))
                .claim(Claim.atMost("holds", "small", "here", 1, 0.5))
                .claim(Claim.atMost("fails", "small", "here", 1, 2))
                .build()
                .withProvenance(Map.of("seed", "7"));
    }

    @Test
    void aBrowserShowsEveryBlockOfThePage() throws IOException, InterruptedException {
        var chromium =
                List.of("/usr/bin/chromium", "/usr/bin/google-chrome").stream()
                        .map(Path::of)
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeTrue(chromium.isPresent(), "no Chromium on this machine: the page is not looked at");
        var page = temporary.resolve("report.html");
        Files.writeString(page, HtmlReport.render(report()));
        var dom = temporary.resolve("dom.html");
        var process =
                new ProcessBuilder(
                                chromium.get().toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--virtual-time-budget=2000",
                                "--user-data-dir=" + temporary.resolve("profile"),
                                "--dump-dom",
                                page.toUri().toString())
                        .redirectOutput(dom.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String shown = Files.readString(dom);
        shown = shown.substring(shown.indexOf("<main"), shown.indexOf("</main>"));
        assertThat(shown)
                .contains("<h1>Everything &lt;/script&gt; at once</h1>")
                .contains("A &lt;b&gt;paragraph&lt;/b&gt;.")
                .contains("✓ holds")
                .contains("✗ does not hold")
                .contains("Provenance");
        assertThat(shown.split("<canvas", -1)).hasSize(7);
    }

    @Test
    void picturesAreWrittenAsBitmapAndAsVector() throws IOException {
        var figures =
                report().sections().getFirst().blocks().stream()
                        .filter(b ->
                                !(b instanceof Block.Text
                                        || b instanceof Block.Equation
                                        || b instanceof Block.Table))
                        .toList();
        var png = temporary.resolve("p.png");
        Picture.write(png, figures, 2, 600, 200);
        var image = ImageIO.read(png.toFile());
        assertThat(image.getWidth()).isEqualTo(1200);
        assertThat(image.getHeight()).isEqualTo(1200);
        int coloured = 0;
        for (int i = 0; i < image.getWidth(); i++) {
            for (int j = 0; j < image.getHeight(); j++) {
                coloured += (image.getRGB(i, j) & 0xffffff) == 0xffffff ? 0 : 1;
            }
        }
        assertThat(coloured).isGreaterThan(5000);
        var svg = temporary.resolve("p.svg");
        Picture.write(svg, figures, 2, 600, 200);
        assertThat(Files.readString(svg)).startsWith("<svg").contains("polyline").contains("parts");
    }

    @Test
    void theTerminalAlignsTablesAndMarksClaims() {
        String text = new TerminalReport(false).render(report());
        assertThat(text).contains("✓  holds", "✗  fails", "[figure: line]");
        // Bars of 45 columns, which are cut off at the ends of the axis.
        assertThat(text)
                .contains("bars of 1.50 that do not overlap: a difference")
                .contains("1.00  ●" + "─".repeat(23) + "\n")
                .contains(
                        "2.00" + " ".repeat(2 + 8) + "─".repeat(22) + "●" + "─".repeat(23) + "\n");
        assertThat(
                        TerminalReport.table(
                                List.of("name", "n"),
                                List.of(List.of("a", "1"), List.of("bb", "10"))))
                .isEqualTo(
                        """
                        name  n
                        ────  ──
                        a      1
                        bb    10
                        """);
    }

    @Test
    void progressTellsTheTimeLeft() {
        assertThat(TerminalProgress.line(1, 4, 10, "Lorenz"))
                .contains("1/4")
                .contains("00:30 left")
                .endsWith("Lorenz");
        assertThat(TerminalProgress.line(0, 4, 0, "start")).contains("--:-- left");
    }
}
