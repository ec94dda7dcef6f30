package org.separatrix.forecast.deep;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Dropout;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Transformer;
import org.separatrix.learn.network.Weights;

import java.util.List;

/// Encoder and decoder of attention layers. The encoder reads the window, the decoder is asked with
/// its last row and answers with all rows that follow.
///
/// Source: A. Vaswani et al., "Attention is all you need", NeurIPS 2017.
record TransformerNet(
        int window,
        int horizon,
        int channels,
        int width,
        int heads,
        int layers,
        int inner,
        double dropout)
        implements WindowModel {

    private Linear embedding() {
        return Parts.map(channels, width);
    }

    private Transformer encoder() {
        return Transformer.encoder(width, heads, layers, inner);
    }

    private Transformer decoder() {
        return Transformer.decoder(width, heads, layers, inner);
    }

    private Linear readout() {
        return Parts.map(width, horizon * channels);
    }

    @Override
    public List<Parameter> parameters() {
        return Parametrised.join(
                List.of("embedding", "encoder", "decoder", "readout"),
                List.of(embedding(), encoder(), decoder(), readout()));
    }

    @Override
    public Tensor forward(Weights weights, Tensor x, Dropout thin) {
        int at = embedding().arrays();
        var embedded =
                Tensors.scale(
                        embedding().forward(weights.part(0, embedding()), x), Math.sqrt(width));
        var placed =
                thin.apply(embedded.add(Transformer.positions(window, width, Tensors.kindOf(x))));
        var memory = encoder().forward(weights.part(at, encoder()), placed, false, thin);
        at += encoder().arrays();
        var question = thin.apply(embedded.narrow(1, window - 1, 1));
        var answer = decoder().forward(weights.part(at, decoder()), question, memory, false, thin);
        at += decoder().arrays();
        return readout()
                .forward(weights.part(at, readout()), answer.select(1, 0))
                .view(x.size(0), horizon, channels);
    }
}
