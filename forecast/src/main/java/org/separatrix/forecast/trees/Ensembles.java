package org.separatrix.forecast.trees;

import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

import org.separatrix.forecast.Scaling;
import org.separatrix.lab.LabException;
import org.separatrix.lab.data.Segment;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Trains one ensemble of trees a channel.
final class Ensembles {

    private Ensembles() {}

    /// @param rounds of boosting
    /// @param parameters of the library, beside those that are always the same
    static TreesFitted fit(
            String name,
            int lags,
            int rounds,
            Map<String, Object> parameters,
            List<Segment> training,
            long seed) {
        int d = training.getFirst().dimension();
        var scaling = Scaling.of(training);
        var features = new ArrayList<float[]>();
        var targets = new ArrayList<double[]>();
        for (var piece : training) {
            double[][] rows = scaling.apply(piece.values());
            for (int i = lags; i < rows.length; i++) {
                features.add(gather(rows, i, lags));
                targets.add(rows[i]);
            }
        }
        int width = lags * d;
        var flat = new float[features.size() * width];
        for (int i = 0; i < features.size(); i++) {
            System.arraycopy(features.get(i), 0, flat, i * width, width);
        }
        var all = new HashMap<String, Object>(parameters);
        all.put("objective", "reg:squarederror");
        // One thread: the sums, and so the trees, do not depend on how work was shared.
        all.put("nthread", 1);
        all.put("seed", seed & 0x7fffffff);
        all.put("verbosity", 0);
        var models = new ArrayList<String>();
        try {
            for (int j = 0; j < d; j++) {
                var label = new float[targets.size()];
                for (int i = 0; i < label.length; i++) {
                    label[i] = (float) targets.get(i)[j];
                }
                models.add(train(flat, label, width, rounds, all));
            }
        } catch (XGBoostError e) {
            throw new LabException(name + ": " + e.getMessage(), e);
        }
        return new TreesFitted(lags, models, scaling);
    }

    private static String train(
            float[] features, float[] label, int width, int rounds, Map<String, Object> parameters)
            throws XGBoostError {
        var data = new DMatrix(features, label.length, width, Float.NaN);
        try {
            data.setLabel(label);
            Booster booster = XGBoost.train(data, parameters, rounds, new HashMap<>(), null, null);
            try {
                return Base64.getEncoder().encodeToString(booster.toByteArray("ubj"));
            } finally {
                booster.dispose();
            }
        } finally {
            data.dispose();
        }
    }

    /// The last rows before `end`, newest first.
    static float[] gather(double[][] rows, int end, int lags) {
        int d = rows[0].length;
        var features = new float[lags * d];
        for (int lag = 1; lag <= lags; lag++) {
            for (int j = 0; j < d; j++) {
                features[(lag - 1) * d + j] = (float) rows[end - lag][j];
            }
        }
        return features;
    }
}
