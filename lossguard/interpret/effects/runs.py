"""Effects of calls that run a function they are given: at once, in another thread or process, on parts of a batch."""

from __future__ import annotations

from lossguard.interpret import calls, operations
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.effects.site import CallSite
from lossguard.interpret.values import Argument, Const, Value


def runs(site: CallSite) -> Value:
    """The function in `func`, called with the tuple in `args` and the dictionary in `kwargs`, behind a number of the
    process where `numbered`; what it gives is lost."""
    func = site.present("func")
    if func is None:
        return site.fresh(f"what {site.text()} runs is not known")
    given = site.present("args")
    items = operations.known_items(site.run, given) if given is not None else ()
    number = (Argument(site.fresh("the number of the process")),) if site.constant("numbered") else ()
    named, more_names = _keywords(site)
    is_open = items is None or more_names
    arguments = Arguments((*number, *map(Argument, items or ())), named, open=is_open)
    calls.call(site.run, func, arguments, site.ref, site.text)
    return site.fresh(f"{site.text()} runs elsewhere")


def _keywords(site: CallSite) -> tuple[tuple[tuple[str, Argument], ...], bool]:
    """The keywords in `kwargs`, and whether there may be more."""
    given = site.present("kwargs")
    if given is None:
        return (), False
    contents = site.run.entries(given)
    if contents is None:
        return (), True
    return tuple((str(name), Argument(value)) for name, value in contents.pairs), contents.open


def applies(site: CallSite) -> Value:
    """What the function or module in `func` gives for what stands in `given`: one value, a tuple, or all the rest."""
    func, given = site.present("func"), site.present("given")
    if func is None:
        return site.unknown()
    items = site.rest() if site.constant("given") == "args" else operations.known_items(site.run, given or Const(None))
    values = items if items is not None else (given,) if given is not None else ()
    return calls.call(site.run, func, Arguments(tuple(map(Argument, values))), site.ref, site.text)
