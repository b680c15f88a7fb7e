"""What the rows and rules say of ready-made estimators, against scikit-learn and the boosting libraries themselves.

Run it where they are installed: `python -m pytest tests/oracle/test_estimators.py`. Each library is skipped alone.
"""

from __future__ import annotations

from typing import Any

import pytest

np = pytest.importorskip("numpy", reason="NumPy is not installed")
sklearn = pytest.importorskip("sklearn", minversion="1.3", reason="scikit-learn is not installed")

from sklearn import datasets, linear_model, metrics, model_selection  # noqa: E402

from lossguard.knowledge import index  # noqa: E402
from lossguard.knowledge.rows import Estimator, Metric, Objective, Scorer  # noqa: E402
from lossguard.knowledge.sklearn.metrics import DECIDED, DISTANCES, SCORED  # noqa: E402
from lossguard.knowledge.versions import holds  # noqa: E402
from lossguard.vocabulary import Family, Task  # noqa: E402
from tests.learners.libraries import stops  # noqa: E402

VERSION = tuple(int(part) for part in sklearn.__version__.split(".")[:2])
ROWS, CLASSES = datasets.load_iris(return_X_y=True)
_, NUMBERS = datasets.make_regression(n_samples=len(ROWS), random_state=0)
YES_NO = (CLASSES == 1).astype(int)
TARGETS = {Family.CATEGORICAL: CLASSES, Family.BERNOULLI: YES_NO, Family.MARGIN: YES_NO}
FURTHER = {"reg:quantileerror": {"quantile_alpha": 0.5}}
SETTINGS: dict[Family, dict[str, Any]] = {Family.CATEGORICAL: {"num_class": 3}}

pytestmark = pytest.mark.filterwarnings("ignore")


def targets_of(family: Family) -> Any:
    return TARGETS.get(family, np.abs(NUMBERS))


def xgboost_run(settings: dict[str, Any], y: Any) -> None:
    xgboost = pytest.importorskip("xgboost", reason="XGBoost is not installed")
    data = xgboost.DMatrix(ROWS, label=y)
    xgboost.train({**settings, "verbosity": 0}, data, 2, evals=[(data, "train")], verbose_eval=False)


def lightgbm_run(settings: dict[str, Any], y: Any) -> None:
    lightgbm = pytest.importorskip("lightgbm", reason="LightGBM is not installed")
    data = lightgbm.Dataset(ROWS, y)
    lightgbm.train({**settings, "verbose": -1}, data, 2, valid_sets=[data])


RUNS = {"xgboost": (xgboost_run, "eval_metric"), "lightgbm": (lightgbm_run, "metric")}
TWO = {"xgboost": "binary:logistic", "lightgbm": "binary"}
SEVERAL = {"xgboost": "multi:softprob", "lightgbm": "multiclass"}
NUMBERED = {"xgboost": "reg:squarederror", "lightgbm": "regression"}


def named(kind: type[Any], prefix: str) -> list[Any]:
    return [pytest.param(name.removeprefix(prefix), row, id=name) for name, row in index.rows(kind) if prefix in name]


@pytest.mark.parametrize("library", RUNS)
@pytest.mark.parametrize(
    ("settings", "y", "expected"),
    [
        pytest.param({"objective": "two"}, CLASSES, {"xgboost"}, id="three-classes-under-two"),
        pytest.param({"objective": "two"}, YES_NO + 1, {"xgboost"}, id="one-and-two"),
        pytest.param({"objective": "two"}, 2 * YES_NO - 1, {"xgboost"}, id="signs"),
        pytest.param({"objective": "two", "num_class": 2}, YES_NO, {"xgboost", "lightgbm"}, id="count-for-two"),
        pytest.param({"objective": "several"}, CLASSES, {"xgboost", "lightgbm"}, id="count-missing"),
        pytest.param({"objective": "several", "num_class": 2}, CLASSES, {"xgboost", "lightgbm"}, id="count-too-small"),
        pytest.param({"objective": "several", "num_class": 3}, CLASSES + 1, {"xgboost", "lightgbm"}, id="from-one"),
        pytest.param({"objective": "several", "num_class": 5}, CLASSES, set(), id="count-too-large"),
        pytest.param({"objective": "two"}, YES_NO, set(), id="two"),
    ],
)
def test_labels_that_an_objective_refuses(library: str, settings: dict[str, Any], y: Any, expected: set[str]) -> None:
    """Training stops where the rules say so, and only there."""
    run, _ = RUNS[library]
    pytest.importorskip(library, reason=f"{library} is not installed")
    objective = {"two": TWO, "several": SEVERAL}[settings["objective"]][library]
    assert (library in expected) == stops(lambda: run({**settings, "objective": objective}, y))


@pytest.mark.parametrize("library", RUNS)
def test_metrics_beside_objectives(library: str) -> None:
    """Beside a classification objective a metric is computed exactly where its row says so."""
    pytest.importorskip(library, reason=f"{library} is not installed")
    run, key = RUNS[library]
    wrong = []
    for name, row in index.rows(Scorer):
        short = name.removeprefix(f"{library}:")
        if short == name or not row.beside:
            continue
        for family, objective in ((Family.BERNOULLI, TWO), (Family.CATEGORICAL, SEVERAL)):
            settings = {"objective": objective[library], **SETTINGS.get(family, {}), key: short}
            if (family in row.beside) is stops(lambda s=settings, f=family: run(s, targets_of(f))):  # type: ignore[misc]
                wrong.append((short, family))
    assert [] == wrong


@pytest.mark.parametrize("library", RUNS)
def test_objectives_exist(library: str) -> None:
    """Every objective of a row trains on the labels its family takes."""
    pytest.importorskip(library, reason=f"{library} is not installed")
    run, _ = RUNS[library]
    wrong = []
    for name, row in index.rows(Objective):
        short = name.removeprefix(f"{library}:")
        if short != name and row.family is not Family.ORDER:
            settings = {"objective": short, **SETTINGS.get(row.family, {})}
            settings.update(FURTHER.get(short, {}))
            if stops(lambda s=settings, r=row: run(s, targets_of(r.family))):  # type: ignore[misc]
                wrong.append(short)
    assert [] == wrong


def test_metrics_of_a_regression_are_meaningless_and_quiet() -> None:
    """LG305: nothing stops a metric of two classes beside a regression."""
    for library, name in (("xgboost", "error"), ("xgboost", "auc"), ("lightgbm", "binary_logloss")):
        pytest.importorskip(library, reason=f"{library} is not installed")
        run, key = RUNS[library]
        assert not stops(lambda run=run, key=key, library=library, name=name: run(  # type: ignore[misc]
            {"objective": NUMBERED[library], key: name}, NUMBERS
        ))  # fmt: skip


# ---- scikit-learn ----


def made(name: str, **options: Any) -> Any:
    module, _, short = name.removeprefix("sklearn.").rpartition(".")
    return getattr(__import__(f"sklearn.{module}", fromlist=[short]), short)(**options)


@pytest.mark.parametrize(("name", "row"), named(Estimator, "sklearn."))
def test_estimators_are_of_their_task(name: str, row: Estimator) -> None:
    """Each exists, and scikit-learn itself takes it for a classifier or a regressor."""
    from sklearn import base

    estimator = made(name)
    assert (row.task is Task.CLASSES, row.task is Task.NUMBERS) == (
        base.is_classifier(estimator),
        base.is_regressor(estimator),
    )


@pytest.mark.parametrize(("name", "row"), named(Estimator, "sklearn."))
def test_losses_by_version(name: str, row: Estimator) -> None:
    """Every loss of this version trains, and those of other versions stop."""
    names = {full for full, _ in index.rows(Objective) if row.objective is not None and full.startswith(row.objectives)}
    y = YES_NO if row.task is Task.CLASSES else np.abs(NUMBERS)
    for full in sorted(names):
        short = full.removeprefix(row.objectives)
        options = {row.objective or "": short, **({"quantile": 0.5} if short == "quantile" and "Hist" in name else {})}
        known = index.find(Objective, full, "sklearn", VERSION) is not None
        assert known is not stops(lambda options=options: made(name, **options).fit(ROWS, y)), short  # type: ignore[misc]


@pytest.mark.parametrize(("name", "row"), named(Scorer, "scoring:"))
def test_scorers_exist_by_version(name: str, row: Scorer) -> None:
    assert holds(row.versions, "sklearn", VERSION) == (name in metrics.get_scorer_names())


@pytest.mark.parametrize(("name", "row"), named(Scorer, "scoring:"))
def test_scores_that_are_nan(name: str, row: Scorer) -> None:
    """A classification score of a regressor is nan, and so is one for two classes of three."""
    if not holds(row.versions, "sklearn", VERSION) or row.family not in (Family.CATEGORICAL, Family.BERNOULLI):
        pytest.skip("no score of decisions")
    numbers = model_selection.cross_val_score(linear_model.LinearRegression(), ROWS, NUMBERS, scoring=name, cv=3)
    assert np.isnan(numbers).all()
    if row.two_classes:
        model = linear_model.LogisticRegression(max_iter=500)
        assert np.isnan(model_selection.cross_val_score(model, ROWS, CLASSES, scoring=name, cv=3)).all()


@pytest.mark.parametrize("row", [pytest.param(row, id=row.canonical) for row in (*DECIDED, *DISTANCES)])
def test_metrics_that_are_the_same_either_way(row: Metric) -> None:
    """Rows that are called symmetric give one number for both orders, the others differ for some."""
    labels = (np.array([1, 1, 1, 0, 0, 1, 0, 0, 0]), np.array([1, 0, 1, 1, 0, 1, 1, 1, 1]))
    numbers = (np.array([1.0, 2.0, 5.0, 3.0]), np.array([2.0, 2.5, 3.0, 9.0]))
    for name in row.names:
        act = getattr(metrics, name.rsplit(".", 1)[-1], None)
        if act is None:
            continue
        options = {"beta": 2.0} if "fbeta" in name else {"power": 1} if "tweedie" in name else {}
        truth, answer = numbers if row in DISTANCES else labels
        one, other = act(truth, answer, **options), act(answer, truth, **options)
        assert row.symmetric is (str(one) == str(other))


@pytest.mark.parametrize("row", [pytest.param(row, id=row.canonical) for row in DECIDED])
def test_metrics_of_labels_refuse_probabilities(row: Metric) -> None:
    """LG306: a label metric stops on what is not decided."""
    options = {"beta": 2.0} if "fbeta" in row.canonical else {}
    act = getattr(metrics, row.canonical)
    assert stops(lambda: act(YES_NO, np.linspace(0.1, 0.9, len(YES_NO)), **options))


@pytest.mark.parametrize("row", [pytest.param(row, id=row.canonical) for row in SCORED])
def test_metrics_of_scores_take_decisions_quietly(row: Metric) -> None:
    """LG303: nothing stops a ranking or a likelihood of decisions."""
    assert not stops(lambda: getattr(metrics, row.canonical)(YES_NO, 1 - YES_NO))


@pytest.mark.parametrize(("y", "expected"), [(CLASSES, "multi:softprob"), (YES_NO, "reg:squarederror")])
def test_a_classifier_of_several_classes_takes_its_own_objective(y: Any, expected: str) -> None:
    """XGBoost's, told a regression: it is replaced for more than two classes, and only then."""
    xgboost = pytest.importorskip("xgboost", reason="XGBoost is not installed")
    model = xgboost.XGBClassifier(objective="reg:squarederror", n_estimators=2).fit(ROWS, y)
    assert f'"name":"{expected}"' in model.get_booster().save_config()


@pytest.mark.parametrize(("y", "expected"), [(CLASSES, True), (YES_NO, False)])
def test_a_regression_of_several_classes_stops(y: Any, expected: bool) -> None:
    """LightGBM's classifier, told a regression."""
    lightgbm = pytest.importorskip("lightgbm", reason="LightGBM is not installed")
    model = lightgbm.LGBMClassifier(objective="regression", n_estimators=2, verbose=-1)
    assert expected is stops(lambda: model.fit(ROWS, y))
