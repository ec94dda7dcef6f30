package org.separatrix.app.command;

import org.separatrix.learn.Torch;

import picocli.CommandLine.Option;

/// Where models of libtorch are trained.
final class DeviceOption {

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "cpu or cuda, for methods that run on libtorch (default: cpu).")
    private String name = "cpu";

    /// The device, made that of the whole process.
    ///
    /// @throws org.separatrix.learn.LearnException if there is no such device here
    String use() {
        // The processor needs no check, and most commands never load libtorch.
        if (!name.equals("cpu")) {
            Torch.device(name);
        }
        return name;
    }
}
