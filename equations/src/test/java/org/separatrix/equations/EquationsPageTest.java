package org.separatrix.equations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Reads every block of `docs/equations.md`.
class EquationsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "equations.md");

    @Test
    void everySystemOnThePageIsReadAndReadsBack() throws IOException {
        List<MatchResult> blocks = blocks("equations");
        assertThat(blocks).hasSizeGreaterThan(10);
        for (MatchResult block : blocks) {
            var system = Equations.parse(block.group(2), parameters(block.group(1)));
            String text = TextPrinter.print(system);
            assertThat(Equations.parse(text, Equations.parameters(system)))
                    .as(text)
                    .isEqualTo(system);
            assertThat(LatexPrinter.print(system)).startsWith("\\begin{aligned}");
        }
    }

    @Test
    void everyErrorOnThePageIsTheOneShown() throws IOException {
        List<MatchResult> blocks = blocks("error");
        assertThat(blocks).isNotEmpty();
        for (MatchResult block : blocks) {
            String body = block.group(2).strip();
            int last = body.lastIndexOf('\n');
            assertThatExceptionOfType(EquationException.class)
                    .isThrownBy(
                            () -> Equations.parse(body.substring(0, last), parameters(" sigma=10")))
                    .withMessage(body.substring(last + 1));
        }
    }

    @Test
    void everyXppFileOnThePageIsRead() throws IOException {
        List<MatchResult> blocks = blocks("xpp");
        assertThat(blocks).isNotEmpty();
        for (MatchResult block : blocks) {
            var file = XppFile.read(block.group(2));
            assertThat(file.initial()).hasSize(file.system().dimension());
        }
    }

    private static List<MatchResult> blocks(String kind) throws IOException {
        return Pattern.compile("```" + kind + "([^\\n]*)\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .toList();
    }

    /// Parameters written `a=1 w=[1,2] A=[[1,2],[3,4]]`.
    private static Map<String, ParameterValue> parameters(String text) {
        Map<String, ParameterValue> parameters = new LinkedHashMap<>();
        for (String entry : text.strip().split(" ")) {
            String[] parts = entry.split("=");
            parameters.put(parts[0], value(parts[1]));
        }
        return parameters;
    }

    private static ParameterValue value(String text) {
        if (text.startsWith("[[")) {
            return ParameterValue.of(
                    Arrays.stream(text.substring(1, text.length() - 1).split("(?<=]),"))
                            .map(EquationsPageTest::numbers)
                            .toArray(double[][]::new));
        }
        return text.startsWith("[")
                ? ParameterValue.of(numbers(text))
                : ParameterValue.of(Double.parseDouble(text));
    }

    private static double[] numbers(String list) {
        return Arrays.stream(list.substring(1, list.length() - 1).split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
