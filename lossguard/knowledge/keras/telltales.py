"""API use that dates a program: the newest versions in which it exists (semantics/keras.md, section 0)."""

from __future__ import annotations

from lossguard.knowledge.rows import Telltale

TELLTALES: tuple[Telltale, ...] = (
    Telltale(
        kind="keyword",
        names=(
            "nb_epoch", "nb_filter", "nb_row", "nb_col", "border_mode", "dim_ordering", "W_regularizer",
            "samples_per_epoch", "nb_val_samples", "show_accuracy", "inner_activation", "nb_classes",
        ),
        ceilings=(("keras", (1, 2, 2)),),
        source="keras 1.2.2 signatures",
    ),
    Telltale(
        kind="import",
        names=("keras.utils.visualize_util",),
        ceilings=(("keras", (1, 2, 2)),),
        source="keras 2.0.4, utils: vis_utils in its place",
    ),
    Telltale(
        kind="import",
        names=("keras.objectives", "keras.engine.topology", "keras.layers.normalization.BatchNormalization"),
        ceilings=(("keras", (2, 4)),),
        source="keras 2.4.3 has them, keras 2.6.0, measured, not",
    ),
    Telltale(
        kind="import",
        names=(
            "keras.layers.recurrent", "keras.layers.advanced_activations", "keras.layers.embeddings",
            "keras.layers.merge", "keras.layers.wrappers", "keras.layers.local",
        ),
        ceilings=(("keras", (2, 8)), ("tf", (2, 8))),
        source="keras 2.8.0 and 2.9.0, layers; measured in 2.6.0 and 2.10.0",
    ),
    Telltale(
        kind="import",
        names=(
            "keras.layers.core", "keras.layers.convolutional", "keras.layers.normalization", "keras.layers.pooling",
            "keras.layers.noise", "keras.engine",
        ),
        ceilings=(("keras", (2, 12)), ("tf", (2, 12))),
        source="measured in keras 2.6.0, 2.10.0, 2.12.0; gone in 2.13.1 and 2.15.0",
    ),
    Telltale(
        kind="import",
        names=("keras.utils.np_utils",),
        ceilings=(("keras", (2, 12)),),
        source="measured in keras 2.6.0, 2.10.0, 2.12.0; gone in 2.13.1 and 2.15.0",
    ),
    Telltale(
        kind="import",
        names=(
            "keras.preprocessing.image.ImageDataGenerator", "keras.preprocessing.text", "keras.preprocessing.sequence",
        ),
        ceilings=(("keras", (2, 15)),),
        source="keras 3.0, preprocessing",
    ),
    Telltale(
        kind="import",
        names=("tensorflow_addons",),
        ceilings=(("keras", (2, 15)), ("tf", (2, 15))),
        source="tensorflow_addons 0.23, version.py: TF before 2.16",
    ),
    Telltale(
        kind="import",
        names=("keras.wrappers.scikit_learn",),
        ceilings=(("keras", (2, 12)), ("tf", (2, 12))),
        source="keras 2.13 release notes",
    ),
    Telltale(
        kind="attribute",
        names=("predict_classes",),
        ceilings=(("keras", (2, 3, 1)), ("tf", (2, 5))),
        source="tf.keras of TF 2.6, engine/sequential.py",
    ),
    Telltale(
        kind="attribute",
        names=("fit_generator", "evaluate_generator", "predict_generator"),
        ceilings=(("keras", (2, 15)), ("tf", (2, 15))),
        source="keras 3.0, trainers/trainer.py",
    ),
    Telltale(
        kind="import",
        names=("tensorflow.contrib", "tensorflow.examples"),
        ceilings=(("tf", (1, 15)), ("keras", (2, 3, 1))),
        source="TF 2.0 release notes",
    ),
    # tensorflow.compat.v1 still has the ones that follow
    Telltale(
        kind="attribute",
        names=(
            "train.AdamOptimizer", "train.RMSPropOptimizer", "train.GradientDescentOptimizer", "train.AdagradOptimizer",
            "train.MomentumOptimizer",
        ),
        ceilings=(("tf", (1, 15)), ("keras", (2, 3, 1))),
        unless=("compat", "tensorflow.compat"),
        source="TF 2.0 release notes",
    ),
    Telltale(
        kind="attribute",
        names=(
            "tf.placeholder", "tf.Session", "tf.InteractiveSession", "tf.get_variable", "tf.variable_scope",
            "tf.global_variables_initializer", "tf.initialize_all_variables", "tf.reset_default_graph", "tf.app",
            "tf.contrib", "tf.enable_eager_execution", "tf.set_random_seed", "tf.truncated_normal",
        ),
        ceilings=(("tf", (1, 15)), ("keras", (2, 3, 1))),
        unless=("compat", "tensorflow.compat", "disable_v2_behavior"),
        source="TF 2.0 release notes",
    ),
    Telltale(
        kind="argument",
        names=(
            "Adam.lr", "SGD.lr", "RMSprop.lr", "Adagrad.lr", "Adadelta.lr", "Adamax.lr", "Nadam.lr", "adam.lr",
            "sgd.lr", "rmsprop.lr",
        ),
        ceilings=(("keras", (2, 15)), ("tf", (2, 15))),
        unless=("torch", "optax"),
        source="keras 3.15, measured: ValueError, argument not recognized",
    ),
    Telltale(
        kind="attribute",
        names=("optimizers.legacy", "layers.experimental", "experimental.preprocessing", "keras.dtensor"),
        ceilings=(("keras", (2, 15)), ("tf", (2, 15))),
        source="keras 3.15, measured: ImportError; layers.experimental and keras.dtensor are gone",
    ),
    Telltale(
        kind="item",
        names=("acc", "val_acc"),
        ceilings=(("keras", (2, 2, 5)), ("tf", (1, 15))),
        source="keras 2.3.0 release notes: metrics are logged under the name they were given",
    ),
)  # fmt: skip
