package org.separatrix.studio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The studio in a real browser, used as a person would. With the property `separatrix.screenshots`
/// each test leaves a picture of the page in that folder.
class PagesTest {

    @TempDir static Path folder;
    private static OpenStudio studio;
    private static Browser browser;

    @BeforeAll
    static void open() {
        var runs = folder.resolve("runs");
        studio = OpenStudio.in(runs);
        browser = Browser.at(studio.address(), folder);
        browser.size(1280, 860);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        studio.close();
    }

    @AfterEach
    void leavesNoErrors() {
        browser.size(1280, 860);
        assertThat(browser.errors()).isEmpty();
    }

    private static void picture(String name) {
        String where = System.getProperty("separatrix.screenshots");
        if (where != null) {
            browser.picture(Path.of(where).resolve(name + ".png"));
        }
    }

    @Test
    void theCatalogueShowsLivingSystemsAndFindsThem() {
        browser.open("#/systems");
        browser.see("a.card");
        int all = browser.count("a.card");
        assertThat(all).isGreaterThan(200);
        browser.until(
                "draw the gallery",
                () -> browser.isTrue("return document.body.lastChild.tagName === 'CANVAS'"));
        picture("catalogue");

        browser.type(browser.see("input[type=search]"), "lorenz");
        browser.until("filter", () -> browser.count("a.card") < 40);
        assertThat(browser.see("a.card[data-name=Lorenz]").getText()).contains("λ₁", "dim");
        assertThat(browser.url()).contains("q=lorenz");

        browser.type(browser.see("input[type=search]"), "no such thing at all");
        browser.click("button", "Show all systems");
        browser.untilCount("a.card", all);

        new Select(browser.see("select[name=kind]")).selectByValue("pde");
        browser.until("filter by kind", () -> browser.count("a.card") < 30);
        new Select(browser.see("select[name=sort]")).selectByValue("exponent");
        browser.open(browser.url().substring(browser.url().indexOf('#')));
        browser.see("a.card");
        assertThat(new Select(browser.see("select[name=kind]")).getFirstSelectedOption().getText())
                .isEqualTo("PDE");
    }

    @Test
    void aSliderMovesTheAttractorAndTheLinkRestoresIt() {
        browser.open("#/systems/Lorenz");
        browser.see("#stage .note", "4000 points");
        browser.see(".equations math");
        browser.see("table", "Lyapunov exponents");
        browser.see("table", "±");
        browser.see(".plot .u-over");
        browser.until("draw the attractor", () -> browser.colours(browser.see("#stage")) > 40);
        picture("lorenz");

        browser.set(browser.see("input[type=range][aria-label=rho]"), "35");
        browser.until("remember rho", () -> browser.url().contains("rho=35"));
        String link = browser.url();
        browser.open("#/methods");
        browser.see("table");
        browser.openWhole(link);
        browser.see("#stage .note", "4000 points");
        assertThat(browser.see("input[aria-label='rho, as a number']").getDomProperty("value"))
                .isEqualTo("35");
    }

    @Test
    void closerLooksComeOnDemand() {
        browser.open("#/systems/Rossler");
        browser.see("#stage .note", "points");
        browser.click("button", "Poincaré section");
        browser.see("section .plot canvas");
        browser.click("button", "Spectrum");
        browser.see("section .plot .u-over");
        browser.click("button", "Bifurcation diagram");
        browser.until(
                "draw the diagram",
                () ->
                        browser.count("section .plot canvas") == 1
                                && browser.count("section .u-over") == 0);
        picture("bifurcation");
    }

    @Test
    void dataCanBeTakenAway() throws IOException {
        browser.open("#/systems/Henon");
        browser.see("#stage .note", "points");
        browser.click("button", "CSV");
        var lines = Files.readAllLines(browser.saved("Henon.csv"));
        assertThat(lines.getFirst()).contains("x", "y");
        assertThat(lines).hasSizeGreaterThan(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MackeyGlass", "Henon", "KuramotoSivashinsky", "OrnsteinUhlenbeck"})
    void everyKindHasAView(String name) {
        if (studio.get("/api/v1/systems/" + name).status() == 404) {
            throw new AssertionError("the catalogue has no " + name);
        }
        browser.open("#/systems/" + name);
        browser.see("#stage canvas");
        browser.see(".plot .u-over");
        picture("view-" + name);
        assertThat(browser.count(".problem:not([hidden])")).isZero();
    }

    @Test
    void typedEquationsRunAndMistakesAreUnderlined() {
        browser.open("#/workbench");
        var area = browser.see("textarea");
        browser.see(".stage .note", "ms");
        browser.type(area, "x' = y\ny' = -x + (1 - x^2)*yy\nx(0) = 1");
        browser.see("[role=alert]", "yy");
        assertThat(area.getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(browser.see("pre[aria-hidden] span").getText()).startsWith("yy");
        picture("mistake");

        browser.type(area, "x' = y\ny' = -x + (1 - x^2)*y\nx(0) = 1");
        browser.until("accept", () -> area.getDomAttribute("aria-invalid") == null);
        browser.see(".panel", "flow");
        assertThat(browser.url()).contains("text=");
    }

    @Test
    void aCloudOfStartsSeparatesAndTwoAreCompared() {
        browser.open("#/workbench?system=Lorenz");
        browser.see(".stage .note", "ms");
        browser.click("input[value=two]");
        browser.see(".legend", "other");
        browser.click("input[value=cloud]");
        browser.see(".stage .note", "spread");
        picture("cloud");
    }

    @Test
    void anXppFileIsRead() {
        browser.open("#/workbench");
        browser.see(".stage .note", "ms");
        browser.type(
                browser.see("textarea"),
                """
                par a=0.08, b=0.7, c=0.8, i=0.5
                v'=v-v^3/3-w+i
                w'=a*(v+b-c*w)
                init v=-1, w=0
                done
                """);
        browser.see(".panel .chip", "flow");
        assertThat(browser.count("textarea[aria-invalid]")).isZero();
    }

    @Test
    void aModelIsTrainedWatchedPausedAndKept() throws IOException {
        var file = Files.createTempFile(folder, "pendulum", ".csv");
        var text = new StringBuilder("t,angle\n");
        for (int i = 0; i < 600; i++) {
            text.append("%s,%s%n".formatted(0.1 * i, Math.sin(0.3 * i) + 0.2 * Math.sin(0.71 * i)));
        }
        Files.writeString(file, text);
        browser.open("#/learn");
        browser.see("input[type=file]").sendKeys(file.toString());
        browser.see("strong", "pendulum");
        browser.see(".plot .u-over");

        new Select(browser.see("select[aria-label=Method]")).selectByVisibleText("nlinear");
        browser.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
        browser.type(browser.see("input[name=updates]"), "0");
        browser.click("#start");
        browser.see(".problem", "updates");

        browser.type(browser.see("input[name=updates]"), "3000000");
        browser.click("#start");
        browser.see("[data-job] progress");
        browser.see("[data-job] svg[aria-label^=Loss]");
        browser.until(
                "move the forecast",
                () ->
                        browser.count("[data-picture='2'], [data-picture='3'], [data-picture='4']")
                                > 0);
        picture("learning");
        browser.click("[data-job] button", "Pause");
        browser.see("[data-job] .chip", "paused");
        browser.click("[data-job] button", "Cancel");
        browser.see("[data-job] .chip", "cancelled");

        browser.type(browser.see("input[name=updates]"), "300");
        browser.click("#start");
        browser.click("[data-job]:first-child a", "Report and model");
        browser.see("h1", "nlinear");
        browser.see("iframe");
        browser.click("button", "Forecast");
        browser.see(".plot .u-over");
        picture("run");
    }

    @Test
    void aMethodHasItsEquationAndRuns() {
        browser.open("#/methods");
        browser.click("table a", "gtf");
        browser.see("h1", "3.");
        browser.see("pre.formula");
        browser.see(".panel", "Run it");
        browser.see("p", "Not measured on this machine yet");
        picture("method");
    }

    @Test
    void aComparisonIsRankedAndItsForecastsSeen() {
        var bench =
                studio.post(
                        "/api/v1/jobs",
                        "{\"kind\":\"BENCH\",\"seed\":2,\"settings\":{\"systems\":\"Lorenz,Rossler\",\"models\":\"drift,parrot,linear\",\"tuned\":\"false\"}}");
        studio.watched(bench.json().path("id").asString());
        browser.open("#/leaderboard");
        browser.click("th button", "Seconds");
        browser.see("th[aria-sort=ascending] button", "Seconds");
        browser.click("summary", "differences");
        var image = browser.see(".ranks img");
        browser.until(
                "load the diagram",
                () -> browser.isTrue("return arguments[0].naturalWidth > 0", image));
        browser.click("a", "Rossler");
        browser.see(".u-legend", "truth");
        assertThat(browser.count("input[aria-label^='Show ']")).isEqualTo(3);
        picture("leaderboard");
    }

    @Test
    void runsAreFoundComparedAndRemovedWithUndo() {
        String data =
                studio.post(
                                "/api/v1/data/simulated",
                                "{\"system\":\"Rossler\",\"points\":200,\"noise\":0,\"perPeriod\":20}")
                        .json()
                        .path("id")
                        .asString();
        for (int seed : new int[] {5, 6}) {
            var job =
                    studio.post(
                            "/api/v1/jobs",
                            "{\"kind\":\"FIT\",\"name\":\"drift\",\"seed\":%d,\"data\":\"%s\",\"steps\":20,\"backtest\":0}"
                                    .formatted(seed, data));
            studio.watched(job.json().path("id").asString());
        }
        browser.open("#/runs");
        browser.type(browser.see("input[type=search]"), "drift Rossler");
        browser.untilCount("tbody tr", 2);
        browser.click("tbody tr:nth-child(1) input");
        browser.click("tbody tr:nth-child(2) input");
        browser.click("button", "Side by side");
        browser.untilCount("iframe", 2);
        picture("side-by-side");

        browser.open("#/runs?q=drift");
        browser.untilCount("tbody tr", 2);
        browser.click("tbody button", "Remove");
        browser.untilCount("tbody tr", 1);
        browser.click(".toast button", "Undo");
        browser.untilCount("tbody tr", 2);
    }

    @Test
    void aReportOpensFromDiskWithoutTheServer() throws IOException {
        String data =
                studio.post(
                                "/api/v1/data/simulated",
                                "{\"system\":\"Lorenz\",\"points\":300,\"noise\":0,\"perPeriod\":20}")
                        .json()
                        .path("id")
                        .asString();
        var job =
                studio.post(
                        "/api/v1/jobs",
                        "{\"kind\":\"FIT\",\"name\":\"drift\",\"seed\":9,\"data\":\"%s\",\"steps\":20,\"backtest\":0}"
                                .formatted(data));
        String run = studio.watched(job.json().path("id").asString()).path("run").asString();
        var page = folder.resolve("runs").resolve(run).resolve("report.html");
        assertThat(Files.readString(page)).doesNotContain("http://", "src=\"/");
        browser.openWhole(page.toUri().toString());
        browser.see("h1", "drift on Lorenz");
        browser.see("svg, canvas");
    }

    @Test
    void theKeyboardIsEnough() {
        browser.open("#/systems");
        browser.see("a.card");
        browser.press(Keys.TAB);
        assertThat(browser.focused().getText()).contains("Skip");
        browser.press(Keys.ENTER);
        browser.press(Keys.TAB);
        assertThat(browser.focused().getDomAttribute("name")).isEqualTo("q");
        browser.press("rossler");
        browser.until("filter", () -> browser.count("a.card") < 20);
        for (int i = 0; i < 7 && !"a".equals(browser.focused().getTagName()); i++) {
            browser.press(Keys.TAB);
        }
        browser.press(Keys.ENTER);
        browser.see("h1", "Rossler");
        var canvas = browser.see("#stage canvas");
        browser.see("#stage .note", "points");
        canvas.sendKeys(Keys.ARROW_LEFT);
        browser.until("turn it", () -> browser.url().contains("camera="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#/systems",
                "#/systems/Lorenz",
                "#/workbench",
                "#/learn",
                "#/methods",
                "#/methods/gtf",
                "#/leaderboard",
                "#/runs",
                "#/api"
            })
    void nothingIsCutOffOnAPhone(String part) {
        browser.size(390, 844);
        browser.open(part);
        browser.see("main h1");
        browser.until("settle", () -> browser.count("main .waiting") == 0);
        double page = browser.number("return document.documentElement.scrollWidth");
        assertThat(page).isLessThanOrEqualTo(390);
        picture("phone-" + part.replaceAll("[^A-Za-z]+", "-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void textIsReadable(String theme) {
        browser.open("#/systems");
        browser.see("a.card");
        browser.run("localStorage.setItem('theme', arguments[0])", theme);
        for (String part : new String[] {"#/systems/Lorenz", "#/learn", "#/methods", "#/runs"}) {
            browser.open(part);
            browser.see("main h1");
            picture(theme + part.replaceAll("[^A-Za-z]+", "-"));
            String worst = browser.text(CONTRAST);
            assertThat(worst).as(part).isEmpty();
        }
        browser.run("localStorage.removeItem('theme')");
    }

    /// Texts whose contrast to what lies behind them is under 4.5 to 1 (WCAG 2.1, AA).
    private static final String CONTRAST =
            """
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = 1;
            const context = canvas.getContext('2d', {willReadFrequently: true});
            const rgba = (text) => {
              context.clearRect(0, 0, 1, 1);
              context.fillStyle = text;
              context.fillRect(0, 0, 1, 1);
              return context.getImageData(0, 0, 1, 1).data;
            };
            const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
              .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
              .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            const behind = (element) => {
              for (let e = element; e; e = e.parentElement) {
                const colour = rgba(getComputedStyle(e).backgroundColor);
                if (colour[3] > 250) return colour;
              }
              return [255, 255, 255, 255];
            };
            const bad = [];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
              const element = walker.currentNode.parentElement;
              if (!walker.currentNode.textContent.trim() || !element.checkVisibility()) continue;
              if (['SCRIPT', 'STYLE', 'OPTION', 'NOSCRIPT'].includes(element.tagName)) continue;
              if (element.closest('.skip, [aria-hidden], math, :disabled')) continue;
              const [a, b] = [light(rgba(getComputedStyle(element).color)), light(behind(element))];
              const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              if (ratio < 4.5) bad.push(`${walker.currentNode.textContent.trim().slice(0, 30)}: ${ratio.toFixed(2)}`);
            }
            return bad.join('; ');
            """;

    @Test
    void theFirstPaintIsFastAndNothingJumps() {
        browser.open("#/systems/Lorenz");
        browser.see("#stage .note", "4000 points");
        browser.see(".plot .u-over");
        double shift =
                browser.number(
                        """
                        return await new Promise((done) => {
                          new PerformanceObserver((list) => done(list.getEntries()
                            .filter((e) => !e.hadRecentInput)
                            .reduce((sum, e) => sum + e.value, 0)))
                            .observe({type: 'layout-shift', buffered: true});
                          setTimeout(() => done(0), 500);
                        });
                        """);
        // Google's limit for a good page.
        assertThat(shift).isLessThan(0.1);
        double paint =
                browser.number(
                        "return"
                            + " performance.getEntriesByName('first-contentful-paint')[0].startTime");
        assertThat(paint).isPositive();
    }

    @Test
    void whatDoesNotExistIsSaid() {
        browser.open("#/systems/NoSuchSystem");
        browser.see(".problem", "NoSuchSystem");
        browser.open("#/nowhere");
        browser.see("p.empty", "no such page");
        browser.see("main").findElement(By.linkText("To the catalogue")).click();
        browser.see("a.card");
    }
}
