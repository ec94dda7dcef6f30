package org.separatrix.studio;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

/// A headless Chromium that is used as a person would use it.
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private static final Pattern REFUSED = Pattern.compile("/api/v1/\\S+ .* status of 4\\d\\d");

    private final ChromeDriver driver;
    private final Path downloads;
    private final String address;

    private Browser(ChromeDriver driver, Path downloads, String address) {
        this.driver = driver;
        this.downloads = downloads;
        this.address = address;
    }

    /// @param address of a studio
    /// @param folder for its profile and what it saves
    static Browser at(String address, Path folder) {
        assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "Chromium and its driver are not installed: the pages are not tested");
        var downloads = folder.resolve("downloads");
        try {
            Files.createDirectories(downloads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                // WebGL without a graphics card.
                "--use-angle=swiftshader",
                "--enable-unsafe-swiftshader",
                "--user-data-dir=" + folder.resolve("profile"));
        options.setExperimentalOption(
                "prefs", Map.of("download.default_directory", downloads.toString()));
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        var service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .build();
        return new Browser(new ChromeDriver(service, options), downloads, address);
    }

    void size(int width, int height) {
        // The window itself may not be made as narrow as a phone.
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /// Opens a part of the studio anew, such as `#/systems`.
    void open(String part) {
        driver.get("about:blank");
        driver.get(address + "/" + part);
    }

    /// Opens an address as it is.
    void openWhole(String url) {
        driver.get(url);
    }

    String url() {
        return String.valueOf(driver.getCurrentUrl());
    }

    /// The first element of a selector, when it is there and seen.
    WebElement see(String css) {
        return see(css, "");
    }

    /// The first element of a selector that is seen and whose text contains `text`.
    WebElement see(String css, String text) {
        var found = new ArrayList<WebElement>();
        until(
                "see %s with '%s'".formatted(css, text),
                () -> {
                    driver.findElements(By.cssSelector(css)).stream()
                            .filter(e -> e.isDisplayed() && e.getText().contains(text))
                            .findFirst()
                            .ifPresent(found::add);
                    return !found.isEmpty();
                });
        return found.getFirst();
    }

    /// Clicks the first element of a selector.
    void click(String css) {
        click(css, "");
    }

    /// Clicks the first element of a selector whose text contains `text`, scrolled to where nothing
    /// covers it.
    void click(String css, String text) {
        until(
                "click %s with '%s'".formatted(css, text),
                () -> {
                    var element = see(css, text);
                    run("arguments[0].scrollIntoView({block: 'center'})", element);
                    element.click();
                    return true;
                });
    }

    int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    void untilCount(String css, int count) {
        until("count %d of %s".formatted(count, css), () -> count(css) == count);
    }

    /// Puts a text into a field in place of what it holds.
    void type(WebElement field, String text) {
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"));
        field.sendKeys(text);
    }

    /// Moves a slider or a number to a value, with the events that a hand makes.
    void set(WebElement field, String value) {
        run(
                "arguments[0].value = arguments[1];"
                        + "arguments[0].dispatchEvent(new Event('input', {bubbles: true}));"
                        + "arguments[0].dispatchEvent(new Event('change', {bubbles: true}));",
                field,
                value);
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    void run(String code, Object... arguments) {
        ((JavascriptExecutor) driver).executeScript(code, arguments);
    }

    boolean isTrue(String code, Object... arguments) {
        return Boolean.TRUE.equals(((JavascriptExecutor) driver).executeScript(code, arguments));
    }

    double number(String code, Object... arguments) {
        return ((Number) answer(code, arguments)).doubleValue();
    }

    String text(String code, Object... arguments) {
        return (String) answer(code, arguments);
    }

    private Object answer(String code, Object... arguments) {
        return Objects.requireNonNull(
                ((JavascriptExecutor) driver).executeScript(code, arguments), code);
    }

    /// Asks again and again until it is so.
    void until(String what, BooleanSupplier so) {
        new WebDriverWait(driver, PATIENCE, POLL)
                .withMessage("could not " + what)
                .ignoring(StaleElementReferenceException.class)
                .until(_ -> so.getAsBoolean());
    }

    /// The file that the page has given to save.
    Path saved(String name) {
        var file = downloads.resolve(name);
        until("save " + name, () -> Files.isRegularFile(file));
        return file;
    }

    /// Errors that the page wrote to its console since the last call; that a request was refused is
    /// none.
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(e -> e.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .filter(m -> !REFUSED.matcher(m).find())
                .toList();
    }

    /// How many different colours an element shows, in steps of a sixteenth.
    long colours(WebElement element) {
        try {
            var image =
                    ImageIO.read(
                            new ByteArrayInputStream(element.getScreenshotAs(OutputType.BYTES)));
            return IntStream.range(0, image.getWidth() * image.getHeight())
                    .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xf0f0f0)
                    .distinct()
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Keeps what is on the screen, to be looked at.
    void picture(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
