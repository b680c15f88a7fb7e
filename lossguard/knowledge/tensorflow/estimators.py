"""The estimators of tf.estimator and tf.contrib.learn, ready-made and of the program's own function. The effects:

- tf_estimator: an estimator, whose `model_fn` or head takes a step in `train` on what `input_fn` gives.
- tf_specification: a pair of data and limits for `train_and_evaluate`.
- tf_input_function: a function that gives inputs and labels.
- tf_train_and_evaluate, tf_heads: both of an estimator; several heads, each by its name.
"""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_SOURCE = "tensorflow-estimator 2.15, python/estimator"

CALLS: tuple[Call, ...] = (
    Call(
        names=(
            "tensorflow.estimator.Estimator",
            "tensorflow.contrib.learn.Estimator",
            "tensorflow.contrib.tpu.TPUEstimator",
            "tensorflow.estimator.tpu.TPUEstimator",
        ),
        params="model_fn=None, model_dir=None, config=None, params=None, *args, **kwargs",
        effect="tf_estimator",
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=("keras.estimator.model_to_estimator",),
        params="keras_model=None, keras_model_path=None, *args, **kwargs",
        effect="tf_estimator",
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=(
            "tensorflow.estimator.DNNClassifier",
            "tensorflow.contrib.learn.DNNClassifier",
        ),
        params="hidden_units, feature_columns, model_dir=None, n_classes=2, weight_column=?,"
        " *args, label_vocabulary=None, **kwargs",
        aliases=(("weight_column_name", "weight_column"),),
        effect="tf_estimator",
        options=(
            ("two", "tensorflow.estimator.BinaryClassHead"),
            ("more", "tensorflow.estimator.MultiClassHead"),
            ("count", "n_classes"),
        ),
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=(
            "tensorflow.estimator.LinearClassifier",
            "tensorflow.contrib.learn.LinearClassifier",
        ),
        params="feature_columns, model_dir=None, n_classes=2, weight_column=?, *args, label_vocabulary=None, **kwargs",
        aliases=(("weight_column_name", "weight_column"),),
        effect="tf_estimator",
        options=(
            ("two", "tensorflow.estimator.BinaryClassHead"),
            ("more", "tensorflow.estimator.MultiClassHead"),
            ("count", "n_classes"),
        ),
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=(
            "tensorflow.estimator.DNNLinearCombinedClassifier",
            "tensorflow.contrib.learn.DNNLinearCombinedClassifier",
        ),
        params="model_dir=None, *args, n_classes=2, label_vocabulary=None, **kwargs",
        effect="tf_estimator",
        options=(
            ("two", "tensorflow.estimator.BinaryClassHead"),
            ("more", "tensorflow.estimator.MultiClassHead"),
            ("count", "n_classes"),
        ),
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=(
            "tensorflow.estimator.BaselineClassifier",
            "tensorflow.contrib.estimator.BaselineClassifier",
        ),
        params="model_dir=None, n_classes=2, weight_column=?, label_vocabulary=None, *args, **kwargs",
        effect="tf_estimator",
        options=(
            ("two", "tensorflow.estimator.BinaryClassHead"),
            ("more", "tensorflow.estimator.MultiClassHead"),
            ("count", "n_classes"),
        ),
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=("tensorflow.estimator.BoostedTreesClassifier",),
        params="feature_columns, n_batches_per_layer, model_dir=None, n_classes=2, weight_column=?,"
        " label_vocabulary=None, *args, **kwargs",
        effect="tf_estimator",
        options=(
            ("two", "tensorflow.estimator.BinaryClassHead"),
            ("more", "tensorflow.estimator.MultiClassHead"),
            ("count", "n_classes"),
        ),
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=(
            "tensorflow.estimator.experimental.RNNClassifier",
            "tensorflow.contrib.estimator.RNNClassifier",
        ),
        params="*args, n_classes=2, label_vocabulary=None, **kwargs",
        effect="tf_estimator",
        options=(
            ("two", "tensorflow.estimator.BinaryClassHead"),
            ("more", "tensorflow.estimator.MultiClassHead"),
            ("count", "n_classes"),
        ),
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=(
            "tensorflow.contrib.boosted_trees.estimator_batch.estimator.GradientBoostedDecisionTreeClassifier",
            "tensorflow.contrib.boosted_trees.GradientBoostedDecisionTreeClassifier",
        ),
        params="learner_config, examples_per_layer, n_classes=2, *args, **kwargs",
        effect="tf_estimator",
        options=(
            ("two", "tensorflow.estimator.BinaryClassHead"),
            ("more", "tensorflow.estimator.MultiClassHead"),
            ("count", "n_classes"),
        ),
        checked="1.15",
        source=_SOURCE,
    ),
    Call(
        names=("tensorflow.estimator.DNNRegressor",),
        params="hidden_units, feature_columns, model_dir=None, label_dimension=1, *args, **kwargs",
        effect="tf_estimator",
        options=(("head", "tensorflow.estimator.RegressionHead"), ("count", "label_dimension")),
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=("tensorflow.contrib.learn.DNNRegressor",),
        params="hidden_units, feature_columns, model_dir=None, *args, label_dimension=1, **kwargs",
        effect="tf_estimator",
        options=(("head", "tensorflow.estimator.RegressionHead"), ("count", "label_dimension")),
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=("tensorflow.estimator.LinearRegressor",),
        params="feature_columns, model_dir=None, label_dimension=1, *args, **kwargs",
        effect="tf_estimator",
        options=(("head", "tensorflow.estimator.RegressionHead"), ("count", "label_dimension")),
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=("tensorflow.contrib.learn.LinearRegressor",),
        params="feature_columns, model_dir=None, *args, label_dimension=1, **kwargs",
        effect="tf_estimator",
        options=(("head", "tensorflow.estimator.RegressionHead"), ("count", "label_dimension")),
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=(
            "tensorflow.estimator.DNNLinearCombinedRegressor",
            "tensorflow.contrib.learn.DNNLinearCombinedRegressor",
        ),
        params="model_dir=None, *args, label_dimension=1, **kwargs",
        effect="tf_estimator",
        options=(("head", "tensorflow.estimator.RegressionHead"), ("count", "label_dimension")),
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=("tensorflow.estimator.BaselineRegressor",),
        params="model_dir=None, label_dimension=1, *args, **kwargs",
        effect="tf_estimator",
        options=(("head", "tensorflow.estimator.RegressionHead"), ("count", "label_dimension")),
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=("tensorflow.estimator.BoostedTreesRegressor",),
        params="feature_columns, n_batches_per_layer, model_dir=None, label_dimension=1, *args, **kwargs",
        effect="tf_estimator",
        options=(("head", "tensorflow.estimator.RegressionHead"), ("count", "label_dimension")),
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=(
            "tensorflow.estimator.DNNEstimator",
            "tensorflow.contrib.estimator.DNNEstimator",
        ),
        params="head, hidden_units, feature_columns, *args, **kwargs",
        effect="tf_estimator",
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=(
            "tensorflow.estimator.LinearEstimator",
            "tensorflow.contrib.estimator.LinearEstimator",
        ),
        params="head, feature_columns, *args, **kwargs",
        effect="tf_estimator",
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=(
            "tensorflow.estimator.DNNLinearCombinedEstimator",
            "tensorflow.contrib.estimator.DNNLinearCombinedEstimator",
        ),
        params="head, model_dir=None, *args, **kwargs",
        effect="tf_estimator",
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=("tensorflow.estimator.BaselineEstimator",),
        params="head, model_dir=None, *args, **kwargs",
        effect="tf_estimator",
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=(
            "tensorflow.estimator.experimental.RNNEstimator",
            "tensorflow.contrib.estimator.RNNEstimator",
        ),
        params="head, *args, **kwargs",
        effect="tf_estimator",
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=(
            "tensorflow.estimator.BoostedTreesEstimator",
            "tensorflow.contrib.estimator.BoostedTreesEstimator",
        ),
        params="feature_columns, n_batches_per_layer, head, *args, **kwargs",
        effect="tf_estimator",
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=("tensorflow.estimator.TrainSpec",),
        params="input_fn, max_steps=None, *args, **kwargs",
        effect="tf_specification",
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=("tensorflow.estimator.EvalSpec",),
        params="input_fn, steps=100, *args, **kwargs",
        effect="tf_specification",
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=("tensorflow.estimator.train_and_evaluate",),
        params="estimator, train_spec, eval_spec, *args, **kwargs",
        effect="tf_train_and_evaluate",
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=(
            "tensorflow.estimator.inputs.numpy_input_fn",
            "tensorflow.contrib.learn.io.numpy_input_fn",
        ),
        params="x, y=None, *args, **kwargs",
        effect="tf_input_function",
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=(
            "tensorflow.estimator.inputs.pandas_input_fn",
            "tensorflow.contrib.learn.io.pandas_input_fn",
        ),
        params="x, y=None, *args, **kwargs",
        effect="tf_input_function",
        checked="2.15",
        source=_SOURCE,
    ),
    Call(
        names=(
            "tensorflow.estimator.MultiHead",
            "tensorflow.contrib.estimator.multi_head",
        ),
        params="heads, head_weights=None",
        effect="tf_heads",
        checked="2.15",
        source=_SOURCE,
    ),
)
