"""The engines behind ready-made estimators: scikit-learn and the boosting libraries."""

from __future__ import annotations

from lossguard.knowledge.rows import EngineRow

ENGINES: tuple[EngineRow, ...] = (
    EngineRow(
        code="sklearn",
        framework="sklearn",
        versions="sklearn",
        label="scikit-learn {version}",
        accuracy_by="shapes",
        recovers_logits=False,
        broadcasts_mismatch=False,
        converts_zero_one_hinge=False,
        compile_order="",
        flat_metrics_for_all=True,
        bare_metric_string=True,
        source="scikit-learn.org",
    ),
    EngineRow(
        code="xgboost",
        framework="xgboost",
        versions="xgboost",
        label="XGBoost {version}",
        accuracy_by="shapes",
        recovers_logits=False,
        broadcasts_mismatch=False,
        converts_zero_one_hinge=False,
        compile_order="",
        flat_metrics_for_all=True,
        bare_metric_string=True,
        source="xgboost.readthedocs.io",
    ),
    EngineRow(
        code="lightgbm",
        framework="lightgbm",
        versions="lightgbm",
        label="LightGBM {version}",
        accuracy_by="shapes",
        recovers_logits=False,
        broadcasts_mismatch=False,
        converts_zero_one_hinge=False,
        compile_order="",
        flat_metrics_for_all=True,
        bare_metric_string=True,
        source="lightgbm.readthedocs.io",
    ),
    EngineRow(
        code="catboost",
        framework="catboost",
        versions="catboost",
        label="CatBoost {version}",
        accuracy_by="shapes",
        recovers_logits=False,
        broadcasts_mismatch=False,
        converts_zero_one_hinge=False,
        compile_order="",
        flat_metrics_for_all=True,
        bare_metric_string=True,
        source="catboost.ai/docs",
    ),
)
