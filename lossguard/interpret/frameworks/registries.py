"""Names that a program registers with the framework: `get_custom_objects()`, `custom_object_scope(...)`."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import mutations
from lossguard.interpret.arguments import Bound
from lossguard.interpret.run import Run
from lossguard.interpret.values import Choice, Const, DictValue, Entries, Value
from lossguard.knowledge.rows import Call

Text = Callable[[], str]
LOCATION = ("registered names", "dictionary")
OF_PACKAGE = ">"  # "Addons>focal": registered with `register_keras_serializable(package="Addons")`


def registry(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """The dictionary that holds the names; the same at every call."""
    held = run.store.get(LOCATION)
    if not isinstance(held, DictValue):
        held = run.new_dict(())
        run.store.set(LOCATION, held)
    return held


def scope(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`with custom_object_scope({"name": value})`: the names stay known behind it, which does no harm."""
    names = registry(run, row, flavour, bound, ref, text)
    added = run.entries(bound.value("custom_objects"))

    def changed(contents: Value) -> Value:
        known = contents if isinstance(contents, Entries) else Entries((), open=True)
        if added is None:
            return Entries(known.pairs, open=True)
        for name, value in added.pairs:
            known = known.with_entry(name, value)
        return Entries(known.pairs, known.open or added.open)

    if isinstance(names, DictValue):
        mutations.change_contents(run, names, changed)
    return Const(None)


def registered(run: Run, name: str) -> Value | None:
    """What the program registered under a name; an unknown where it or a package may have, None where none did."""
    held = run.store.get(LOCATION)
    contents = run.contents(held) if isinstance(held, DictValue) else None
    found = contents.get(name) if isinstance(contents, Entries) else None
    if found is None and (OF_PACKAGE in name or _may_hold(contents, name)):
        return run.unknown(f"{name!r} may be a name that the program or a package registers", text=repr(name))
    return found


def _may_hold(contents: Value | None, name: str) -> bool:
    match contents:
        case None:
            return False
        case Entries():
            return contents.open or contents.get(name) is not None
        case Choice(options):
            return any(_may_hold(option, name) for _, option in options)
        case _:
            return True
