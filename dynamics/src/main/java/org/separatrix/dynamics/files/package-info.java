/// Trajectories in files: CSV, NumPy, Parquet and HDF5.
///
/// [org.separatrix.dynamics.files.TrajectoryFiles] chooses the format by the suffix. Times may be
/// irregular, values may be missing (NaN) and a file may hold several trajectories; what cannot be
/// understood is refused in one line that names the file, the row and the column. Files may come
/// from a stranger: no size in them is believed before the bytes are there.
@NullMarked
package org.separatrix.dynamics.files;

import org.jspecify.annotations.NullMarked;
