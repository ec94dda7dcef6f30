package org.separatrix.transport.lightsb;

import org.separatrix.lab.LabException;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.RunStore;

import tools.jackson.core.JacksonException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// A bridge on disk, as JSON; numbers keep every bit.
///
/// A tool's file also tells how the data were scaled: the bridge lives in `(x - mean)/scale`.
///
/// @param format names the form of the file, so that another version's is refused
/// @param channels names of the coordinates, or empty
/// @param mean what was taken from the data, length D
/// @param scale what they were divided by, one number for all coordinates
/// @param bridge the parameters
public record BridgeFile(
        String format, List<String> channels, double[] mean, double scale, Parameters bridge) {

    private static final String FORMAT = "separatrix-lightsb-1";

    /// The parameters of a bridge, in the axes of its matrices.
    ///
    /// @param logAlpha length K
    /// @param centres r, `[K][D]`
    /// @param spreads eigenvalues of S, `[K][D]`
    /// @param axes eigenvectors of S, `[K][D][D]`; empty if S is diagonal
    public record Parameters(
            double epsilon,
            double[] logAlpha,
            double[][] centres,
            double[][] spreads,
            double[][][] axes) {

        /// The bridge itself.
        public LightSchrodingerBridge build() {
            return LightSchrodingerBridge.of(this);
        }
    }

    public BridgeFile {
        channels = List.copyOf(channels);
    }

    /// A file of a bridge in the units of the data.
    public static BridgeFile of(LightSchrodingerBridge bridge) {
        return of(bridge, List.of(), new double[bridge.dimension()], 1);
    }

    /// A file of a bridge in scaled units.
    public static BridgeFile of(
            LightSchrodingerBridge bridge, List<String> channels, double[] mean, double scale) {
        return new BridgeFile(FORMAT, channels, mean, scale, bridge.parameters());
    }

    /// Writes the file whole or not at all.
    public void write(Path file) {
        RunStore.write(file, ReportJson.MAPPER.writeValueAsString(this));
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws LabException if the file is no bridge of this version
    public static BridgeFile read(Path file) {
        try {
            var read = ReportJson.MAPPER.readValue(Files.readString(file), BridgeFile.class);
            if (!FORMAT.equals(read.format)) {
                throw new LabException(
                        "%s is no bridge of this version (format '%s', expected '%s')"
                                .formatted(file, read.format, FORMAT));
            }
            return read;
        } catch (NoSuchFileException e) {
            throw new LabException("no file " + file, e);
        } catch (IOException e) {
            throw new LabException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (JacksonException | NullPointerException e) {
            throw new LabException(file + " is damaged or no bridge", e);
        }
    }
}
