package org.separatrix.dynamics.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

class LabelledSeriesFilesTest {

    private static final String HEAD = "@problemName P\n@timeStamps false\n@classLabel true a b\n";

    @TempDir private Path folder = Path.of("");

    private LabelledSeries read(String name, String text) throws IOException {
        return LabelledSeriesFiles.read(Files.writeString(folder.resolve(name), text));
    }

    @Test
    void readsUnequalSeriesOfSeveralChannelsWithGaps() throws IOException {
        var read =
                read(
                        "x.ts",
                        "# remark\n"
                                + HEAD
                                + "@univariate false\n@dimensions 2\n@equalLength false\n@data\n"
                                + "1,2.5,?:-1,1e3,NaN:b\r\n7:8:a\n");
        assertThat(read.name()).isEqualTo("P");
        assertThat(read.labels()).containsExactly("b", "a");
        assertThat(read.classes()).containsExactly("a", "b");
        assertThat(Arrays.deepToString(read.series().get(0)))
                .isEqualTo("[[1.0, 2.5, NaN], [-1.0, 1000.0, NaN]]");
        assertThat(read.series().get(1)).isDeepEqualTo(new double[][] {{7}, {8}});
        assertThat(read.equalLength()).isFalse();
        assertThat(read.channels()).isEqualTo(2);
    }

    @Test
    void readsSeriesWithoutClasses() throws IOException {
        var read = read("x.ts", "@univariate true\n@classLabel false\n@data\n1,2\n3,4\n");
        assertThat(read.labels()).isEmpty();
        assertThat(read.series().get(1)).isDeepEqualTo(new double[][] {{3, 4}});
    }

    @Test
    void bothFormatsGiveTheSameUnivariateSeries() throws IOException {
        var ts = read("x.ts", HEAD + "@univariate true\n@data\n1,2,?:a\n4,5,6:b\n");
        var arff =
                read(
                        "x.arff",
                        """
                        % remark
                        @RELATION 'P'
                        @ATTRIBUTE att0 NUMERIC
                        @ATTRIBUTE att1 REAL
                        @attribute att2\tnumeric
                        @ATTRIBUTE target {a, 'b'}
                        @DATA
                        1,2,?,a
                        4,5,6,'b'
                        """);
        assertThat(arff.name()).isEqualTo(ts.name());
        assertThat(arff.labels()).isEqualTo(ts.labels());
        assertThat(arff.classes()).isEqualTo(ts.classes());
        assertThat(Arrays.deepToString(arff.series().toArray()))
                .isEqualTo("[[[1.0, 2.0, NaN]], [[4.0, 5.0, 6.0]]]")
                .isEqualTo(Arrays.deepToString(ts.series().toArray()));
    }

    @Test
    void readsARelationalAttributeAndAClassWithAComma() throws IOException {
        var read =
                read(
                        "x.arff",
                        """
                        @relation P
                        @attribute all relational
                        @attribute att0 numeric
                        @attribute att1 numeric
                        @end all
                        @attribute class {up,down}
                        @data
                        '1,2\\n3,4',down
                        "5,6\\n7,?",up
                        """);
        assertThat(read.series().get(0)).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
        assertThat(Arrays.deepToString(read.series().get(1))).isEqualTo("[[5.0, 6.0], [7.0, NaN]]");
        assertThat(read.labels()).containsExactly("down", "up");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@timeStamps true;@data | row 1: values with timestamps are not read",
                "@classLabel false;@data;(0,1),(1,2) | row 3: values with timestamps are not read",
                "@targetLabel true;@data | row 1: targets of regression are not read",
                "@classLabel true a;@data;1,2:c | row 3: class 'c' is not declared; there are a",
                "@classLabel true;@data | row 1: @classLabel true names no class",
                "@classLabel maybe | row 1: expected true or false after @classlabel",
                "@dimensions 2;@classLabel true a;@data;1:a | row 4: expected 2 channels and a"
                        + " class, got 2 parts",
                "@dimensions -1 | row 1: expected a number from 1 to 999999 after @dimensions",
                "@dimensions 99999999999 | row 1: expected a number from 1 to 999999",
                "@data;1,x | row 2: expected a number or ?, got 'x'",
                "@data;1,,2 | row 2: expected a number or ?, got ''",
                "@data;1e999 | row 2: expected a number or ?, got '1e999'",
                "@data;0x1p3 | row 2: expected a number or ?, got '0x1p3'",
                "@data;1,2:3 | row 2: channels of a series must have the same length, got 2 and 1",
                "@data;1:2;3 | row 3: expected 2 channels as in the first series, got 1",
                "@magic 1 | row 1: unknown declaration @magic",
                "1,2 | row 1: expected @data before the first series",
                "@problemName a | x.ts: has no @data",
                "@data | x.ts: holds no series",
            })
    void tellsWhatIsWrongInATsFile(String text, String message) {
        assertThatThrownBy(() -> read("x.ts", text.replace(";", "\n")))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@attribute a string | row 1: expected a numeric, relational or nominal attribute,"
                        + " got 'string'",
                "@attribute a {x}#@attribute b numeric | row 2: the class must be the last"
                        + " attribute",
                "@attribute a numeric#@attribute c {x}#@data#1 | row 4: expected 1 values and a"
                        + " class",
                "@attribute a numeric#@data#1,2 | row 3: expected 1 values, got 2",
                "@attribute a numeric#@data#{0 1} | row 3: sparse rows are not read",
                "@attribute r relational#@attribute a numeric#@attribute c {x}#@data#1,x | row 5:"
                        + " expected the channels in quotes",
                "@attribute r relational#@attribute a numeric#@attribute c {x}#@data#'1 | row 5:"
                        + " expected the channels in quotes",
                "@attribute r relational#@attribute a numeric#@attribute c {x}#@data#'1' | row 5:"
                        + " expected a comma and a class",
                "@attribute r relational#@attribute a numeric#@attribute c {x}#@data#'1,2',x | row"
                        + " 5: expected 1 values, got 2",
                "@data#1 | x.arff: has no numeric attribute",
                "hello | row 1: expected @relation",
            })
    void tellsWhatIsWrongInAnArffFile(String text, String message) {
        var escaped = text.replace("#", "\n");
        assertThatThrownBy(() -> read("x.arff", escaped))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesALineOfMoreThan16MiBBeforeItIsInMemory() throws IOException {
        var path = folder.resolve("x.ts");
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(8L << 30);
        }
        assertThatThrownBy(() -> LabelledSeriesFiles.read(path))
                .hasMessage("x.ts: row 1: longer than 16 MiB");
    }

    @Test
    void findsTheFilesOfAProblemAndNothingOutsideItsFolder() throws IOException {
        Files.createDirectory(folder.resolve("P"));
        read("P/P_TRAIN.ts", HEAD + "@data\n1:a\n");
        assertThat(LabelledSeriesFiles.read(folder, "P", "TRAIN").size()).isEqualTo(1);
        assertThatThrownBy(() -> LabelledSeriesFiles.read(folder, "P", "TEST"))
                .hasMessageContaining("no P_TEST.ts or .arff in");
        assertThatThrownBy(() -> LabelledSeriesFiles.read(folder, "../P", "TRAIN"))
                .hasMessage("'../P' is no name of a problem");
    }

    @Test
    void readsAClassAndItsValuesFromEachLineOfPlainText() throws IOException {
        for (String text :
                new String[] {
                    "label,x0,x1,x2\nup,1,2,?\n\n# remark\ndown, 4 ,5,6\n",
                    "up\t1\t2\tNaN\ndown\t4\t5\t6\n",
                    "  up  1.0e0  2  ?\n  down   4 5 6",
                    "class;a\nup;1;2;?\ndown;4;5;6"
                }) {
            for (String name : new String[] {"x.csv", "x.tsv", "x.txt"}) {
                var read = read(name, text);
                assertThat(read.labels()).containsExactly("up", "down");
                assertThat(read.classes()).containsExactly("down", "up");
                assertThat(Arrays.deepToString(read.series().toArray()))
                        .isEqualTo("[[[1.0, 2.0, NaN]], [[4.0, 5.0, 6.0]]]");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,1;b | row 2: expected a class and its values, label,value,value,...",
                "a,1;,2 | row 2: expected a class and its values",
                "a,1,x | row 1: expected a number or ?, got 'x'",
                "a,1,,2 | row 1: expected a number or ?, got ''",
                "label,x | x.csv: holds no series",
            })
    void tellsWhatIsWrongInPlainText(String text, String message) {
        assertThatThrownBy(() -> read("x.csv", text.replace(";", "\n")))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void otherEndingsAreRefused() {
        assertThatThrownBy(() -> read("x.json", "{}"))
                .hasMessage(
                        "x.json: labelled series are read from .ts, .arff, .csv, .tsv and .txt");
    }
}
