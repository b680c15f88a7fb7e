"""Where the rows are: the modules the index reads, and the tables in each. Of two rows that hold, the first counts."""

from __future__ import annotations

PREFIX_MODULES: tuple[str, ...] = ("lossguard.knowledge.keras.prefixes", "lossguard.knowledge.torch.prefixes")

ROW_MODULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("lossguard.knowledge.torch.losses", ("LOSSES",)),
    ("lossguard.knowledge.torch.metrics", ("METRICS",)),
    ("lossguard.knowledge.torch.activations", ("ACTIVATIONS",)),
    ("lossguard.knowledge.torch.layers", ("LAYERS",)),
    ("lossguard.knowledge.torch.models", ("CALLS",)),
    ("lossguard.knowledge.torch.zoo", ("READY_MODELS",)),
    ("lossguard.knowledge.torch.data", ("DATASETS", "ENCODES", "LOADERS")),
    ("lossguard.knowledge.torch.tensors", ("TENSOR_CALLS",)),
    ("lossguard.knowledge.keras.losses", ("LOSSES", "SPARSE_LOSSES", "RESOLVED_LOSSES", "ALIASES")),
    ("lossguard.knowledge.keras.focal", ("FOCAL_LOSSES", "ALIASES")),
    ("lossguard.knowledge.keras.distances", ("DISTANCES", "ALIASES")),
    ("lossguard.knowledge.keras.margins", ("MARGINS", "ALIASES")),
    ("lossguard.knowledge.keras.embeddings", ("EMBEDDING_LOSSES", "ALIASES")),
    ("lossguard.knowledge.keras.raw_losses", ("BACKEND_LOSSES", "TENSORFLOW_LOSSES")),
    ("lossguard.knowledge.keras.metrics", ("METRICS", "ALIASES")),
    ("lossguard.knowledge.keras.counts", ("COUNTS", "ALIASES")),
    ("lossguard.knowledge.keras.overlaps", ("OVERLAPS", "ALIASES")),
    ("lossguard.knowledge.keras.errors", ("ERRORS", "ALIASES")),
    ("lossguard.knowledge.keras.scores", ("SCORES", "ALIASES")),
    ("lossguard.knowledge.keras.likelihoods", ("LIKELIHOODS", "ALIASES")),
    ("lossguard.knowledge.keras.activations", ("ACTIVATIONS", "ALIASES")),
    ("lossguard.knowledge.keras.operations", ("OPERATIONS",)),
    ("lossguard.knowledge.keras.tf_activations", ("TENSORFLOW_ACTIVATIONS",)),
    ("lossguard.knowledge.keras.layers", ("LAYERS",)),
    ("lossguard.knowledge.keras.applications", ("APPLICATIONS",)),
    ("lossguard.knowledge.keras.models", ("CALLS",)),
    ("lossguard.knowledge.labels.datasets", ("DATASETS",)),
    ("lossguard.knowledge.labels.encoders", ("ENCODES", "ENCODERS")),
    ("lossguard.knowledge.labels.flows", ("FLOWS", "FLOW_CALLS")),
    ("lossguard.knowledge.labels.arrays", ("ARRAY_CALLS",)),
)
