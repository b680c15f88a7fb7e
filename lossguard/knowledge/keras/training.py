"""Rows of the methods that compile, train, measure and predict; `models.py` has the effects and joins the rows."""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_METHODS = "keras.io/api/models/model_training_apis"
_TRAINING_1 = "keras 1.2.2, engine/training.py"
_TRAINING_2 = "keras 2.2.4, engine/training.py"

COMPILE: tuple[Call, ...] = (
    # up to 2.1 a Sequential had no loss_weights
    Call(
        names=("keras.models.Sequential.compile", "keras.Sequential.compile"),
        params="optimizer, loss, metrics=None, sample_weight_mode=None, weighted_metrics=None, **kwargs",
        effect="compile",
        aliases=(("class_mode", "sample_weight_mode"),),
        versions="keras<2.1",
        checked="2.0.9",
        source="keras 2.0.9, models.py",
    ),
    Call(
        names=("keras.models.Model.compile", "keras.Model.compile"),
        params="optimizer=?, loss=None, metrics=None, loss_weights=None, sample_weight_mode=None,"
        " weighted_metrics=None, target_tensors=None, **kwargs",
        effect="compile",
        versions="keras<3; tf<2.2",
        checked="2.3.1",
        source=_TRAINING_2,
    ),
    Call(
        names=("keras.models.Model.compile", "keras.Model.compile"),
        params="optimizer='rmsprop', loss=None, metrics=None, loss_weights=None, sample_weight_mode=None,"
        " weighted_metrics=None, **kwargs",
        effect="compile",
        versions="tf==2.2",
        checked="2.2.3",
        source="tf.keras of TF 2.2, engine/training.py",
    ),
    Call(
        names=("keras.models.Model.compile", "keras.Model.compile"),
        params="optimizer='rmsprop', loss=None, metrics=None, loss_weights=None, weighted_metrics=None,"
        " run_eagerly=None, steps_per_execution=None, jit_compile=None, **kwargs",
        effect="compile",
        versions="tf>=2.3",
        checked="2.15",
        source="keras 2.15, engine/training.py",
    ),
    # Keras 3 put loss_weights before metrics
    Call(
        names=("keras.models.Model.compile", "keras.Model.compile"),
        params="optimizer='rmsprop', loss=None, loss_weights=None, metrics=None, weighted_metrics=None,"
        " run_eagerly=False, steps_per_execution=1, jit_compile='auto', auto_scale_loss=True",
        effect="compile",
        versions="keras>=3",
        checked="3.15",
        source=_METHODS,
    ),
)

TRAIN: tuple[Call, ...] = (
    Call(
        names=("keras.models.Model.fit", "keras.Model.fit"),
        params="x, y, batch_size=32, nb_epoch=10, verbose=1, callbacks=None, validation_split=0.0,"
        " validation_data=None, shuffle=True, class_weight=None, sample_weight=None, initial_epoch=0, **kwargs",
        effect="fit",
        versions="keras<2",
        checked="1.2.2",
        source=_TRAINING_1,
    ),
    Call(
        names=("keras.models.Model.fit", "keras.Model.fit"),
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
        names=("keras.models.Model.fit_generator", "keras.Model.fit_generator"),
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
        names=("keras.models.Model.fit_generator", "keras.Model.fit_generator"),
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
        names=("keras.models.Sequential.train_on_batch", "keras.Sequential.train_on_batch"),
        params="x, y, class_weight=None, sample_weight=None, **kwargs",
        effect="train",
        versions="keras<2",
        checked="1.2.2",
        source="keras 1.2.2, models.py",
    ),
    Call(
        names=("keras.models.Model.train_on_batch", "keras.Model.train_on_batch"),
        params="x, y=None, sample_weight=None, class_weight=None, reset_metrics=True, return_dict=False",
        effect="train",
        versions="keras<3; tf>=1.4",
        checked="2.15",
        source="keras 2.15, engine/training.py",
    ),
    Call(
        names=("keras.models.Model.train_on_batch", "keras.Model.train_on_batch"),
        params="x, y=None, sample_weight=None, class_weight=None, return_dict=False",
        effect="train",
        versions="keras>=3",
        checked="3.15",
        source=_METHODS,
    ),
)

EVALUATE: tuple[Call, ...] = (
    Call(
        names=("keras.models.Model.evaluate", "keras.Model.evaluate"),
        params="x=None, y=None, batch_size=None, verbose=?, sample_weight=None, steps=None, callbacks=None, **kwargs",
        effect="evaluate",
        checked="3.15",
        source=_METHODS,
    ),
    Call(
        names=("keras.models.Model.evaluate_generator", "keras.Model.evaluate_generator"),
        params="generator, val_samples, max_q_size=10, nb_worker=1, pickle_safe=False, **kwargs",
        effect="evaluate",
        options=(("batches", "generator"),),
        versions="keras<2",
        checked="1.2.2",
        source=_TRAINING_1,
    ),
    Call(
        names=("keras.models.Model.evaluate_generator", "keras.Model.evaluate_generator"),
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
        names=("keras.models.Model.test_on_batch", "keras.Model.test_on_batch"),
        params="x, y=None, sample_weight=None, **kwargs",
        effect="evaluate",
        checked="3.15",
        source=_METHODS,
    ),
)

PREDICT: tuple[Call, ...] = (
    Call(
        names=("keras.models.Model.predict", "keras.Model.predict"),
        params="x, batch_size=None, verbose=?, steps=None, callbacks=None, **kwargs",
        effect="predict",
        options=(("subject", "x"),),
        checked="3.15",
        source=_METHODS,
    ),
    Call(
        names=("keras.models.Model.predict_on_batch", "keras.Model.predict_on_batch"),
        params="x",
        effect="predict",
        options=(("subject", "x"),),
        checked="3.15",
        source=_METHODS,
    ),
    Call(
        names=("keras.models.Model.predict_generator", "keras.Model.predict_generator"),
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
        names=("keras.models.Sequential.predict_proba", "keras.Sequential.predict_proba"),
        params="x, batch_size=32, verbose=0",
        effect="predict",
        options=(("subject", "x"),),
        versions="keras<3; tf<2.6",
        checked="2.3.1",
        source="keras 2.3.1, engine/sequential.py",
    ),
    Call(
        names=("keras.models.Sequential.predict_classes", "keras.Sequential.predict_classes"),
        params="x, batch_size=32, verbose=0",
        effect="predict_classes",
        options=(("subject", "x"),),
        versions="keras<3; tf<2.6",
        checked="2.3.1",
        source="keras 2.3.1, engine/sequential.py",
    ),
)
