package org.separatrix.forecast.trees;

import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Rollout;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.LabException;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A trained ensemble of trees for each channel.
///
/// @param lags rows of history used
/// @param models one a channel, in the library's binary form, Base64
public record TreesFitted(int lags, List<String> models, Scaling scaling)
        implements FittedForecaster {

    public TreesFitted {
        models = List.copyOf(models);
    }

    @Override
    public int context() {
        return lags;
    }

    @Override
    public Prediction forecast(Segment history, int steps) {
        var boosters = new ArrayList<Booster>();
        try {
            for (String model : models) {
                var booster = XGBoost.loadModel(Base64.getDecoder().decode(model));
                boosters.add(booster);
                booster.setParam("nthread", 1);
            }
            return Rollout.run(
                    history, scaling, lags, steps, (past, end) -> next(boosters, past, end));
        } catch (XGBoostError | java.io.IOException e) {
            throw new LabException("a tree model cannot be read: " + e.getMessage(), e);
        } finally {
            boosters.forEach(Booster::dispose);
        }
    }

    private double[] next(List<Booster> boosters, double[][] past, int end) {
        try {
            float[] features = Ensembles.gather(past, end, lags);
            var row = new DMatrix(features, 1, features.length, Float.NaN);
            try {
                var next = new double[boosters.size()];
                for (int j = 0; j < next.length; j++) {
                    next[j] = boosters.get(j).predict(row)[0][0];
                }
                return next;
            } finally {
                row.dispose();
            }
        } catch (XGBoostError e) {
            throw new LabException("a tree model cannot forecast: " + e.getMessage(), e);
        }
    }
}
