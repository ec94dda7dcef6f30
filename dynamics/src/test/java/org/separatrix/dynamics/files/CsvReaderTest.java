package org.separatrix.dynamics.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class CsvReaderTest {

    @TempDir Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("my.csv"), text);
    }

    private FileContents read(String text) throws IOException {
        return TrajectoryFiles.read(file(text));
    }

    private FileContents read(String text, ReadOptions options) throws IOException {
        return TrajectoryFiles.read(file(text), options);
    }

    private static ReadOptions grouped(String group) {
        return new ReadOptions(null, List.of(), group, false);
    }

    @Test
    void firstColumnCalledTimeIsTheTime() throws IOException {
        var trajectory = read("t,x,y\n0,1,2\n0.5,3,4\n2,5,6\n").only();
        assertThat(trajectory.times()).containsExactly(0, 0.5, 2);
        assertThat(trajectory.names()).containsExactly("x", "y");
        assertThat(trajectory.states()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void withoutTimesRowsAreCounted() throws IOException {
        var trajectory = read("x,y\n1,2\n3,5\n").only();
        assertThat(trajectory.times()).containsExactly(0, 1);
        assertThat(trajectory.names()).containsExactly("x", "y");
    }

    @Test
    void aFileWithoutHeaderHasNumberedColumns() throws IOException {
        var trajectory = read("1,2\n3,4\n").only();
        assertThat(trajectory.names()).containsExactly("c0", "c1");
        assertThat(trajectory.states()).containsExactly(1, 2, 3, 4);
    }

    @ParameterizedTest
    @CsvSource({"','", "';'", "'\t'"})
    void delimiterIsFound(String delimiter) throws IOException {
        var trajectory = read("time,a,b\n0,1.5,2\n1,3,-4e-3\n".replace(",", delimiter)).only();
        assertThat(trajectory.states()).containsExactly(1.5, 2, 3, -4e-3);
    }

    @Test
    void semicolonsAllowDecimalCommas() throws IOException {
        var trajectory = read("time;a\n0,25;1,5\n0.5;2.5\n").only();
        assertThat(trajectory.times()).containsExactly(0.25, 0.5);
        assertThat(trajectory.states()).containsExactly(1.5, 2.5);
    }

    @Test
    void byteOrderMarkCommentsBlankLinesQuotesAndCarriageReturnsAreUnderstood() throws IOException {
        var trajectory =
                read(String.join(
                                "\r\n",
                                "\uFEFF# made today",
                                "",
                                "\"time\",\"a \"\"b\"\", c\"",
                                "0,\"1\"",
                                "# x",
                                "1, 2"))
                        .only();
        assertThat(trajectory.names()).containsExactly("a \"b\", c");
        assertThat(trajectory.times()).containsExactly(0, 1);
        assertThat(trajectory.states()).containsExactly(1, 2);
    }

    @Test
    void datesAreSecondsSinceTheFirst() throws IOException {
        var trajectory =
                read("""
                date,x
                2024-02-28,1
                2024-02-29T12:00:00Z,2
                2024-03-01 00:00:00.5,3
                2024-03-01T02:00:01+02:00,4
                """)
                        .only();
        assertThat(trajectory.times()).containsExactly(0, 129600, 172800.5, 172801);
    }

    @Test
    void groupsBecomeTrajectoriesOfUnequalLength() throws IOException {
        var contents =
                read(
                        """
                        run,time,x
                        A,0,1
                        A,1,2
                        B,0,3
                        A,2,4
                        """,
                        new ReadOptions("time", List.of(), "run", false));
        assertThat(contents.groups()).containsExactly("A", "B");
        assertThat(contents.trajectories().get(0).states()).containsExactly(1, 2, 4);
        assertThat(contents.trajectories().get(1).states()).containsExactly(3);
    }

    @Test
    void columnsAreTakenInTheOrderAsked() throws IOException {
        var trajectory =
                read(
                                "time,x,label,y\n0,1,a,2\n1,3,b,4\n",
                                new ReadOptions(null, List.of("y", "1"), null, false))
                        .only();
        assertThat(trajectory.names()).containsExactly("y", "x");
        assertThat(trajectory.states()).containsExactly(2, 1, 4, 3);
    }

    @Test
    void gapsAreKeptAndCounted() throws IOException {
        var contents = read("time,x,y\n0,1,2\n1,,3\n2,NaN,NA\n3,2,5\n");
        assertThat(contents.only().column("x")).containsExactly(1, Double.NaN, Double.NaN, 2);
        assertThat(contents.warnings()).containsExactly("my.csv: 3 gaps, the first in row 3");
    }

    @Test
    void constantColumnsAreNamed() throws IOException {
        String text = "time,x,y\n0,7,1\n1,7,2\n";
        assertThat(read(text).warnings())
                .containsExactly("my.csv: column 'x' is constant (7.0 in all 2 rows)");
        assertThatThrownBy(() -> read(text, new ReadOptions(null, List.of(), null, true)))
                .hasMessage("my.csv: column 'x' is constant (7.0 in all 2 rows); leave it out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t,b/0,1/1,abc|my.csv: row 3, column 'b': expected a number, got 'abc'",
                "t,b/0,1/1,0x1p3|my.csv: row 3, column 'b': expected a number, got '0x1p3'",
                "t,b/0,1/1,1.5f|my.csv: row 3, column 'b': expected a number, got '1.5f'",
                "t,b/0,1/1,1.2.3|my.csv: row 3, column 'b': expected a number, got '1.2.3'",
                "t,b/0,1/1|my.csv: row 3: expected 2 fields, got 1",
                "t,b/0,1/1,2,3|my.csv: row 3: expected 2 fields, got 3",
                "t,b/0,1/2,2/1,3|my.csv: times must increase, row 4 has 1.0 after 2.0 in row 3;"
                        + " sort the rows first",
                "t,b/0,1/2,2/2,3|my.csv: row 4 repeats the time 2.0 of row 3",
                "t,b/0,1/,2|my.csv: row 3, column 't': the time is missing",
                "t,b/0,1/1,inf|my.csv: row 3, column 'b': infinite value; leave it empty if it is"
                        + " missing",
                "t,b/2024-01-01,1/yesterday,2|my.csv: row 3, column 't': expected a date like"
                        + " 2024-05-31T12:00:00, got 'yesterday'",
                "t,b|my.csv: holds no rows, only a header",
                "t,b,b/0,1,2|my.csv: two columns are called 'b'; rename one",
                "t,b/0,NA/1,NA|my.csv: column 'b' holds no number at all; leave it out",
                "t/0/1|my.csv: no column is left for values; it has only t",
                "t,b/0,\"1|my.csv: row 2 has a quote that is never closed",
                "t,b/0,\"1\"2|my.csv: row 2 has text after a closing quote",
            })
    void mistakesAreNamedInOneLine(String text, String message) {
        assertThatThrownBy(() -> read(text.replace('/', '\n')))
                .isInstanceOf(DataFileException.class)
                .hasMessage(message);
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThatThrownBy(() -> read("")).hasMessage("my.csv: is empty");
        assertThatThrownBy(() -> read("# nothing\n\n")).hasMessage("my.csv: is empty");
    }

    @Test
    void unknownColumnsBringTheNearestNames() {
        assertThatThrownBy(() ->
                        read(
                                "time,speed,mass\n0,1,2\n",
                                new ReadOptions(null, List.of("sped"), null, false)))
                .hasMessage("my.csv: no column 'sped': did you mean speed?");
        assertThatThrownBy(() -> read("time,speed,mass\n0,1,2\n", grouped("zzz")))
                .hasMessage("my.csv: no column 'zzz'; the columns are time, speed, mass");
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        var path = folder.resolve("my.csv");
        Files.write(path, "time,x\n0,1\n1,\u00e4\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> TrajectoryFiles.read(path))
                .hasMessage("my.csv: row 3 is not UTF-8 text; is it a CSV file? Save it as UTF-8");
        Files.write(path, "time,x\n0,1\n".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> TrajectoryFiles.read(path))
                .hasMessage("my.csv: is not UTF-8 text: it has a zero byte");
    }

    @Test
    void whatIsNoFileIsRefused() throws IOException {
        assertThatThrownBy(() -> TrajectoryFiles.read(folder.resolve("no.csv")))
                .hasMessage("no file " + folder.resolve("no.csv"));
        var directory = Files.createDirectory(folder.resolve("d.csv"));
        assertThatThrownBy(() -> TrajectoryFiles.read(directory))
                .hasMessage("cannot read " + directory + ": it is a folder");
        assertThatThrownBy(() -> TrajectoryFiles.read(Path.of("data.xlsx")))
                .hasMessage(
                        "cannot tell the format of data.xlsx: the suffix must be one of .csv, .tsv,"
                                + " .npz, .npy, .parquet, .h5");
    }

    @Test
    void aMillionColumnsAndAnEndlessLineAreRefused() throws IOException {
        assertThatThrownBy(() -> read("1,".repeat(1_000_000)))
                .hasMessage("my.csv: row 1 has more than 100000 columns");
        assertThatThrownBy(() -> read("1".repeat(20_000_000)))
                .hasMessage("my.csv: row 1 is longer than 16777216 bytes; is it a CSV file?");
    }

    @Test
    void rowsAcrossTheEdgeOfTheBufferAreWhole() throws IOException {
        var text = new StringBuilder("time,x\n");
        int rows = 60_000;
        for (int i = 0; i < rows; i++) {
            text.append(i).append(",\"").append(i * 0.1).append("\"\n");
        }
        var trajectory = read(text.toString()).only();
        assertThat(trajectory.size()).isEqualTo(rows);
        for (int i = 0; i < rows; i++) {
            assertThat(trajectory.state(i, 0)).isEqualTo(i * 0.1);
        }
    }
}
