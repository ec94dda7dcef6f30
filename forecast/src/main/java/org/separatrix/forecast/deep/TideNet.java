package org.separatrix.forecast.deep;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.network.Dropout;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.List;

/// Dense encoder and decoder of residual blocks, a small decoder for each row, and a linear map
/// from the window past them all.
///
/// Source: A. Das et al., "Long-term forecasting with TiDE: time-series dense encoder", TMLR 2023.
record TideNet(
        int window, int horizon, int channels, int width, int depth, int decoded, double dropout)
        implements WindowModel {

    private static final int MAPS = 3;

    private int extent(int block) {
        return block == 0 ? window * channels : width;
    }

    private int output(int block) {
        return block < 2 * depth - 1 ? width : decoded * horizon;
    }

    private Parts parts() {
        var maps = new ArrayList<Linear>();
        for (int b = 0; b < 2 * depth; b++) {
            block(maps, extent(b), output(b));
        }
        block(maps, decoded, channels);
        maps.add(Parts.map(window, horizon));
        return new Parts(maps);
    }

    private void block(List<Linear> maps, int from, int to) {
        maps.add(Parts.map(from, width));
        maps.add(Parts.map(width, to));
        maps.add(Parts.map(from, to));
    }

    @Override
    public List<Parameter> parameters() {
        return parts().parameters();
    }

    @Override
    public Tensor forward(Weights weights, Tensor x, Dropout thin) {
        var parts = parts();
        long batch = x.size(0);
        var h = x.reshape(batch, (long) window * channels);
        int blocks = 2 * depth;
        for (int b = 0; b < blocks; b++) {
            h = residual(parts, b, weights, h, thin);
        }
        var rows = residual(parts, blocks, weights, h.view(batch, horizon, decoded), thin);
        var skip = parts.apply(MAPS * (blocks + 1), weights, x.transpose(1, 2)).transpose(1, 2);
        return rows.add(skip);
    }

    private static Tensor residual(
            Parts parts, int block, Weights weights, Tensor x, Dropout thin) {
        int at = MAPS * block;
        var inner = parts.apply(at + 1, weights, parts.apply(at, weights, x).relu());
        return thin.apply(inner).add(parts.apply(at + 2, weights, x));
    }
}
