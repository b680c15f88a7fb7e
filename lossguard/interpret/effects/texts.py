"""Effects of tokenizers, and of scores that are loaded by name and computed later on class numbers."""

from __future__ import annotations

from lossguard.interpret import attribute_dicts, calls, frameworks
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.effects.site import CallSite
from lossguard.interpret.run import Run
from lossguard.interpret.values import Builtin, Const, External, Instance, Value

PARTS = ("input_ids", "attention_mask")
TARGETS = ("text_target", "labels")  # keywords with which tokens of labels come along
COMPUTES = ("compute", "add_batch", "add")


def tokens(site: CallSite) -> Value:
    """Token ids under their names, which are attributes too."""
    given = [name for name, _ in site.arguments.keywords]
    wanted = (*PARTS, "labels") if site.arguments.open or any(name in TARGETS for name in given) else PARTS
    pairs = tuple((name, site.fresh(f"{name} of {site.text()}")) for name in wanted)
    return attribute_dicts.with_attributes(site.run, site.run.new_dict(pairs, site.spot, open=True))


def counted(site: CallSite) -> Value:
    """A score by its name: `evaluate.load("accuracy").compute(predictions=..., references=...)` calls sklearn's."""
    name, metrics = site.given("name"), site.constant("metrics")
    known = dict(metrics).get(name.value) if isinstance(name, Const) and isinstance(metrics, tuple) else None
    if known is None:
        return site.fresh(f"what {site.text()} computes is not known")
    made = Instance(site.run.number(), None, "", site.spot)

    def compute(run: Run, arguments: Arguments, ref: int, text: calls.Text) -> Value:
        given = dict(arguments.keywords)
        pair = [given[part] for part in ("references", "predictions") if part in given]
        if len(pair) == 2:
            frameworks.call_name(run, External(str(known)).name, Arguments(tuple(pair)), ref, text)
        return run.unknown("a score is computed at run time", ref, text())

    for method in COMPUTES:
        site.run.store.set((made.oid, method), Builtin(method, compute))
    return made
