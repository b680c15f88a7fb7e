"""Ready-made estimators (scikit-learn, the boosting libraries): `fit`, `predict`, searches and `train`.

clf = XGBClassifier(objective="binary:logistic")    an instance that holds its row and arguments
search = GridSearchCV(clf, {"max_depth": [3, 5]}, scoring="roc_auc")    the same, scored; candidates are not known
search.fit(X, y)                                    a `Fitted` record: arguments, labels, scoring
y_hat = search.predict(X_test)                      decided class numbers, made where `clf` was

Cells of an estimator in the store: "estimator" (a `RowObject`), "scoring" (a `TupleValue` of what a search reports).
"""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import operations
from lossguard.interpret.arguments import Arguments, Bound, bind
from lossguard.interpret.frameworks import framework, training
from lossguard.interpret.records import Fitted
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Argument,
    Batches,
    Choice,
    Const,
    DictValue,
    Entries,
    External,
    Instance,
    Method,
    RowObject,
    Tensor,
    TupleValue,
    Value,
    spot_of,
)
from lossguard.knowledge import index
from lossguard.knowledge.parameters import parse_parameters
from lossguard.knowledge.rows import Call, Estimator, Metric, Objective
from lossguard.records import replace
from lossguard.setups import Link
from lossguard.vocabulary import Decision, Encoding, Family, Space, Task

Text = Callable[[], str]
base_kind, initialise = framework.no_base, framework.not_initialised
ESTIMATOR = "estimators.Estimator"
BOOSTER = "estimators.Booster"
FURTHER = "**"  # stands for settings that are not known
SCORING = "scoring"
SAME = ("set_fit_request", "set_score_request", "partial_fit", "fit")
WRAPPED = ("estimator", "base_estimator", "best_estimator_", "estimator_")


# ---- making ----


def make(run: Run, row: Estimator, name: str, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`XGBClassifier(...)`, or what `xgboost.train(params, dtrain)` has trained."""
    short = name.rsplit(".", 1)[-1]
    if row.settings is None:
        given = (*bound.given, *_further(run, bound.open))
        return _instance(run, ESTIMATOR, RowObject(row, short, given, run.spot(ref), flavour, run.number()), ref)
    settings = _settings(run, row, bound.value(row.settings))
    held = RowObject(row, f"{flavour}.{short}", settings, run.spot(ref), flavour, run.number())
    data = bound.argument(row.data)
    if data is not None and bound.argument("obj") is None:
        _note(run, held, _labels(run, data), None, ref, _reported(row, bound))
    return _instance(run, BOOSTER, held, ref)


def _instance(run: Run, kind: str, held: RowObject, ref: int) -> Instance:
    made = Instance(run.number(), None, kind, run.spot(ref), held.flavour)
    run.store.set((made.oid, "estimator"), held)
    return made


def _further(run: Run, is_open: bool) -> tuple[tuple[str, Argument], ...]:
    return ((FURTHER, Argument(run.unknown("further settings are not known"))),) if is_open else ()


def _settings(run: Run, row: Estimator, value: Value | None) -> tuple[tuple[str, Argument], ...]:
    """The settings of a dictionary that are of interest, by their present names."""
    value = run.resolved(value) if value is not None else Const(None)
    contents = run.contents(value) if isinstance(value, DictValue) else value
    if not isinstance(contents, Entries):
        return _further(run, is_open=True)
    renamed, keys = dict(row.aliases), [each.name for each in parse_parameters(row.keys)]
    named = [(renamed.get(str(key), str(key)), held) for key, held in contents.pairs]
    return (
        *((key, Argument(held, spot_of(held))) for key, held in named if key in keys),
        *_further(run, contents.open),
    )


def _labels(run: Run, data: Argument) -> Argument | None:
    """The labels of a `DMatrix`, `Dataset` or `Pool`."""
    found = training.labels_in(run, training.frozen(run, data.value))
    return None if found is None else Argument(found, data.spot)


def _labelled_data(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`xgboost.DMatrix(X, label=y)`."""
    label = bound.value("label")
    y = None if label is None or label == Const(None) else label
    return Batches(bound.value("data") or Const(None), y, run.spot(ref), text())


# ---- around an estimator ----


def _last_step(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`Pipeline([("scale", StandardScaler()), ("clf", SVC())])`: the estimator at its end, by whichever name."""
    options = dict(row.options)
    if "steps" in options:
        items = operations.known_items(run, bound.value(str(options["steps"])) or Const(None))
        pair = operations.known_items(run, items[-1]) if items else None
        last = pair[-1] if pair else None
    else:
        last = bound.excess[-1].value if bound.excess and not bound.open else None
    found = run.resolved(last) if last is not None else None
    if isinstance(found, Instance) and found.kind == ESTIMATOR:
        return found
    return run.unknown(f"what {text()} ends in is not known", ref, text())


def _search(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """A search: the estimator with each candidate's settings in turn, scored."""
    candidates = bound.value(str(dict(row.options)["candidates"]))

    def searched(option: Value) -> Value:
        held = _held(run, option)
        if held is None:
            return run.unknown(f"what {text()} searches is not known", ref, text())
        made = _instance(run, ESTIMATOR, replace(held, args=_tried(run, held, candidates)), ref)
        scoring = bound.argument(SCORING)
        if scoring is not None:
            run.store.set((made.oid, SCORING), TupleValue((training.frozen(run, scoring.value),), scoring.spot))
        return made

    return run.split(bound.value("estimator") or Const(None), searched)


def _tried(run: Run, held: RowObject, candidates: Value | None) -> tuple[tuple[str, Argument], ...]:
    """The arguments, without those that the candidates set."""
    contents = run.entries(candidates)
    if contents is None or contents.open:
        return (*held.args, *_further(run, is_open=True))
    names = {str(key).rsplit("__", 1)[-1] for key, _ in contents.pairs}
    untold = run.unknown("several values are tried")
    return tuple((key, Argument(untold) if key in names else argument) for key, argument in held.args) + tuple(
        (name, Argument(untold)) for name in sorted(names - {key for key, _ in held.args})
    )


def _cross_validate(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`cross_val_score(clf, X, y, scoring="f1")`: fits and scores."""

    def fitted(option: Value) -> Value:
        held = _held(run, option)
        y = bound.argument("y")
        if held is not None and isinstance(option, Instance):
            scoring = bound.argument(SCORING)
            named = None if scoring is None else Argument(training.frozen(run, scoring.value), scoring.spot)
            _note(run, held, y, named or _scoring(run, option), ref)
        return run.unknown(f"what {text()} gives is known at run time", ref, text())

    return run.split(bound.value("estimator") or Const(None), fitted)


def _held(run: Run, value: Value | None) -> RowObject | None:
    if not isinstance(value, Instance) or value.kind not in (ESTIMATOR, BOOSTER):
        return None
    held = run.store.get((value.oid, "estimator"))
    return run.resolved(held) if isinstance(held, RowObject) else None  # type: ignore[return-value]


def _scoring(run: Run, estimator: Instance) -> Argument | None:
    held = run.store.get((estimator.oid, SCORING))
    return Argument(held.items[0], held.spot) if isinstance(held, TupleValue) else None


def _scorer(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`make_scorer(f1_score, average="macro")`: the metric with these options."""
    function = run.resolved(bound.value("score_func") or Const(None))
    if isinstance(function, External):
        name, known = index.canonical(function.name)
        metric = index.find(Metric, name, known or "", run.engines.version(known))
        if isinstance(metric, Metric):
            return RowObject(metric, name.rsplit(".", 1)[-1], bound.strangers, run.spot(ref), known, run.number())
    return run.unknown(f"what {text()} scores by is not known", ref, text())


EFFECTS: dict[str, Callable[[Run, Call, str | None, Bound, int, Text], Value]] = {
    "labelled_data": _labelled_data,
    "last_step": _last_step,
    "search": _search,
    "cross_validate": _cross_validate,
    "scorer": _scorer,
}


# ---- using ----


def call_module(run: Run, module: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    """No estimator can be called."""
    return run.unknown(f"what {text()} gives is not known", ref, text())


def member(run: Run, owner: Instance, name: str, ref: int, text: Text) -> Value:
    """The estimator inside a search; other attributes that end in "_" are learnt, the rest are methods."""
    if name in WRAPPED:
        return owner
    if name.endswith("_"):
        return run.unknown(f"{text()} is learnt", ref, text(), ("attr", owner.oid, name))
    return Method(owner, name)


def call_method(run: Run, owner: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """`fit` and what an estimator answers; None for every other method."""
    held = _held(run, owner)
    if held is None or not isinstance(held.row, Estimator):
        return None
    if name == "set_params":
        changed = {**dict(held.args), **dict(arguments.keywords)}
        further = _further(run, arguments.open or any("__" in key for key in changed))
        run.store.set((owner.oid, "estimator"), replace(held, args=(*changed.items(), *further)))
        return owner
    if name in ("fit", "fit_predict", "partial_fit") and owner.kind == ESTIMATOR:
        _fit(run, owner, held, held.row, arguments, ref)
        return owner if name != "fit_predict" else _answer(run, held, held.row, ref)
    if name == "predict":
        raw = arguments.keyword("output_margin") or arguments.keyword("raw_score") or arguments.keyword("pred_leaf")
        return run.unknown("raw scores", ref, text()) if raw is not None else _answer(run, held, held.row, ref)
    if name == "predict_proba" and held.row.task is Task.CLASSES:
        found = _made(held, Space.SIMPLEX, rank=2)
        return replace(found, links=(Link(name, Space.SIMPLEX, run.spot(ref)),))
    if name == "decision_function":
        return _made(held, Space.REAL, rank=None)
    return None


def _fit(run: Run, owner: Instance, held: RowObject, row: Estimator, arguments: Arguments, ref: int) -> None:
    bound = bind(parse_parameters(row.fit), arguments)
    known = tuple((key, argument) for key, argument in bound.given if key == row.metric)
    y = bound.argument("y") or _labels_of_first(run, bound.argument("X"))
    _note(run, replace(held, args=(*held.args, *known)), y, _scoring(run, owner), ref, _reported(row, bound))


def _labels_of_first(run: Run, data: Argument | None) -> Argument | None:
    """`CatBoostClassifier().fit(Pool(X, y))`."""
    return _labels(run, data) if data is not None and isinstance(run.resolved(data.value), (Batches, Choice)) else None


def _reported(row: Estimator, bound: Bound) -> bool:
    return row.reports is None or bound.argument(row.reports) is not None


def _note(
    run: Run, held: RowObject, y: Argument | None, scoring: Argument | None, ref: int, reported: bool = True
) -> None:
    """Notes one training, contents frozen as they are at that moment."""
    args = tuple((key, replace(a, value=training.frozen(run, a.value))) for key, a in held.args)
    labels = None if y is None else replace(y, value=training.frozen(run, y.value))
    run.records.append(
        Fitted(run.spot(ref), replace(held, args=args), labels, scoring, run.path, reported, run.calls, run.guessed > 0)
    )


# ---- answers ----


def _answer(run: Run, held: RowObject, row: Estimator, ref: int) -> Value:
    """What `predict` gives: class numbers, numbers, or (a booster) what its objective gives."""
    if row.task is Task.CLASSES:
        return _made(held, None, rank=1, decision=Decision.ARGMAX)
    if row.task is Task.NUMBERS:
        return _made(held, Space.REAL, rank=1)
    objective = objective_of(run, held)
    if objective is None:
        return run.unknown("what a booster of an unknown objective answers", ref, held.name)
    if objective.decides:
        return _made(held, None, rank=1, decision=Decision.ARGMAX)
    rank = 2 if objective.family is Family.CATEGORICAL else 1
    return _made(held, objective.gives, rank=rank)


def _made(held: RowObject, space: Space | None, rank: int | None, decision: Decision | None = None) -> Tensor:
    encoding = Encoding.INDEX if decision is not None else None
    why = "a decision was taken on the output" if decision is not None else "the objective decides what comes out"
    return Tensor(
        held.spot, space, rank=rank, layer=held.name, encoding=encoding, decision=decision, model_output=True,
        origin=("predicted", held.uid), source=held.name, why=why, decided_from=(held.spot, ()),
    )  # fmt: skip


def objective_of(run: Run, held: RowObject) -> Objective | None:
    """The objective of an estimator where it is told and known."""
    row = held.row
    assert isinstance(row, Estimator)
    given = held.arg(row.objective)
    if given is None:
        name = row.objective_default if held.arg(FURTHER) is None else ""
    else:
        name = given.value.value if isinstance(given.value, Const) and isinstance(given.value.value, str) else ""
    if not name:
        return None
    flavour = held.flavour or ""
    name = name.lower() if row.any_case else name
    short = name.split(row.after)[0] if row.after and row.objectives != "xgboost:" else name
    return index.find(Objective, f"{row.objectives}{short}", flavour, run.engines.version(flavour))


__all__ = ["EFFECTS", "FURTHER", "base_kind", "call_method", "call_module", "initialise", "make", "member"]
