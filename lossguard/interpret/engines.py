"""Which framework versions are in force: what the project says, else what the API use shows, else the newest."""

from __future__ import annotations

from lossguard.frontend import nodes as n
from lossguard.frontend.nodes import Program
from lossguard.interpret.descent import nodes_under
from lossguard.knowledge import index
from lossguard.knowledge.keras.telltales import TELLTALES
from lossguard.knowledge.rows import EngineRow
from lossguard.knowledge.sklearn.telltales import TELLTALES as ESTIMATOR_TELLTALES
from lossguard.knowledge.versions import FIRST_TF_WITH_KERAS_3, KERAS_3, compare
from lossguard.records import dataclass, field
from lossguard.setups import Engine
from lossguard.versions import Versions

PACKAGES = {"keras": "keras", "tf": "tensorflow", "tf_keras": "tf_keras", "keras_core": "keras_core"}
FIRST_BUNDLED = (2, 6)  # from TF 2.6 on the keras package of the same number comes with it
LAST_STANDALONE = (2, 3, 1)
SEEN = " in the file"  # how the origin of a version read from API use ends
BACKEND_VARIABLE = "KERAS_BACKEND"
TORCH = "torch"
JAX = "jax"
OPTAX, TENSORFLOW = "optax", "tensorflow"
Numbers = tuple[int, ...]


@dataclass(slots=True)
class Traces:
    """What a program's text shows: keywords, attributes and string items used, modules imported, a backend set."""

    keywords: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)
    items: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)  # strings in list displays, and a metric given alone
    arguments: set[str] = field(default_factory=set)  # keywords with the name of what is called: "Adam.lr"
    backend: str | None = None


def traces_of(program: Program) -> Traces:
    """One walk over the lowered program."""
    found = Traces()
    for node in nodes_under(tuple(part.body for part in program.parts)):
        match node:
            case n.Arg(keyword=str() as keyword, value=value):
                found.keywords.add(keyword)
                if keyword == "metrics" and isinstance(value, n.Constant) and isinstance(value.value, str):
                    found.listed.add(value.value)
            case n.Attribute(value=owner, attr=attr):
                found.attributes.update((attr, f"{_last_name(owner)}.{attr}"))
            case n.Call(func=func, args=args):
                found.arguments.update(f"{_last_name(func)}.{arg.keyword}" for arg in args if arg.keyword is not None)
            case n.Import(names):
                found.imports.update(name for name, _ in names)
            case n.ImportFrom(module, 0, names):
                found.imports.update(f"{module}.{name}" for name, _ in names)
            case n.Subscript(index=n.Constant(value=str() as item)):
                found.items.add(item)
            case n.Display(items=items):
                found.listed.update(
                    item.value for item in items if isinstance(item, n.Constant) and isinstance(item.value, str)
                )
            case n.Assign(
                targets=(n.Subscript(index=n.Constant(value="KERAS_BACKEND")),), value=n.Constant(value=str() as name)
            ):
                found.backend = name
    return found


def _bundled(tensorflow: Numbers) -> Numbers:
    """The keras package that comes with a version of TensorFlow."""
    if compare(tensorflow, ">=", FIRST_TF_WITH_KERAS_3):
        return KERAS_3
    return tensorflow if compare(tensorflow, ">=", FIRST_BUNDLED) else LAST_STANDALONE


def _last_name(expr: n.Expr) -> str:
    return expr.attr if isinstance(expr, n.Attribute) else expr.id if isinstance(expr, n.Name) else ""


class Engines:
    """The versions in force for one program."""

    def __init__(self, versions: Versions, program: Program) -> None:
        self.versions = versions
        self.traces = traces_of(program)
        self._known: dict[str | None, tuple[Numbers, str]] = {None: ((), "")}
        self._any: tuple[int, bool] = (-1, False)  # number of imports when it was decided, and whether one is known
        # By flavour: the number of imports when it was decided, and whether it is used.
        self._used: dict[str, tuple[int, bool]] = {}

    @property
    def flavours(self) -> list[str]:
        """The Keras flavours the program imports, in a fixed order."""
        found = {index.canonical(name)[1] for name in self.traces.imports}
        return [flavour for flavour in PACKAGES if flavour in found]

    @property
    def uses_keras(self) -> bool:
        return bool(self.flavours)

    @property
    def uses_any(self) -> bool:
        """Whether the program imports a framework, or what the user's rows describe."""
        count = len(self.traces.imports)
        if self._any[0] != count:
            found = any(index.canonical(name)[1] is not None for name in self.traces.imports)
            self._any = (count, found or index.describes_any())
        return self._any[1]

    @property
    def main_flavour(self) -> str:
        return self.flavours[0] if self.flavours else "keras"

    @property
    def uses_torch(self) -> bool:
        """Whether the program imports PyTorch or a package around it: methods of its arrays are then PyTorch's."""
        return self._uses(TORCH)

    @property
    def uses_jax(self) -> bool:
        """Whether the program imports JAX or a package around it."""
        return self._uses(JAX)

    @property
    def called_flavour(self) -> str | None:
        """The flavour of losses that the program itself computes, None where it imports nothing for that."""
        if self.uses_torch:
            return TORCH
        if self.uses_jax:
            return OPTAX
        return TENSORFLOW if self._uses("tf") else None

    def _uses(self, flavour: str) -> bool:
        count = len(self.traces.imports)
        if flavour not in self._used or self._used[flavour][0] != count:
            found = any(index.canonical(name)[1] == flavour for name in self.traces.imports)
            self._used[flavour] = (count, found)
        return self._used[flavour][1]

    def note_import(self, dotted: str) -> None:
        """A further import, in another file of the program."""
        self.traces.imports.add(dotted)

    def version(self, flavour: str | None) -> Numbers:
        """The version numbers of a flavour, () for the newest."""
        return self._decided(flavour)[0]

    def _decided(self, flavour: str | None) -> tuple[Numbers, str]:
        if flavour not in self._known:
            self._known[flavour] = self._decide(flavour or "")
        return self._known[flavour]

    def _decide(self, flavour: str) -> tuple[Numbers, str]:
        if flavour == PACKAGES["tf"]:
            return self._decided("tf")
        said = self.versions.get(PACKAGES.get(flavour, flavour))
        if said is not None:
            return said.numbers, said.origin
        tensorflow = self.versions.get("tensorflow") if flavour == "keras" else None
        if tensorflow is not None:
            return _bundled(tensorflow.numbers), tensorflow.origin
        return self._dated(flavour)

    def _dated(self, flavour: str) -> tuple[Numbers, str]:
        """The newest version in which everything the program uses exists."""
        floor = self.versions.floor(PACKAGES.get(flavour, flavour))
        best: tuple[Numbers, str] = ((), "")
        for row in (*TELLTALES, *ESTIMATOR_TELLTALES):
            ceiling = dict(row.ceilings).get(flavour)
            seen = self._seen(row.kind, row.names) if ceiling is not None else None
            if ceiling is None or seen is None or (best[0] and best[0] <= ceiling) or self._ambiguous(row.unless):
                continue
            if floor is None or floor.numbers <= ceiling:
                best = (ceiling, f"{seen}{SEEN}")
        return best

    def _seen(self, kind: str, names: tuple[str, ...]) -> str | None:
        traces = self.traces
        match kind:
            case "keyword":
                return next((f"{name}=" for name in names if name in traces.keywords), None)
            case "attribute":
                return next((f".{name}" for name in names if name in traces.attributes), None)
            case "argument":
                return next(("{}({}=...)".format(*name.split(".")) for name in names if name in traces.arguments), None)
            case "item":
                return next(
                    (f"[{name!r}]" for name in names if name in traces.items and not traces.listed & set(names)), None
                )
            case "import":
                return next(
                    (f"import of {name}" for name in names if any(_under(used, name) for used in traces.imports)), None
                )
            case _:
                return None

    def _ambiguous(self, unless: tuple[str, ...]) -> bool:
        """Whether something beside the tell-tale gives its names another meaning."""
        imported = any(used == name or used.startswith(name + ".") for used in self.traces.imports for name in unless)
        return imported or any(name in self.traces.attributes for name in unless)

    def engine(self, flavour: str) -> tuple[Engine, EngineRow]:
        """The engine of a flavour, as set-ups show it, and its row."""
        numbers, origin = self._decided(flavour)
        try:
            row = index.engine(flavour, numbers)
        except LookupError:
            numbers, origin = (), ""
            row = index.engine(flavour, numbers)
        backend = self._backend(row, flavour)
        shown = ".".join(map(str, numbers)) or ("3" if row.code == "K3" else "2.15")
        if row.framework != "keras":
            shown = ".".join(map(str, numbers))
        if row.code == "K3" and numbers[:1] == (2,):
            shown = "3"  # tf.keras of TF 2.16 on: the number is TensorFlow's
        label = row.label.format(version=shown).strip()
        if row.code == "K3":
            label = f"{label} ({backend} backend)"
        recovers = row.recovers_logits and backend == "tensorflow"
        made = Engine(
            row.framework,
            row.code,
            label,
            ".".join(map(str, numbers)) or None,
            backend if row.framework == "keras" else None,
            row.framework == "keras" and (not numbers or origin.endswith(SEEN)),
            row.accuracy_by,
            recovers,
            origin or ("assumed" if row.framework == "keras" else ""),
        )
        return made, row

    def _backend(self, row: EngineRow, flavour: str) -> str:
        if row.code != "K3" or flavour != "keras":
            return "tensorflow"
        return self.traces.backend or self.versions.backend or "tensorflow"


def _under(used: str, name: str) -> bool:
    """Whether an imported name is `name` or lies below it, in any spelling of the framework."""
    spelled = used.removeprefix("tensorflow.").removeprefix("python.")
    return any(form == name or form.startswith(name + ".") for form in (used, spelled))
