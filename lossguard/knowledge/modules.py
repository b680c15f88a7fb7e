"""Where the rows are: the modules the index reads, the tables in each, and the packages that names in them begin with.

Of two rows that hold, the first counts. A module is imported when a name of one of its packages is looked up: "str" is
for strings ("str:mse"), "array" and "dataset" are for the methods of arrays and of tf.data.
"""

from __future__ import annotations

PREFIX_MODULES: tuple[str, ...] = (
    "lossguard.knowledge.keras.prefixes",
    "lossguard.knowledge.torch.prefixes",
    "lossguard.knowledge.tensorflow.prefixes",
    "lossguard.knowledge.jax.prefixes",
    "lossguard.knowledge.sklearn.prefixes",
)

ROW_MODULES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "lossguard.knowledge.torch.losses",
        ("LOSSES",),
        "fastai fvcore kornia monai segmentation_models_pytorch skorch timm torch torchvision",
    ),
    ("lossguard.knowledge.torch.metrics", ("METRICS",), "fastai ignite torchmetrics"),
    ("lossguard.knowledge.torch.activations", ("ACTIVATIONS",), "array str torch"),
    ("lossguard.knowledge.torch.layers", ("LAYERS",), "torch"),
    (
        "lossguard.knowledge.torch.models",
        ("CALLS",),
        "accelerate apex lightning multiprocessing threading timm torch torch_xla",
    ),
    ("lossguard.knowledge.torch.trainers", ("TRAINERS",), "fastai ignite skorch transformers"),
    (
        "lossguard.knowledge.torch.zoo",
        ("READY_MODELS",),
        "efficientnet_pytorch monai pretrainedmodels segmentation_models_pytorch timm torchvision transformers",
    ),
    (
        "lossguard.knowledge.torch.data",
        ("DATASETS", "ENCODES", "LOADERS"),
        "albumentations datasets evaluate fastai lightning monai torch torch_xla torchtext torchvision transformers",
    ),
    ("lossguard.knowledge.torch.tensors", ("TENSOR_CALLS",), "array torch"),
    ("lossguard.knowledge.keras.losses", ("LOSSES", "SPARSE_LOSSES", "RESOLVED_LOSSES", "ALIASES"), "keras str"),
    ("lossguard.knowledge.keras.focal", ("FOCAL_LOSSES", "ALIASES"), "keras str"),
    ("lossguard.knowledge.keras.distances", ("DISTANCES", "ALIASES"), "keras str"),
    ("lossguard.knowledge.keras.margins", ("MARGINS", "ALIASES"), "keras str"),
    ("lossguard.knowledge.keras.embeddings", ("EMBEDDING_LOSSES", "ALIASES"), "keras str"),
    ("lossguard.knowledge.keras.raw_losses", ("BACKEND_LOSSES",), "keras"),
    ("lossguard.knowledge.tensorflow.losses_nn", ("NN_LOSSES",), "tensorflow"),
    ("lossguard.knowledge.tensorflow.written", ("WRITTEN",), "written"),
    ("lossguard.knowledge.tensorflow.losses_v1", ("TF1_LOSSES", "CONTRIB_LOSSES"), "tensorflow"),
    ("lossguard.knowledge.tensorflow.metrics_v1", ("TF1_METRICS",), "tensorflow"),
    ("lossguard.knowledge.tensorflow.layers_v1", ("TF1_LAYERS",), "tensorflow"),
    ("lossguard.knowledge.tensorflow.layers_nn", ("NN_LAYERS",), "tensorflow"),
    ("lossguard.knowledge.tensorflow.layers_contrib", ("CONTRIB_LAYERS",), "tensorflow"),
    ("lossguard.knowledge.tensorflow.graph", ("GRAPH",), "keras tensorflow"),
    ("lossguard.knowledge.tensorflow.heads", ("HEADS",), "tensorflow"),
    ("lossguard.knowledge.tensorflow.estimators", ("CALLS",), "keras tensorflow"),
    ("lossguard.knowledge.jax.losses", ("LOSSES",), "optax"),
    ("lossguard.knowledge.jax.activations", ("ACTIVATIONS",), "flax jax"),
    ("lossguard.knowledge.jax.layers", ("LAYERS",), "equinox flax haiku"),
    ("lossguard.knowledge.jax.calls", ("CALLS",), "equinox flax haiku jax"),
    ("lossguard.knowledge.jax.arrays", ("ARRAYS", "ENCODES"), "flax jax"),
    ("lossguard.knowledge.keras.metrics", ("METRICS", "ALIASES"), "keras str"),
    ("lossguard.knowledge.keras.counts", ("COUNTS", "ALIASES"), "keras str"),
    ("lossguard.knowledge.keras.overlaps", ("OVERLAPS", "ALIASES"), "keras str"),
    ("lossguard.knowledge.keras.errors", ("ERRORS", "ALIASES"), "keras str"),
    ("lossguard.knowledge.keras.scores", ("SCORES", "ALIASES"), "keras str"),
    ("lossguard.knowledge.keras.likelihoods", ("LIKELIHOODS", "ALIASES"), "keras str"),
    ("lossguard.knowledge.keras.activations", ("ACTIVATIONS", "ALIASES"), "keras str"),
    ("lossguard.knowledge.keras.operations", ("OPERATIONS",), "keras"),
    ("lossguard.knowledge.keras.tf_activations", ("TENSORFLOW_ACTIVATIONS",), "tensorflow"),
    ("lossguard.knowledge.keras.layers", ("LAYERS",), "keras keras_contrib tensorflow_addons tensorflow_hub"),
    (
        "lossguard.knowledge.keras.applications",
        ("APPLICATIONS",),
        "classification_models keras keras_cv keras_hub keras_nlp segmentation_models transformers",
    ),
    ("lossguard.knowledge.keras.models", ("CALLS",), "keras keras_tuner kerastuner scikeras tensorflow tensorflow_hub"),
    ("lossguard.knowledge.sklearn.estimators", ("OBJECTIVES", "ESTIMATORS"), "sklearn"),
    ("lossguard.knowledge.sklearn.metrics", ("METRICS",), "sklearn"),
    ("lossguard.knowledge.sklearn.scorers", ("SCORERS",), "scoring"),
    ("lossguard.knowledge.sklearn.selection", ("CALLS",), "sklearn"),
    ("lossguard.knowledge.boosting.xgboost", ("OBJECTIVES", "METRICS", "ESTIMATORS", "CALLS"), "xgboost"),
    ("lossguard.knowledge.boosting.lightgbm", ("OBJECTIVES", "METRICS", "ESTIMATORS", "CALLS"), "lightgbm"),
    ("lossguard.knowledge.boosting.catboost", ("OBJECTIVES", "METRICS", "ESTIMATORS", "CALLS"), "catboost"),
    ("lossguard.knowledge.labels.datasets", ("DATASETS",), "keras sklearn tensorflow"),
    ("lossguard.knowledge.labels.encoders", ("ENCODES", "ENCODERS"), "jax keras pandas sklearn tensorflow"),
    ("lossguard.knowledge.labels.flows", ("FLOWS", "FLOW_CALLS"), "keras"),
    (
        "lossguard.knowledge.labels.arrays",
        ("ARRAY_CALLS",),
        "array dataset imblearn keras numpy pandas sklearn tensorflow tensorflow_datasets",
    ),
)
