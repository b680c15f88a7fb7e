"""The engines behind losses that a program calls itself: PyTorch, optax, and TensorFlow below Keras."""

from __future__ import annotations

from lossguard.knowledge.rows import EngineRow

ENGINES: tuple[EngineRow, ...] = (
    EngineRow(
        code="torch",
        framework="torch",
        versions="torch",
        label="PyTorch {version}",
        accuracy_by="shapes",
        recovers_logits=False,
        broadcasts_mismatch=True,
        converts_zero_one_hinge=False,
        compile_order="",
        flat_metrics_for_all=True,
        bare_metric_string=False,
        reductions=("none", "mean", "sum", "batchmean"),
        source="pytorch.org/docs, torch.nn.functional of 2.13",
    ),
    EngineRow(
        code="tf",
        framework="tf",
        versions="tensorflow",
        label="TensorFlow {version}",
        accuracy_by="shapes",
        recovers_logits=False,
        broadcasts_mismatch=False,
        converts_zero_one_hinge=False,
        compile_order="",
        flat_metrics_for_all=True,
        bare_metric_string=False,
        source="tensorflow.org/api_docs/python/tf/nn",
    ),
    EngineRow(
        code="optax",
        framework="jax",
        versions="optax",
        label="optax {version}",
        accuracy_by="shapes",
        recovers_logits=False,
        broadcasts_mismatch=True,
        converts_zero_one_hinge=False,
        compile_order="",
        flat_metrics_for_all=True,
        bare_metric_string=False,
        source="optax.readthedocs.io/en/latest/api/losses.html",
    ),
)
