package org.separatrix.studio;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lets pass what this studio's own pages, or a program with the token, may ask.
///
/// A page of another origin can make a browser send requests here. It cannot choose the Host header
/// (so a name that resolves to this machine is refused), and it cannot hide its Origin.
final class Guard implements Filter {

    /// The cookie that holds the token for pages, which cannot set a header on links.
    static final String COOKIE = "separatrix";

    private static final String POLICY =
            "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline';"
                    + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors"
                    + " 'self'";

    private final StudioSettings settings;
    private final IntSupplier port;
    private final Set<String> own;

    /// @param port known when the server listens
    Guard(StudioSettings settings, IntSupplier port) {
        this.settings = settings;
        this.port = port;
        this.own = own(settings.host());
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Referrer-Policy", "no-referrer");
        response.header("Content-Security-Policy", POLICY);
        var host = header(request, "Host").orElse("").toLowerCase(Locale.ROOT);
        if (!hosts().contains(host)) {
            refuse(
                    response,
                    Status.MISDIRECTED_REQUEST_421,
                    "this studio has no host '%s'".formatted(Text.shown(host)));
            return;
        }
        var origin = header(request, "Origin");
        if (origin.isPresent() && !origin.get().equalsIgnoreCase("http://" + host)) {
            refuse(response, Status.FORBIDDEN_403, "requests of other origins are refused");
            return;
        }
        if (settings.token().isPresent()) {
            var given = request.query().first("token").asOptional();
            if (given.isPresent()
                    && same(given.get())
                    && request.prologue().method().equals(Method.GET)) {
                // Once, from the link that the command line prints; the cookie serves afterwards.
                response.header(
                        HeaderNames.SET_COOKIE,
                        COOKIE + "=" + given.get() + "; Path=/; HttpOnly; SameSite=Strict");
                response.status(Status.SEE_OTHER_303).header(HeaderNames.LOCATION, "/").send();
                return;
            }
            if (!shown(request)) {
                refuse(
                        response,
                        Status.UNAUTHORIZED_401,
                        "the token is missing or wrong; open the link that the command line"
                                + " printed, or send 'Authorization: Bearer TOKEN'");
                return;
            }
        }
        chain.proceed();
    }

    /// What a Host header may say. Who listens on all addresses is reached by each of them; the
    /// token, which is needed then, stands between them and other names.
    private Set<String> hosts() {
        int number = port.getAsInt();
        return Stream.concat(
                        Stream.of("localhost", "127.0.0.1", "[::1]", bracketed(settings.host())),
                        own.stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .flatMap(name ->
                        number == 80
                                ? Stream.of(name, name + ":80")
                                : Stream.of(name + ":" + number))
                .collect(Collectors.toSet());
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /// Names and addresses of this machine, if the host stands for all of them.
    private static Set<String> own(String host) {
        try {
            if (!InetAddress.getByName(host).isAnyLocalAddress()) {
                return Set.of();
            }
            var names = new HashSet<String>();
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(a -> a.getHostAddress().replaceAll("%.*", ""))
                    .map(Guard::bracketed)
                    .forEach(names::add);
            names.add(InetAddress.getLocalHost().getHostName());
            return Set.copyOf(names);
        } catch (IOException e) {
            return Set.of();
        }
    }

    private boolean shown(RoutingRequest request) {
        var bearer = header(request, "Authorization");
        if (bearer.isPresent()) {
            return bearer.get().startsWith("Bearer ") && same(bearer.get().substring(7).strip());
        }
        return request.headers().cookies().first(COOKIE).asOptional().map(this::same).orElse(false);
    }

    /// In a time that does not tell how much of it was right.
    private boolean same(String given) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8),
                settings.token().orElse("").getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> header(RoutingRequest request, String name) {
        return request.headers().first(HeaderNames.create(name));
    }

    private static void refuse(RoutingResponse response, Status status, String problem) {
        response.status(status);
        Answers.problem(response, problem);
    }
}
