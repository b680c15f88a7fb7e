"""API use that dates a program of scikit-learn: the newest versions in which it exists."""

from __future__ import annotations

from lossguard.knowledge.rows import Telltale

TELLTALES: tuple[Telltale, ...] = (
    Telltale(
        kind="import",
        names=("sklearn.cross_validation", "sklearn.grid_search", "sklearn.learning_curve", "sklearn.lda"),
        ceilings=(("sklearn", (0, 19)),),
        source="scikit-learn 0.19, what's new",
    ),
    Telltale(
        kind="import",
        names=("sklearn.preprocessing.Imputer",),
        ceilings=(("sklearn", (0, 21)),),
        source="scikit-learn 0.21, what's new",
    ),
    Telltale(
        kind="import",
        names=("sklearn.externals.joblib", "sklearn.externals.six", "sklearn.utils.testing"),
        ceilings=(("sklearn", (0, 22)),),
        source="scikit-learn 0.22, what's new",
    ),
    Telltale(
        kind="import",
        names=(
            "sklearn.datasets.load_boston",
            "sklearn.metrics.plot_confusion_matrix",
            "sklearn.metrics.plot_roc_curve",
            "sklearn.metrics.plot_precision_recall_curve",
        ),
        ceilings=(("sklearn", (1, 1)),),
        source="scikit-learn 1.1, what's new",
    ),
)
