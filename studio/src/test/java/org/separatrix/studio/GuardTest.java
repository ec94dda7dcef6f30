package org.separatrix.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.lab.LabException;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// By raw requests, for a client of the library chooses its Host header itself.
class GuardTest {

    private static final String TOKEN = "0123456789abcdef";

    @TempDir Path folder;
    private Path runs = Path.of("");
    private Studio studio;

    @BeforeEach
    void open() {
        runs = folder.resolve("runs");
        studio = open("localhost", Optional.empty());
    }

    @AfterEach
    void close() {
        studio.close();
    }

    private Studio open(String host, Optional<String> token) {
        return Studio.start(new StudioSettings(host, 0, token, runs, 1));
    }

    private static String raw(Studio studio, String address, String request) throws IOException {
        try (var socket = new Socket(address, studio.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return answer(socket.getInputStream());
        }
    }

    /// Head and body by its length; the server does not close by itself.
    private static String answer(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        var length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return head + new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
    }

    private static String get(Studio studio, String path, String host, String... headers)
            throws IOException {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return raw(
                studio,
                "localhost",
                "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n"
                        .formatted(path, host, more));
    }

    private String own() {
        return "localhost:" + studio.port();
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    @Test
    void onlyItsOwnNamesAreAnswered() throws IOException {
        assertThat(status(get(studio, "/api/v1/models", own()))).isEqualTo(200);
        assertThat(status(get(studio, "/api/v1/models", "127.0.0.1:" + studio.port())))
                .isEqualTo(200);
        for (String host :
                new String[] {
                    "evil.example:" + studio.port(),
                    "localhost",
                    "localhost:1",
                    "localhost.evil.example:" + studio.port()
                }) {
            assertThat(status(get(studio, "/", host))).as(host).isEqualTo(421);
        }
    }

    @Test
    void pagesOfOtherOriginsAreRefused() throws IOException {
        String origin = "Origin: http://localhost:" + studio.port();
        assertThat(status(get(studio, "/api/v1/models", own(), origin))).isEqualTo(200);
        for (String other :
                new String[] {
                    "http://evil.example", "null", "https://" + own(), "http://localhost:1"
                }) {
            assertThat(status(get(studio, "/api/v1/models", own(), "Origin: " + other)))
                    .as(other)
                    .isEqualTo(403);
        }
    }

    @Test
    void othersNeedAToken() {
        assertThatThrownBy(() -> open("0.0.0.0", Optional.empty()))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("give --token too");
        assertThatThrownBy(() -> open("localhost", Optional.of("short")))
                .hasMessage("--token must have at least 16 characters");
        assertThatThrownBy(() -> open("no.such.host.invalid", Optional.of(TOKEN)))
                .hasMessageContaining("is no address of this machine");
        assertThatThrownBy(() ->
                        Studio.start(
                                new StudioSettings(
                                        "localhost", studio.port(), Optional.empty(), runs, 1)))
                .hasMessageContaining("cannot listen on port " + studio.port());
    }

    @Test
    void aTokenIsShownByHeaderOrByTheCookieOfTheLink() throws IOException {
        try (var closed = open("localhost", Optional.of(TOKEN))) {
            String host = "localhost:" + closed.port();
            String path = "/api/v1/models";
            assertThat(closed.address()).endsWith("?token=" + TOKEN);
            assertThat(status(get(closed, path, host))).isEqualTo(401);
            assertThat(status(get(closed, "/", host))).isEqualTo(401);
            for (String wrong : new String[] {"Bearer x", "Bearer " + TOKEN + "x", TOKEN, ""}) {
                assertThat(status(get(closed, path, host, "Authorization: " + wrong)))
                        .isEqualTo(401);
            }
            assertThat(status(get(closed, path, host, "Authorization: Bearer " + TOKEN)))
                    .isEqualTo(200);
            assertThat(status(get(closed, "/?token=wrong", host))).isEqualTo(401);
            String link = get(closed, "/?token=" + TOKEN, host);
            assertThat(status(link)).isEqualTo(303);
            assertThat(link)
                    .containsIgnoringCase(
                            "set-cookie: separatrix="
                                    + TOKEN
                                    + "; Path=/; HttpOnly; SameSite=Strict");
            assertThat(status(get(closed, path, host, "Cookie: separatrix=" + TOKEN)))
                    .isEqualTo(200);
            assertThat(status(get(closed, path, host, "Cookie: separatrix=wrong"))).isEqualTo(401);
        }
    }

    @Test
    void whoListensOnAllAddressesIsReachedByEach() throws IOException {
        try (var wide = open("0.0.0.0", Optional.of(TOKEN))) {
            var address =
                    NetworkInterface.networkInterfaces()
                            .flatMap(NetworkInterface::inetAddresses)
                            .filter(a -> a.getAddress().length == 4)
                            .map(InetAddress::getHostAddress)
                            .toList();
            for (String own : address) {
                String answer =
                        get(
                                wide,
                                "/api/v1/models",
                                own + ":" + wide.port(),
                                "Authorization: Bearer " + TOKEN);
                assertThat(status(answer)).as(own).isEqualTo(200);
            }
            assertThat(status(get(wide, "/", "evil.example:" + wide.port()))).isEqualTo(421);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..%2fsecret.txt",
                "/../secret.txt",
                "/%2e%2e/secret.txt",
                "/pages/..%2f..%2fsecret.txt",
                "/%00",
                "/index.html%00.js",
                "//etc/passwd",
                "/%2fetc%2fpasswd",
                "/lib/..%2fopenapi.yaml",
                "/api/v1/runs/..%2f..",
                "/api/v1/runs/..%2fsecret.txt",
                "/api/v1/runs/%2fetc",
                "/api/v1/runs/.jobs",
                "/api/v1/runs/.data/report.html",
                "/api/v1/runs/run/files/..%2f..%2fsecret.txt",
                "/api/v1/runs/run/files/..%2frun.json",
                "/api/v1/runs/run/files/.lock",
                "/api/v1/runs/run/files/%00",
                "/api/v1/runs/run%00/report.html",
                "/api/v1/data/..%2f..%2fsecret.txt",
                "/api/v1/data/%2fetc%2fpasswd",
                "/api/v1/data/0123456789abcdef.csv%00",
                "/api/v1/boards/..%2frun",
                "/api/v1/systems/..%2f..%2fsecret"
            })
    void noNameReachesWhatIsNotOffered(String path) throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "SECRET");
        var run = Files.createDirectories(runs.resolve("run"));
        Files.writeString(run.resolve(".lock"), "SECRET");
        Files.writeString(
                run.resolve("run.json"),
                "{\"id\":\"run\",\"kind\":\"k\",\"seed\":0,\"state\":\"failed\",\"command\":[],\"facts\":{}}");
        assertThat(status(get(studio, "/api/v1/runs/run", own()))).isEqualTo(200);
        String answer = get(studio, path, own());
        assertThat(status(answer)).as(answer).isIn(400, 404);
        assertThat(answer).doesNotContain("SECRET", "root:", folder.toString());
    }

    @Test
    void pagesSayWhatBrowsersMayDoWithThem() throws IOException {
        String page = get(studio, "/", own());
        assertThat(page)
                .contains("nosniff", "default-src 'self'", "frame-ancestors 'self'")
                .doesNotContain("script-src 'unsafe-inline'");
    }
}
