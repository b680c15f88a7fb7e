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
- nothing: no bearing on heads, losses or labels.
"""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_METHODS = "keras.io/api/models/model_training_apis"
_TRAINING_1 = "keras 1.2.2, engine/training.py"
_TRAINING_2 = "keras 2.2.4, engine/training.py"

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
        names=("keras.models.model_from_config", "keras.Model.from_config", "keras.Sequential.from_config"),
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
        names=("keras.Sequential.add",),
        params="layer, rebuild=True",
        effect="add",
        checked="3.15",
        source="keras.io/api/models/sequential",
    ),
    Call(
        names=("keras.Sequential.pop",),
        params="rebuild=True",
        effect="pop",
        checked="3.15",
        source="keras.io/api/models/sequential",
    ),
    Call(
        names=("keras.Model.get_layer",),
        params="name=None, index=None",
        effect="get_layer",
        checked="3.15",
        source="keras.io/api/models/model",
    ),
    Call(
        names=("keras.Model.__call__", "keras.Model.call"),
        params="inputs, training=None, mask=None, **kwargs",
        effect="call_model",
        checked="3.15",
        source="keras.io/api/models/model",
    ),
    Call(
        names=(
            "keras.Model.build",
            "keras.Model.summary",
            "keras.Model.save",
            "keras.Model.save_weights",
            "keras.Model.load_weights",
            "keras.Model.set_weights",
            "keras.Model.reset_states",
            "keras.Model.reset_metrics",
            "keras.Model.export",
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

COMPILE: tuple[Call, ...] = (
    # up to 2.1 a Sequential had no loss_weights
    Call(
        names=("keras.Sequential.compile",),
        params="optimizer, loss, metrics=None, sample_weight_mode=None, weighted_metrics=None, **kwargs",
        effect="compile",
        aliases=(("class_mode", "sample_weight_mode"),),
        versions="keras<2.1",
        checked="2.0.9",
        source="keras 2.0.9, models.py",
    ),
    Call(
        names=("keras.Model.compile",),
        params="optimizer, loss=None, metrics=None, loss_weights=None, sample_weight_mode=None, weighted_metrics=None,"
        " target_tensors=None, **kwargs",
        effect="compile",
        versions="keras<3; tf<2.2",
        checked="2.3.1",
        source=_TRAINING_2,
    ),
    Call(
        names=("keras.Model.compile",),
        params="optimizer='rmsprop', loss=None, metrics=None, loss_weights=None, sample_weight_mode=None,"
        " weighted_metrics=None, **kwargs",
        effect="compile",
        versions="tf==2.2",
        checked="2.2.3",
        source="tf.keras of TF 2.2, engine/training.py",
    ),
    Call(
        names=("keras.Model.compile",),
        params="optimizer='rmsprop', loss=None, metrics=None, loss_weights=None, weighted_metrics=None,"
        " run_eagerly=None, steps_per_execution=None, jit_compile=None, **kwargs",
        effect="compile",
        versions="tf>=2.3",
        checked="2.15",
        source="keras 2.15, engine/training.py",
    ),
    # Keras 3 put loss_weights before metrics
    Call(
        names=("keras.Model.compile",),
        params="optimizer='rmsprop', loss=None, loss_weights=None, metrics=None, weighted_metrics=None,"
        " run_eagerly=False, steps_per_execution=1, jit_compile='auto', auto_scale_loss=True",
        effect="compile",
        versions="keras>=3",
        checked="3.15",
        source=_METHODS,
    ),
    Call(
        names=("keras.Model.compile_from_config",),
        params="config",
        effect="compile_from_config",
        checked="3.15",
        source=_METHODS,
    ),
)

TRAIN: tuple[Call, ...] = (
    Call(
        names=("keras.Model.fit",),
        params="x, y, batch_size=32, nb_epoch=10, verbose=1, callbacks=None, validation_split=0.0,"
        " validation_data=None, shuffle=True, class_weight=None, sample_weight=None, initial_epoch=0, **kwargs",
        effect="fit",
        versions="keras<2",
        checked="1.2.2",
        source=_TRAINING_1,
    ),
    Call(
        names=("keras.Model.fit",),
        params="x=None, y=None, batch_size=None, epochs=1, verbose=?, callbacks=None, validation_split=0.0,"
        " validation_data=None, shuffle=True, class_weight=None, sample_weight=None, initial_epoch=0,"
        " steps_per_epoch=None, validation_steps=None, **kwargs",
        effect="fit",
        aliases=(("nb_epoch", "epochs"),),
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source=_METHODS,
    ),
    Call(
        names=("keras.Model.fit_generator",),
        params="generator, samples_per_epoch, nb_epoch, verbose=1, callbacks=None, validation_data=None,"
        " nb_val_samples=None, class_weight=None, max_q_size=10, nb_worker=1, pickle_safe=False, initial_epoch=0,"
        " **kwargs",
        effect="fit",
        options=(("batches", "generator"),),
        versions="keras<2",
        checked="1.2.2",
        source=_TRAINING_1,
    ),
    Call(
        names=("keras.Model.fit_generator",),
        params="generator, steps_per_epoch=None, epochs=1, verbose=1, callbacks=None, validation_data=None,"
        " validation_steps=None, *, class_weight=None, max_queue_size=10, workers=1, use_multiprocessing=False,"
        " shuffle=True, initial_epoch=0, **kwargs",
        effect="fit",
        aliases=(
            ("samples_per_epoch", "steps_per_epoch"),
            ("nb_epoch", "epochs"),
            ("nb_val_samples", "validation_steps"),
        ),
        options=(("batches", "generator"),),
        versions="keras>=2,<3; tf>=1.4",
        checked="2.15",
        source=_TRAINING_2,
    ),
    # Sequential took the two weights in the other order in Keras 1
    Call(
        names=("keras.Sequential.train_on_batch",),
        params="x, y, class_weight=None, sample_weight=None, **kwargs",
        effect="train",
        versions="keras<2",
        checked="1.2.2",
        source="keras 1.2.2, models.py",
    ),
    Call(
        names=("keras.Model.train_on_batch",),
        params="x, y=None, sample_weight=None, class_weight=None, reset_metrics=True, return_dict=False",
        effect="train",
        versions="keras<3; tf>=1.4",
        checked="2.15",
        source="keras 2.15, engine/training.py",
    ),
    Call(
        names=("keras.Model.train_on_batch",),
        params="x, y=None, sample_weight=None, class_weight=None, return_dict=False",
        effect="train",
        versions="keras>=3",
        checked="3.15",
        source=_METHODS,
    ),
)

EVALUATE: tuple[Call, ...] = (
    Call(
        names=("keras.Model.evaluate",),
        params="x=None, y=None, batch_size=None, verbose=?, sample_weight=None, steps=None, callbacks=None, **kwargs",
        effect="evaluate",
        checked="3.15",
        source=_METHODS,
    ),
    Call(
        names=("keras.Model.evaluate_generator",),
        params="generator, val_samples, max_q_size=10, nb_worker=1, pickle_safe=False, **kwargs",
        effect="evaluate",
        options=(("batches", "generator"),),
        versions="keras<2",
        checked="1.2.2",
        source=_TRAINING_1,
    ),
    Call(
        names=("keras.Model.evaluate_generator",),
        params="generator, steps=None, *, callbacks=None, max_queue_size=10, workers=1, use_multiprocessing=False,"
        " verbose=0, **kwargs",
        effect="evaluate",
        aliases=(("val_samples", "steps"),),
        options=(("batches", "generator"),),
        versions="keras>=2,<3; tf>=1.4",
        checked="2.15",
        source=_TRAINING_2,
    ),
    Call(
        names=("keras.Model.test_on_batch",),
        params="x, y=None, sample_weight=None, **kwargs",
        effect="evaluate",
        checked="3.15",
        source=_METHODS,
    ),
)

PREDICT: tuple[Call, ...] = (
    Call(
        names=("keras.Model.predict", "keras.Model.predict_on_batch"),
        params="x, batch_size=None, verbose=?, steps=None, callbacks=None, **kwargs",
        effect="predict",
        options=(("subject", "x"),),
        checked="3.15",
        source=_METHODS,
    ),
    Call(
        names=("keras.Model.predict_generator",),
        params="generator, steps=None, **kwargs",
        effect="predict",
        aliases=(("val_samples", "steps"),),
        options=(("subject", "generator"),),
        versions="keras<3; tf>=1.4",
        checked="2.15",
        source=_TRAINING_2,
    ),
    # only models of one stack had these two, up to TF 2.5
    Call(
        names=("keras.Sequential.predict_proba",),
        params="x, batch_size=32, verbose=0",
        effect="predict",
        options=(("subject", "x"),),
        versions="keras<3; tf<2.6",
        checked="2.3.1",
        source="keras 2.3.1, engine/sequential.py",
    ),
    Call(
        names=("keras.Sequential.predict_classes",),
        params="x, batch_size=32, verbose=0",
        effect="predict_classes",
        options=(("subject", "x"),),
        versions="keras<3; tf<2.6",
        checked="2.3.1",
        source="keras 2.3.1, engine/sequential.py",
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
