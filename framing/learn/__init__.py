"""Learned models on top of the measures: features, classifiers, fair evaluation, data sets, model files. Needs scikit-learn."""
