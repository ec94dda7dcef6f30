package org.separatrix.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.separatrix.lab.Methods;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Every method has its page and its row in the table.
class MethodPagesTest {

    private static final Path PAGES = Path.of("..", "docs", "methods");

    @Test
    void everyMethodHasAPageWithItsCommandItsPictureAndItsClaims() throws IOException {
        for (var experiment : Methods.all()) {
            var card = experiment.card();
            var page = PAGES.resolve(card.id() + ".md");
            assertThat(page).exists();
            String text = Files.readString(page);
            assertThat(text)
                    .as(card.id())
                    .contains("./separatrix run " + card.name())
                    .contains("](../pictures/")
                    .contains("| claim |")
                    .contains("## Limits");
        }
    }

    @Test
    void tableHoldsEveryMethodUnderItsTitle() throws IOException {
        String table = Files.readString(PAGES.resolve("README.md"));
        String readme = Files.readString(Path.of("..", "README.md"));
        for (var experiment : Methods.all()) {
            var card = experiment.card();
            String row = "| %02d | %s | %s |".formatted(card.number(), card.name(), card.title());
            assertThat(table).contains(row);
            assertThat(readme).contains(row);
        }
    }

    @Test
    void picturesThatPagesShowExist() throws IOException {
        try (var pages = Files.walk(Path.of("..", "docs"))) {
            for (Path page : pages.filter(p -> p.toString().endsWith(".md")).toList()) {
                var matcher =
                        java.util.regex.Pattern.compile("!\\[[^]]*]\\(([^)]+)\\)")
                                .matcher(Files.readString(page));
                while (matcher.find()) {
                    assertThat(page.resolveSibling(matcher.group(1))).as(page.toString()).exists();
                }
            }
        }
    }
}
