package org.separatrix.studio;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/// Pages, scripts and styles, from the class path, compressed once.
///
/// A name is looked up only if it is made of plain segments, so nothing else can be read.
final class Assets implements HttpService {

    private static final Pattern NAME =
            Pattern.compile("(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)+");
    private static final int WORTH_COMPRESSING = 1000;

    /// Libraries by the first part of their address.
    private static final Map<String, String> LIBRARIES =
            Map.of(
                    "lib/three.module.min.js", "three/0.181.1/build/three.module.min.js",
                    "lib/three.core.min.js", "three/0.181.1/build/three.core.min.js",
                    "lib/OrbitControls.js", "three/0.181.1/examples/jsm/controls/OrbitControls.js",
                    "lib/uPlot.esm.js", "uplot/1.6.30/dist/uPlot.esm.js",
                    "lib/uPlot.min.css", "uplot/1.6.30/dist/uPlot.min.css");

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml",
                    "yaml", "text/yaml; charset=utf-8",
                    "json", "application/json");

    private final Map<String, Optional<Asset>> kept = new ConcurrentHashMap<>();

    /// @param tag of the content, quoted as in the header
    private record Asset(byte[] plain, byte[] compressed, String type, String tag) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/*", this::send);
    }

    private void send(ServerRequest request, ServerResponse response) {
        String path = request.path().path();
        String name = path.equals("/") ? "index.html" : path.substring(1);
        var asset = kept.computeIfAbsent(name, Assets::load);
        if (asset.isEmpty()) {
            kept.remove(name);
            throw StudioException.notFound("there is no page '%s'".formatted(Text.shown(path)));
        }
        answer(request, response, asset.get());
    }

    private static void answer(ServerRequest request, ServerResponse response, Asset asset) {
        response.header(HeaderNames.ETAG, asset.tag);
        // Asked again each time and mostly answered in a few bytes: a new version shows at once.
        response.header(HeaderNames.CACHE_CONTROL, "no-cache");
        var known = request.headers().first(HeaderNames.IF_NONE_MATCH);
        if (known.isPresent() && known.get().equals(asset.tag)) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, asset.type);
        boolean compress =
                asset.plain.length > WORTH_COMPRESSING
                        && request.headers()
                                .first(HeaderNames.ACCEPT_ENCODING)
                                .filter(e -> e.contains("gzip"))
                                .isPresent();
        if (compress) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        }
        response.send(compress ? asset.compressed : asset.plain);
    }

    private static Optional<Asset> load(String name) {
        var library = LIBRARIES.get(name);
        if (library == null && !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        String resource =
                library == null ? "/studio/" + name : "/META-INF/resources/webjars/" + library;
        try (var in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] content = in.readAllBytes();
            if (library != null && library.contains("/jsm/")) {
                content = withAddress(content);
            }
            String ending = name.substring(name.lastIndexOf('.') + 1);
            var type = TYPES.getOrDefault(ending, "application/octet-stream");
            var tag = tag(content);
            return Optional.of(new Asset(content, compressed(content), type, tag));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The library names its core by a bare word, which browsers resolve by an import map alone;
    /// and that must stand in the page, where the policy on scripts allows none.
    private static byte[] withAddress(byte[] module) {
        return new String(module, StandardCharsets.UTF_8)
                .replace("from 'three'", "from './three.module.min.js'")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String tag(byte[] content) {
        var checksum = new CRC32C();
        checksum.update(content);
        return "\"%08x-%d\"".formatted(checksum.getValue(), content.length);
    }

    private static byte[] compressed(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
