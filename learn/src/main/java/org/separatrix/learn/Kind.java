package org.separatrix.learn;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptions;

/// Where tensors live and how wide their numbers are.
///
/// @param precision width of the numbers
/// @param device `cpu` or `cuda`
public record Kind(Precision precision, String device) {

    /// 64-bit numbers on the processor.
    public static final Kind DOUBLE = new Kind(Precision.DOUBLE, "cpu");

    /// 32-bit numbers on the processor.
    public static final Kind SINGLE = new Kind(Precision.SINGLE, "cpu");

    public Kind {
        switch (device) {
            case "cpu" -> {}
            case "cuda" -> {
                if (!Torch.cuda()) {
                    throw new LearnException(
                            "device cuda is not available here; use cpu, or build with the profile"
                                    + " gpu on a machine with an NVIDIA card");
                }
            }
            default -> throw new LearnException("device must be cpu or cuda, got '" + device + "'");
        }
    }

    /// Numbers of a precision on the device of this process, see [Torch#device()].
    public static Kind standard(Precision precision) {
        return new Kind(precision, Torch.device());
    }

    /// The same numbers on another device.
    public Kind on(String other) {
        return new Kind(precision, other);
    }

    /// For libtorch's factories.
    public TensorOptions options() {
        return new TensorOptions()
                .dtype(new ScalarTypeOptional(precision.type()))
                .device(new DeviceOptional(new Device(device)));
    }
}
