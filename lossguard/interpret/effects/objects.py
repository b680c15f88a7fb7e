"""Effects of classes whose objects only matter for their methods, and of calls that do not matter."""

from __future__ import annotations

from lossguard.interpret.effects.site import CallSite
from lossguard.interpret.values import Const, Instance, Value

UNTRACKED, TRACKED = "gradients off", "gradients on"  # kinds of contexts
OBJECT = "object:"  # kind of an instance whose methods are rows: "object:numpy.random.Generator"


def instance(site: CallSite) -> Value:
    """An object of this class, or of the one in the constant `of`; its methods are rows by that name."""
    of = site.constant("of")
    kind = of if isinstance(of, str) else site.row.names[0]
    return Instance(site.run.number(), None, OBJECT + kind, site.spot)


def context(site: CallSite) -> Value:
    """What `with` enters or a decorator wraps a function in: the code inside runs as it stands."""
    return site.fresh(f"{site.text()} is a context")


def without_gradients(site: CallSite) -> Value:
    """A context or decorator inside which nothing is trained, unless the parameter in `mode` is False."""
    return _gradients(site, tracked=site.given("mode") == Const(False))


def gradient_mode(site: CallSite) -> Value:
    """A context inside which things are trained, unless the parameter in `mode` is False."""
    return _gradients(site, tracked=site.given("mode") != Const(False))


def _gradients(site: CallSite, *, tracked: bool) -> Value:
    return Instance(site.run.number(), None, TRACKED if tracked else UNTRACKED, site.spot)


def distribution(site: CallSite) -> Value:
    """An object that draws numbers by probabilities."""
    return site.fresh(f"{site.text()} is a distribution")


def nothing(site: CallSite) -> Value:
    """No bearing on values."""
    del site
    return Const(None)
