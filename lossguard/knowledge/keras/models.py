"""Rows of Keras' names whose behaviour is code: models, compile, fit and their kin; `effect` says which.

Methods are written `keras.Model.<method>` for every class of model; `keras.Sequential.<method>` stands where a
Sequential differs, and is to be looked up first for one. The effects:

- sequential: a stack made from the list `layers`; add puts a layer on top, pop takes the last one off.
- model: a functional model from the parameters named in the options `inputs` and `outputs` (tensors, lists or
  dictionaries of them); called without any, the base class of models written as classes.
- unknown_model: a model of unknown content (load_model, model_from_json).
- clone_model: the same architecture as `model`; same_model: hands on the argument named in `subject`.
- compile: keeps optimizer, loss, metrics, loss_weights and weighted_metrics for the calls that train and measure.
- fit: trains on `x` and `y`, or on the (x, y) batches of `x`, or of the parameter named in the option `batches`;
  `validation_data` is held out: a pair, or batches. train: one batch, `x` and `y`.
- evaluate: measures on the same arguments, nothing is trained.
- predict: the head's values for the argument named in `subject`; predict_classes: class indices (n,), for a model
  with one unit 0/1 in (n, 1).
- call_model: the symbolic output for `inputs`; get_layer: the layer by `name` or `index`.
- sklearn_wrapper: an estimator with scikit-learn's fit(X, y) around the model that calling the argument named in
  `builder` returns, or around that model itself. Labels (n,) become one-hot rows before they reach a model whose loss
  is the one named in `one_hot_for`, or always with `one_hot_always`; `regression`: handed on as they are.
- hyper_model: a base class whose method named in `builder` takes a `hp` and returns a model; tuner: the same from the
  argument named in `builder`; its search(...) takes the arguments of fit.
- custom_objects: the dictionary of names that the program registers; custom_object_scope: adds those of its argument
  `custom_objects`.
- nothing: no bearing on heads, losses or labels.
"""

from __future__ import annotations

from lossguard.knowledge.keras import registries, training
from lossguard.knowledge.rows import Call

MODELS: tuple[Call, ...] = (
    Call(
        names=("keras.Sequential", "keras.models.Sequential"),
        params="layers=None, trainable=True, name=None",
        effect="sequential",
        versions="keras>=3",
        checked="3.15",
        source="keras.io/api/models/sequential",
    ),
    Call(
        names=("keras.Sequential", "keras.models.Sequential"),
        params="layers=None, name=None",
        effect="sequential",
        versions="keras<3; tf>=1.4",
        checked="2.15",
        source="keras 2.15, engine/sequential.py",
    ),
    Call(
        names=("keras.Model", "keras.models.Model", "keras.Functional"),
        params="input, output, name=None",
        effect="model",
        aliases=(("inputs", "input"), ("outputs", "output")),
        options=(("inputs", "input"), ("outputs", "output")),
        versions="keras<2",
        checked="1.2.2",
        source="keras 1.2.2, engine/topology.py (Container)",
    ),
    Call(
        names=("keras.Model", "keras.models.Model", "keras.Functional", "keras.models.Functional"),
        params="inputs=None, outputs=None, name=None, **kwargs",
        effect="model",
        aliases=(("input", "inputs"), ("output", "outputs")),
        options=(("inputs", "inputs"), ("outputs", "outputs")),
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source="keras.io/api/models/model",
    ),
    Call(
        names=("keras.models.clone_model", "keras.models.clone_and_build_model"),
        params="model, input_tensors=None, clone_function=None, **kwargs",
        effect="clone_model",
        checked="3.15",
        source="keras.io/api/models/model_saving_apis",
    ),
    Call(
        names=("keras.utils.multi_gpu_model",),
        params="model, gpus=None, cpu_merge=True, cpu_relocation=False",
        effect="same_model",
        options=(("subject", "model"),),
        versions="keras<3; tf>=1.4",
        checked="2.3.1",
        source="keras 2.3.1, utils/multi_gpu_utils.py",
    ),
    Call(
        names=("keras.models.load_model", "keras.saving.load_model", "keras.models.saving.load_model"),
        params="filepath, custom_objects=None, compile=True, **kwargs",
        effect="unknown_model",
        checked="3.15",
        source="keras.io/api/models/model_saving_apis/model_saving_and_loading",
    ),
    Call(
        names=("keras.models.model_from_json", "keras.models.model_from_yaml"),
        params="json_string, custom_objects=None",
        effect="unknown_model",
        aliases=(("yaml_string", "json_string"),),
        checked="3.15",
        source="keras.io/api/models/model_saving_apis",
    ),
    Call(
        names=(
            "keras.models.model_from_config",
            "keras.models.Model.from_config",
            "keras.Model.from_config",
            "keras.models.Sequential.from_config",
            "keras.Sequential.from_config",
        ),
        params="config, custom_objects=None",
        effect="unknown_model",
        checked="3.15",
        source="keras.io/api/models/model_saving_apis",
    ),
    Call(
        names=("tensorflow.saved_model.load", "tensorflow_hub.load"),
        params="export_dir, tags=None, options=None",
        effect="unknown_model",
        checked="2.15",
        source="tensorflow.org/api_docs/python/tf/saved_model/load",
    ),
)

BUILDING: tuple[Call, ...] = (
    Call(
        names=("keras.models.Sequential.add", "keras.Sequential.add"),
        params="layer, rebuild=True",
        effect="add",
        checked="3.15",
        source="keras.io/api/models/sequential",
    ),
    Call(
        names=("keras.models.Sequential.pop", "keras.Sequential.pop"),
        params="rebuild=True",
        effect="pop",
        checked="3.15",
        source="keras.io/api/models/sequential",
    ),
    Call(
        names=("keras.models.Model.get_layer", "keras.Model.get_layer"),
        params="name=None, index=None",
        effect="get_layer",
        checked="3.15",
        source="keras.io/api/models/model",
    ),
    Call(
        names=("keras.models.Model.__call__", "keras.Model.__call__", "keras.models.Model.call", "keras.Model.call"),
        params="inputs, training=None, mask=None, **kwargs",
        effect="call_model",
        checked="3.15",
        source="keras.io/api/models/model",
    ),
    Call(
        names=(
            "keras.models.Model.build",
            "keras.Model.build",
            "keras.models.Model.summary",
            "keras.Model.summary",
            "keras.models.Model.save",
            "keras.Model.save",
            "keras.models.Model.save_weights",
            "keras.Model.save_weights",
            "keras.models.Model.load_weights",
            "keras.Model.load_weights",
            "keras.models.Model.set_weights",
            "keras.Model.set_weights",
            "keras.models.Model.reset_states",
            "keras.Model.reset_states",
            "keras.models.Model.reset_metrics",
            "keras.Model.reset_metrics",
            "keras.models.Model.export",
            "keras.Model.export",
            "keras.models.Model.quantize",
            "keras.Model.quantize",
            "keras.utils.plot_model",
            "keras.utils.set_random_seed",
            "keras.backend.clear_session",
            "keras.utils.clear_session",
        ),
        params="*args, **kwargs",
        effect="nothing",
        checked="3.15",
        source="keras.io/api/models/model",
    ),
)

AROUND: tuple[Call, ...] = (
    # KerasClassifier one-hot encodes 1-D labels for categorical_crossentropy alone, and hands all others on as indices
    Call(
        names=("keras.wrappers.scikit_learn.KerasClassifier",),
        params="build_fn=None, **sk_params",
        effect="sklearn_wrapper",
        options=(("builder", "build_fn"), ("one_hot_for", "categorical_crossentropy")),
        versions="keras<3; tf>=1.4",
        checked="2.3.1",
        source="keras 2.3.1, wrappers/scikit_learn.py",
    ),
    Call(
        names=("keras.wrappers.scikit_learn.KerasRegressor",),
        params="build_fn=None, **sk_params",
        effect="sklearn_wrapper",
        options=(("builder", "build_fn"), ("regression", True)),
        versions="keras<3; tf>=1.4",
        checked="2.3.1",
        source="keras 2.3.1, wrappers/scikit_learn.py",
    ),
    Call(
        names=("scikeras.wrappers.KerasClassifier",),
        params="model=None, *, build_fn=None, warm_start=False, random_state=None, optimizer='rmsprop', loss=None,"
        " metrics=None, batch_size=None, validation_batch_size=None, verbose=1, callbacks=None,"
        " validation_split=0.0, shuffle=True, run_eagerly=False, epochs=1, class_weight=None, **kwargs",
        effect="sklearn_wrapper",
        options=(("builder", "model"), ("one_hot_for", "categorical_crossentropy")),
        checked="0.13",
        source="scikeras documentation, KerasClassifier",
    ),
    Call(
        names=("scikeras.wrappers.KerasRegressor",),
        params="model=None, *, build_fn=None, warm_start=False, random_state=None, optimizer='rmsprop', loss=None,"
        " metrics=None, batch_size=None, verbose=1, callbacks=None, validation_split=0.0, shuffle=True, epochs=1,"
        " **kwargs",
        effect="sklearn_wrapper",
        options=(("builder", "model"), ("regression", True)),
        checked="0.13",
        source="scikeras documentation, KerasRegressor",
    ),
    # one-hot encodes 1-D targets of a classification itself, whatever the loss
    Call(
        names=("keras.wrappers.SKLearnClassifier",),
        params="model, warm_start=False, model_kwargs=None, fit_kwargs=None",
        effect="sklearn_wrapper",
        options=(("builder", "model"), ("one_hot_always", True)),
        versions="keras>=3.8",
        checked="3.15",
        source="keras.io/api/utils/sklearn_wrappers",
    ),
    Call(
        names=("keras.wrappers.SKLearnRegressor",),
        params="model, warm_start=False, model_kwargs=None, fit_kwargs=None",
        effect="sklearn_wrapper",
        options=(("builder", "model"), ("regression", True)),
        versions="keras>=3.8",
        checked="3.15",
        source="keras.io/api/utils/sklearn_wrappers",
    ),
    Call(
        names=("keras_tuner.HyperModel", "kerastuner.HyperModel"),
        params="name=None, tunable=True",
        effect="hyper_model",
        options=(("builder", "build"),),
        checked="1.4",
        source="keras.io/keras_tuner/api/hypermodels/base_hypermodel",
    ),
    Call(
        names=(
            "keras_tuner.RandomSearch",
            "keras_tuner.BayesianOptimization",
            "keras_tuner.Hyperband",
            "keras_tuner.GridSearch",
            "kerastuner.tuners.RandomSearch",
            "kerastuner.tuners.BayesianOptimization",
            "kerastuner.tuners.Hyperband",
        ),
        params="hypermodel=None, objective=None, *args, **kwargs",
        effect="tuner",
        options=(("builder", "hypermodel"),),
        checked="1.4",
        source="keras.io/keras_tuner/api/tuners",
    ),
    Call(
        names=("keras_tuner.Tuner.search", "kerastuner.Tuner.search"),
        params="*fit_args, **fit_kwargs",
        effect="fit",
        options=(("tuner", True),),
        checked="1.4",
        source="keras.io/keras_tuner/api/tuners/base_tuner",
    ),
)

CALLS: tuple[Call, ...] = (
    *MODELS,
    *BUILDING,
    *registries.REGISTRIES,
    *AROUND,
    *training.COMPILE,
    *training.TRAIN,
    *training.EVALUATE,
    *training.PREDICT,
)
