package org.separatrix.dynamics.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.catalog.SystemDescription.Kind;
import org.separatrix.equations.compile.Compiler;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Right-hand sides against values computed with the peer's own code, where that table is at hand.
class PeerReferenceTest {

    @Test
    void everyRightHandSideAgreesWithThePeers() throws IOException {
        var file = table();
        assumeThat(file)
                .as("reference/rhs_public.json below SEPARATRIX_SHARED or ../../shared: skipped")
                .isRegularFile();
        var settings = LoadSettings.builder().setCodePointLimit(50_000_000).build();
        // JSON is YAML.
        var root = map(new Load(settings).loadFromString(Files.readString(file)));
        var problems = new ArrayList<String>();
        int compared = 0;
        for (String kind : List.of("flows", "maps")) {
            for (var entry : map(root.get(kind)).entrySet()) {
                var system = find(String.valueOf(entry.getKey()), kind.equals("maps"));
                for (Object sample : (List<?>) Objects.requireNonNull(entry.getValue())) {
                    compare(system, map(sample), problems);
                }
                compared++;
            }
        }
        assertThat(problems).isEmpty();
        assertThat(compared).isEqualTo(158);
    }

    private static Path table() {
        String shared =
                System.getProperty(
                        "separatrix.shared",
                        Objects.requireNonNullElse(
                                System.getenv("SEPARATRIX_SHARED"), "../../shared"));
        return Path.of(shared, "reference", "rhs_public.json");
    }

    private static SystemDescription find(String name, boolean map) {
        if (map) {
            var plain = Catalog.entries().get(name);
            return Catalog.system(plain != null && plain.kind() == Kind.MAP ? name : name + "Map");
        }
        var system = Catalog.system(name);
        return name.equals("DoublePendulum") ? system.variant("legacy") : system;
    }

    private static void compare(SystemDescription system, Map<?, ?> sample, List<String> problems) {
        var kernel = Compiler.compile(system.system());
        double[] x = vector(sample.get("x"));
        double[] expected =
                vector(sample.containsKey("dx") ? sample.get("dx") : sample.get("next"));
        double t = sample.get("t") instanceof Number number ? number.doubleValue() : 0;
        var dx = new double[x.length];
        if (kernel.delays() > 0) {
            // The table holds independent values of a scalar equation side by side.
            double[] delayed = vector(sample.get("x_delayed"));
            var past = new double[kernel.delays()];
            var one = new double[1];
            for (int i = 0; i < x.length; i++) {
                java.util.Arrays.fill(past, delayed[i]);
                kernel.delayed(t, new double[] {x[i]}, past, one);
                dx[i] = one[0];
            }
        } else {
            kernel.derivative(t, x, dx);
        }
        double size = 0;
        for (double value : expected) {
            size = Math.max(size, Math.abs(value));
        }
        for (int i = 0; i < dx.length; i++) {
            if (!(Math.abs(dx[i] - expected[i]) <= 1e-10 * Math.max(size, 1e-300))) {
                problems.add(
                        "%s: component %d is %s, the peer has %s"
                                .formatted(system.name(), i, dx[i], expected[i]));
            }
        }
    }

    private static double[] vector(@org.jspecify.annotations.Nullable Object value) {
        if (value instanceof Number number) {
            return new double[] {number.doubleValue()};
        }
        return ((List<?>) Objects.requireNonNull(value))
                .stream().mapToDouble(v -> Double.parseDouble(String.valueOf(v))).toArray();
    }

    private static Map<?, ?> map(@org.jspecify.annotations.Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }
}
