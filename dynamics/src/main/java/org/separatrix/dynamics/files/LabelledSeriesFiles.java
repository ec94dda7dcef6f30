package org.separatrix.dynamics.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/// Reads labelled series: `.ts` and `.arff`, the two text formats of the UCR and UEA archives, and
/// plain text in `.csv`, `.tsv` or `.txt`, one series a line: `label,value,value,...`.
///
/// Sources: A. Bagnall et al., "The UEA multivariate time series classification archive, 2018",
/// arXiv:1811.00075; the format `.ts` as the archive's site describes it; the attribute-relation
/// format of Weka, with the relational attribute of multivariate series.
public final class LabelledSeriesFiles {

    private LabelledSeriesFiles() {}

    /// All series of a file.
    ///
    /// @throws DataFileException if it cannot be read, with the row
    public static LabelledSeries read(Path path) {
        String file = String.valueOf(path.getFileName());
        String suffix = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        try (var lines = new BoundedLines(file, Files.newInputStream(path))) {
            return switch (suffix) {
                case "ts" -> new TsReader(lines).read();
                case "arff" -> new ArffReader(lines).read();
                case "csv", "tsv", "txt" -> new PlainReader(lines).read();
                default ->
                        throw new DataFileException(
                                file
                                        + ": labelled series are read from .ts, .arff, .csv, .tsv"
                                        + " and .txt");
            };
        } catch (NoSuchFileException e) {
            throw new DataFileException("there is no file " + path, e);
        } catch (IOException e) {
            throw new DataFileException("cannot read %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    /// Series of the file `NAME_TRAIN` or `NAME_TEST` of a problem's folder, as the archives are
    /// unpacked: `folder/NAME/NAME_TRAIN.ts`, or `.arff`, `.tsv` or `.txt` if there is none.
    ///
    /// @param folder where the archive was unpacked
    /// @param problem name of a problem, a folder in it
    /// @param part `TRAIN` or `TEST`
    public static LabelledSeries read(Path folder, String problem, String part) {
        if (!problem.matches("[\\w.-]+") || problem.startsWith(".")) {
            throw new DataFileException("'%s' is no name of a problem".formatted(problem));
        }
        for (String suffix : new String[] {".ts", ".arff", ".tsv", ".txt"}) {
            var path = folder.resolve(problem).resolve(problem + "_" + part + suffix);
            if (Files.isRegularFile(path)) {
                return read(path);
            }
        }
        throw new DataFileException(
                "no %s_%s.ts or .arff in %s; unpack the archive there"
                        .formatted(problem, part, folder.resolve(problem)));
    }
}
