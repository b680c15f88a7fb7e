"""Rows that users write in their settings for losses, layers, metrics and loaders of their own, in our words."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeVar

from lossguard.errors import nearest
from lossguard.knowledge.parameters import parameters
from lossguard.knowledge.rows import Activation, By, DataSet, LabelSpec, Layer, LayerKind, Loss, Metric, Row
from lossguard.records import dataclass
from lossguard.vocabulary import Decision, Encoding, Family, Space, Units

E = TypeVar("E", bound=Enum)

FLAVOURS = {"keras": "keras", "tensorflow": "tf", "torch": "torch", "jax": "jax"}
PREDICTION_AND_TARGET = {
    "keras": ("y_pred", "y_true", "y_true, y_pred"),
    "tensorflow": ("logits", "labels", "labels, logits"),
    "torch": ("input", "target", "input, target"),
    "jax": ("logits", "labels", "logits, labels"),
}
"""By framework what the prediction and the target are called, and the parameters of a loss, where nothing says else."""


class Mistake(ValueError):
    """What is wrong with an entry: the key inside it, and the problem."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(key, problem)
        self.key = key
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Described:
    """A row of a user, and the flavour of the framework whose engine it runs in."""

    row: Row
    flavour: str


class Entry:
    """One table of the settings, each of whose keys is read once; what is left over is a mistake."""

    def __init__(self, table: object) -> None:
        if not isinstance(table, dict):
            raise Mistake("", f'must be a table, {{name = "...", ...}}, not {table!r}')
        self._left: dict[str, Any] = dict(table)
        self._known: list[str] = []

    def take(self, key: str, default: Any = None) -> Any:
        """The value of `key`, `default` where it is not given."""
        self._known.append(key)
        return self._left.pop(key, default)

    def text(self, key: str, default: str | None = None) -> str:
        """A string. Raises Mistake where it is none, or is missing and has no default."""
        value = self.take(key, default)
        if value is None:
            raise Mistake(key, "is missing")
        if not isinstance(value, str):
            raise Mistake(key, f"must be a string, not {value!r}")
        return value

    def word(self, key: str, kind: type[E], default: E | None = None) -> E:
        """A member of `kind`. Raises Mistake."""
        value = self.take(key)
        if value is None and default is not None:
            return default
        return word_of(key, kind, value)

    def words(self, key: str, kind: type[E], default: tuple[E, ...] | None = None) -> tuple[E, ...]:
        """Members of `kind`. Raises Mistake."""
        value = self.take(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, list) or not value:
            raise Mistake(key, f"must be a list of {', '.join(each.value for each in kind)}")
        return tuple(word_of(key, kind, each) for each in value)

    def done(self) -> None:
        """Raises Mistake where a key is left that nobody asked for."""
        for key in self._left:
            raise Mistake(key, f"there is no such key{nearest(key, self._known)}; there are {', '.join(self._known)}")


def word_of(key: str, kind: type[E], value: object) -> E:
    """The member of `kind` that `value` names. Raises Mistake with the nearest."""
    names = [str(each.value) for each in kind]
    if value not in names:
        raise Mistake(key, f"must be one of {', '.join(names)}, not {value!r}{nearest(str(value), names)}")
    return kind(value)


def described(table: object, read: Callable[[Entry, str, dict[str, Any]], Row]) -> Described:
    """The row of one entry. Raises Mistake."""
    entry = Entry(table)
    framework = entry.take("framework", "keras")
    if framework not in FLAVOURS:
        raise Mistake("framework", f"must be one of {', '.join(FLAVOURS)}, not {framework!r}")
    row = read(entry, framework, {"names": _names(entry), "source": "the settings"})
    entry.done()
    try:
        parameters(row)
    except ValueError as error:
        raise Mistake("params", str(error)) from None
    return Described(row, FLAVOURS[framework])


def _names(entry: Entry) -> tuple[str, ...]:
    name = entry.take("name")
    names = entry.take("names", [name] if isinstance(name, str) else None)
    if not isinstance(names, list) or not names or not all(isinstance(each, str) and each.strip() for each in names):
        raise Mistake("name", 'must be the dotted name as it is imported, "project.losses.focal_loss"')
    return tuple(each.strip() for each in names)


def _is_class(entry: Entry, names: tuple[str, ...]) -> bool:
    """Whether calling the name makes an object: as it says, else by the capital letter."""
    given = entry.take("class")
    if given is None:
        return names[0].rpartition(".")[2][:1].isupper()
    if not isinstance(given, bool):
        raise Mistake("class", f"must be true or false, not {given!r}")
    return given


def _when(entry: Entry, kind: type[E], key: str, otherwise: E) -> E | By[E]:
    """`key`, or what it is by the value of one parameter: when = [{from_logits = true, expects = "real"}]."""
    cases = entry.take("when")
    if cases is None:
        return otherwise
    if not isinstance(cases, list):
        raise Mistake("when", f'must be a list of tables, [{{from_logits = true, {key} = "real"}}]')
    found: list[tuple[object, E]] = []
    params: set[str] = set()
    for case in cases:
        if not isinstance(case, Mapping) or len(case) != 2 or key not in case:
            raise Mistake("when", f'each needs one parameter and {key}: {{from_logits = true, {key} = "real"}}')
        (param, value) = next((name, value) for name, value in case.items() if name != key)
        params.add(param)
        found.append((value, word_of(f"when.{key}", kind, case[key])))
    if len(params) != 1:
        raise Mistake("when", f"only one parameter can decide, not {', '.join(sorted(params))}")
    return By(params.pop(), tuple(found))


# ---- the four kinds ----


def loss(entry: Entry, framework: str, shared: dict[str, Any]) -> Row:
    """A loss function or class."""
    prediction, target, call = PREDICTION_AND_TARGET[framework]
    is_class = _is_class(entry, shared["names"])
    expects = entry.word("expects", Space)
    cases = _when(entry, Space, "expects", expects)
    if isinstance(cases, By):
        params = entry.text("params")
        default = {each.name: each.default for each in parameters(Row(names=("params",), params=params))}.get(
            cases.param
        )
        if cases.given(default) is None:
            cases = By(cases.param, (*cases.cases, (default, expects)))
    else:
        params = entry.text("params", "" if is_class else call)
    return Loss(
        **shared,
        params=params,
        canonical=shared["names"][0].rpartition(".")[2],
        family=entry.word("family", Family),
        expects=cases,
        labels=entry.words("labels", Encoding),
        units=entry.word("units", Units, Units.ANY),
        class_form=is_class,
        prediction=entry.text("prediction", prediction),
        target=entry.text("target", target),
        call=entry.text("call", call),
    )


def metric(entry: Entry, framework: str, shared: dict[str, Any]) -> Row:
    """A metric function or class."""
    prediction, target, call = PREDICTION_AND_TARGET[framework]
    is_class = _is_class(entry, shared["names"])
    expects = entry.take("expects")
    return Metric(
        **shared,
        params=entry.text("params", "" if is_class else call),
        canonical=shared["names"][0].rpartition(".")[2],
        decision=entry.word("decision", Decision),
        family=entry.word("family", Family),
        labels=entry.words("labels", Encoding),
        units=entry.word("units", Units, Units.ANY),
        expects=None if expects is None else word_of("expects", Space, expects),
        class_form=is_class,
        prediction=entry.text("prediction", prediction),
        target=entry.text("target", target),
        call=entry.text("call", call),
    )


def layer(entry: Entry, framework: str, shared: dict[str, Any]) -> Row:
    """A layer class, or an activation: `space` is where its values lie."""
    space = entry.take("space")
    kind = entry.word("kind", LayerKind, LayerKind.ACTIVATION if space is not None else None)
    params = entry.text("params", "")
    if kind is LayerKind.ACTIVATION and space is not None:
        return Activation(
            **shared,
            params=params,
            canonical=shared["names"][0].rpartition(".")[2].lower(),
            space=word_of("space", Space, space),
            class_form=_is_class(entry, shared["names"]),
        )
    if space is not None:
        raise Mistake("space", 'is for kind = "activation"; name the activation parameter of another kind')
    return Layer(
        **shared,
        params=params,
        kind=kind,
        width=entry.take("width"),
        activation=entry.take("activation"),
        fixed_activation=entry.take("fixed-activation"),
        rank=entry.take("rank"),
    )


def loader(entry: Entry, framework: str, shared: dict[str, Any]) -> Row:
    """A function that loads data: what it returns, and how the labels are encoded."""
    returns = entry.text("returns", "x, y")
    return DataSet(
        **shared,
        params=entry.text("params", "**kwargs"),
        structure=_structure(returns),
        labels=LabelSpec(
            encoding=entry.word("encoding", Encoding),
            classes=_integer(entry, "classes"),
            rank=_integer(entry, "rank"),
            width=_integer(entry, "width"),
            dtype=entry.take("dtype"),
        ),
    )


READERS: dict[str, Callable[[Entry, str, dict[str, Any]], Row]] = {
    "losses": loss,
    "metrics": metric,
    "layers": layer,
    "loaders": loader,
}


def _integer(entry: Entry, key: str) -> int | None:
    value = entry.take(key)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise Mistake(key, f"must be a number, not {value!r}")
    return value


def _structure(text: str) -> object:
    """ "(x, y), (x, y)" as nested tuples of "x", "y" and "other"; "pairs" for an iterable of batches."""
    if text.strip() == "pairs":
        return "pairs"
    quoted = "".join(f"'{word}'" if word.isidentifier() else word for word in _tokens(text))
    try:
        found: object = literal_eval(quoted)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        found = None
    if not _is_structure(found):
        raise Mistake("returns", f'must be x, y and other in brackets, "(x, y), (x, y)", or "pairs", not {text!r}')
    return found


def _tokens(text: str) -> list[str]:
    return text.replace("(", " ( ").replace(")", " ) ").replace(",", " , ").split()


def _is_structure(value: object) -> bool:
    if isinstance(value, tuple):
        return bool(value) and all(_is_structure(each) for each in value)
    return value in ("x", "y", "other")
