"""Cross-entropies that a program writes out: `-tf.reduce_sum(labels * tf.log(p))` is a loss on p and labels.

`log(p)` remembers p, the product with labels the labels, a sum or mean and a minus that they were; when both were, in
either order, the loss is whole. Whatever else happens to the values (`a + b`, a slice) ends it: a cross-entropy of yes
and no is another formula. Only outputs that are free (the mistake) or share one probability are followed.
"""

from __future__ import annotations

from lossguard.interpret import frameworks
from lossguard.interpret.run import Run
from lossguard.interpret.values import Const, LossValue, Tensor, Terms, Value
from lossguard.knowledge import index
from lossguard.knowledge.rows import Loss
from lossguard.records import replace
from lossguard.vocabulary import Encoding, Space

OF_PROBABILITIES, OF_LOGARITHMS = "written:cross_entropy", "written:likelihood"
SHOWN = "cross-entropy, as it is written out here,"


def logged(tensor: Tensor, made: Tensor) -> Tensor:
    """`made`, the logarithm of free values, remembering them."""
    return replace(made, terms=Terms(tensor)) if tensor.space is Space.REAL else made


def weighted(logarithms: Tensor, by: Value, made: Tensor) -> Tensor:
    """`made`, the product of an output and something else: with labels it is the start of a cross-entropy, with numbers
    on a scale (rewards, advantages) a policy gradient."""
    terms = logarithms.terms
    if isinstance(by, Tensor) and by.encoding is Encoding.REAL:
        return replace(made, terms=None)
    if logarithms.space is Space.LOG_SIMPLEX and isinstance(by, Tensor):
        return replace(made, terms=Terms(logarithms, by))
    if terms is not None and terms.target is None:
        return replace(made, terms=replace(terms, target=by) if isinstance(by, Tensor) else None)
    return scaled(logarithms, by, made)


def scaled(tensor: Tensor, by: Value, made: Tensor) -> Tensor:
    """`made`, the tensor times or over a number (or weights) that is no array of labels."""
    terms = tensor.terms
    if terms is not None and isinstance(by, Const) and isinstance(by.value, (int, float)) and by.value < 0:
        terms = replace(terms, negative=not terms.negative)
    return replace(made, terms=None if isinstance(by, Tensor) else terms)


def negated(run: Run, tensor: Tensor, made: Tensor, ref: int) -> Value:
    """`-t`."""
    terms = tensor.terms
    return made if terms is None else _whole(run, made, replace(terms, negative=not terms.negative), ref)


def summed(run: Run, tensor: Tensor, made: Tensor, ref: int) -> Value:
    """`sum(t)`, `mean(t)`, over any axes."""
    terms = tensor.terms
    return made if terms is None else _whole(run, made, replace(terms, reduced=True), ref)


def _whole(run: Run, made: Tensor, terms: Terms, ref: int) -> Value:
    """The loss, once labels, sum and minus are there; until then the tensor with what it holds."""
    flavour = run.engines.called_flavour
    if terms.target is None or not (terms.reduced and terms.negative) or flavour is None:
        return replace(made, terms=terms)
    name = OF_LOGARITHMS if terms.prediction.space is Space.LOG_SIMPLEX else OF_PROBABILITIES
    row = index.find(Loss, name, flavour, ())
    assert row is not None
    loss = LossValue(row, SHOWN, (), terms.prediction, terms.target, run.spot(ref), flavour)
    frameworks.training.stepped(run, loss)
    return loss
