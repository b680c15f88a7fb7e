"""The script for a finding: facts, demonstration, program. Only numbers and known words of the program get into it."""

from __future__ import annotations

import re

from lossguard.errors import UsageError
from lossguard.setups import Known
from lossguard.verify import encodings, heads, learners, scores, slips
from lossguard.verify.facts import facts_of
from lossguard.verify.script import script
from lossguard.verify.target import Seen

DEMOS = {**heads.DEMOS, **encodings.DEMOS, **scores.DEMOS, **slips.DEMOS}
PAIRING = "LG405"
BY_OTHERS = {"jax": "PyTorch in the place of JAX", "tf": "Keras in the place of tf.nn"}
OTHER_BACKENDS = ("torch", "jax")
OF_SCORES = ("LG303", "LG309")  # of scikit-learn's metrics, whatever model answers


def demonstration(seen: Seen) -> tuple[str, str]:
    """The script, and the package that it needs: "keras", "torch", or that of a ready-made estimator.

    Raises `UsageError` where none can be written.
    """
    finding, engine, output = seen.finding, seen.setup.engine, seen.way.output
    title = f"{finding.code} {finding.name}, {_file(finding.place.path)} line {finding.place.line}, on made-up data"
    by_hand = seen.metric is not None and seen.metric.by_hand and finding.code in OF_SCORES
    if output.learner is not None or by_hand:
        demo_of, package = learners.shown(seen)
        return demo_of.text(f"{title}."), package
    if finding.code == "LG204" and isinstance(output.head, Known) and output.head.value.rank not in (None, 2):
        raise UsageError(f"no demonstration of {finding.code} here: heads of more than two axes are not rebuilt")
    facts = facts_of(finding.code, engine, output, seen.metric, seen.decision, seen.problem)
    instead = BY_OTHERS.get(engine.framework)
    if instead:
        title += f"; {instead}"
    if finding.code == PAIRING:
        return slips.pairing(f"{title}.", facts), "keras"
    if finding.code not in DEMOS:
        raise UsageError(f"{finding.code} ({finding.name}) says nothing that a program could show")
    demo = DEMOS[finding.code](facts)
    if demo.note:
        title += f"; {_plain(demo.note)}"
    backend = engine.backend if engine.backend in OTHER_BACKENDS else ""
    return script(demo, facts.language, f"{title}.", backend or ""), facts.language


def _file(path: str) -> str:
    """The name of the file in letters that mean nothing in Python."""
    return _plain(path.replace("\\", "/").rpartition("/")[2])[:60]


def _plain(text: str) -> str:
    """Letters, digits and harmless marks of ASCII; whatever else there is becomes an underscore."""
    return re.sub(r"[^A-Za-z0-9_.,() '-]", "_", text)[:160]
