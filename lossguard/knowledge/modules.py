"""Where the rows are: the modules the index reads, and the tables in each."""

from __future__ import annotations

ROW_MODULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("lossguard.knowledge.keras.losses", ("LOSSES", "SPARSE_LOSSES", "RESOLVED_LOSSES", "ALIASES")),
    ("lossguard.knowledge.keras.focal", ("FOCAL_LOSSES", "ALIASES")),
    ("lossguard.knowledge.keras.distances", ("DISTANCES", "ALIASES")),
    ("lossguard.knowledge.keras.margins", ("OTHER_LOSSES", "ALIASES")),
    ("lossguard.knowledge.keras.raw_losses", ("BACKEND_LOSSES", "TENSORFLOW_LOSSES")),
    ("lossguard.knowledge.keras.metrics", ("METRICS", "ALIASES")),
    ("lossguard.knowledge.keras.counts", ("COUNTS", "ALIASES")),
    ("lossguard.knowledge.keras.errors", ("ERRORS", "ALIASES")),
    ("lossguard.knowledge.keras.likelihoods", ("LIKELIHOODS", "ALIASES")),
    ("lossguard.knowledge.keras.activations", ("ACTIVATIONS", "ALIASES")),
    ("lossguard.knowledge.keras.operations", ("OPERATIONS", "TENSORFLOW_ACTIVATIONS")),
    ("lossguard.knowledge.keras.layers", ("LAYERS",)),
    (
        "lossguard.knowledge.keras.models",
        ("MODELS", "BUILDING", "COMPILE", "TRAIN", "EVALUATE", "PREDICT", "AROUND"),
    ),
    ("lossguard.knowledge.labels.datasets", ("KERAS", "TENSORFLOW", "SKLEARN", "MADE")),
    ("lossguard.knowledge.labels.encoders", ("TO_CATEGORICAL", "ONE_HOT", "FRAMES", "ENCODERS", "SCALERS")),
    ("lossguard.knowledge.labels.flows", ("FLOWS", "GENERATORS")),
)
