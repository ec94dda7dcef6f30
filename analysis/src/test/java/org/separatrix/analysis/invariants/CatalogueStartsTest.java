package org.separatrix.analysis.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.separatrix.analysis.invariants.AttractorStart.Effort;
import org.separatrix.analysis.invariants.AttractorStart.Verdict;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.catalog.SystemFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The starts of the catalogue lie on the attractors. `-Dseparatrix.update` looks thoroughly and
/// writes starts into the files of those that do not.
class CatalogueStartsTest {

    private static final Path FOLDER = Path.of("../dynamics/src/main/resources/catalog");

    /// A brief reference leaves wider gaps than a thorough one, and its few later points do not
    /// show the widest of them.
    private static final double SLACK = 2;

    private static List<SystemDescription> systems() {
        return CatalogAnalysis.names().stream().map(Catalog::system).toList();
    }

    @Test
    void everyDissipativeSystemStartsOnItsAttractor() {
        var off =
                systems().parallelStream()
                        .filter(system -> {
                            var start = AttractorStart.of(system, Effort.BRIEF);
                            return start.verdict() == Verdict.OFF
                                    && !(start.distance() <= SLACK * start.usual());
                        })
                        .map(SystemDescription::name)
                        .toList();
        assertThat(off).isEmpty();
    }

    @Test
    void publishedStartsThatWereReplacedLieOffTheAttractor() {
        for (String name : List.of("ForcedFitzHughNagumo", "PehlivanWei", "TurchinHanski")) {
            var system = Catalog.system(name);
            var listed = system.withInitial(system.publishedStart());
            assertThat(AttractorStart.of(listed, Effort.BRIEF).verdict()).isEqualTo(Verdict.OFF);
            assertThat(AttractorStart.of(system, Effort.BRIEF).distance())
                    .isLessThan(0.5 * AttractorStart.of(listed, Effort.BRIEF).distance());
        }
    }

    @Test
    void updatesTheFiles() {
        if (!Boolean.getBoolean("separatrix.update")) {
            return;
        }
        systems().parallelStream()
                .forEach(system -> {
                    String line;
                    try {
                        line = update(system);
                    } catch (RuntimeException e) {
                        line = "failed: " + e;
                    }
                    System.out.println("START " + system.name() + " " + line);
                });
    }

    private static String update(SystemDescription system) {
        var found = AttractorStart.of(system, Effort.THOROUGH);
        String measured =
                String.format(
                        Locale.ROOT,
                        "%s %.3g %.3g %.3g",
                        found.verdict(),
                        found.distance(),
                        found.median(),
                        found.usual());
        if (found.replacement().isEmpty()) {
            return measured;
        }
        String remark = remark(system, found);
        String text =
                StartYaml.write(
                        Catalog.text(system.name()), found.replacement().orElseThrow(), remark);
        var moved = SystemFile.read(text, system.name() + ".yaml");
        var again = AttractorStart.of(moved, Effort.THOROUGH);
        if (again.verdict() != Verdict.ON) {
            return measured + " but the new start is " + again;
        }
        try {
            Files.writeString(FOLDER.resolve(system.name() + ".yaml"), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return measured + " replaced, now " + again.distance();
    }

    private static String remark(SystemDescription system, AttractorStart found) {
        if (system.kind() == SystemDescription.Kind.DELAY) {
            return "The start is a stretch of the attractor, in %d values; a past that was always the same lies off it."
                    .formatted(AttractorStart.PAST);
        }
        return String.format(
                Locale.ROOT,
                "The %s start lies %.2g standard deviations off the attractor, where 99 in 100 of"
                        + " its points are within %.2g of a long orbit; this one is a state of the"
                        + " long run.",
                system.publishedSource().isEmpty() ? "customary" : "published",
                found.distance(),
                found.usual());
    }
}
