"""The signs by which a trial shows that something is wrong: lines that compute a number, a condition and a sentence.

A sign is text of the script. In it `out` is what the head delivers, `truth` what is right, `y` the labels, `first` and
`last` the losses, `right` the share of right answers, `sure` the right answers as rows of 0 and 1; {cost:...},
{bend:...} and {number:...} are spelt by the framework.
"""

from __future__ import annotations

from lossguard.records import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """`lines` run first; where `when` holds, `says` (the body of an f-string) is the evidence."""

    when: str
    says: str
    lines: tuple[str, ...] = ()
    shows: str = ""  # one more number in the line of the trial, the body of an f-string


RIGHT = Sign(
    "not right > 0.9", "the loss goes from {first:.3f} to {last:.3f}, and of the answers only {right:.2f} are right"
)
FLOOR = Sign(
    "floor > 0.01 and last > floor - 0.002",
    "no scores, however sure and right, cost less than {floor:.3f}; the loss stands at {last:.3f}",
    ("floor = {number:{cost:{bend:50.0 * (2 * sure - 1)}}}",),
)
SIGNS = {
    "right": RIGHT,
    "floor": FLOOR,
    "floor or warning": Sign(
        "(floor > 0.01 and last > floor - 0.002) or told",
        "{'Keras warns: ' + told[-1][:160] if told else f'no scores cost less than {floor:.3f}; the loss stands at"
        " {last:.3f}'}",
        (*FLOOR.lines, "told = [str(each.message) for each in caught if 'logits' in str(each.message)]"),
    ),
    "start": Sign(
        "not (first < 2 * undecided and last < undecided)",
        "the loss starts at {first:.3f}, where a model that knows nothing has {undecided:.3f}, and ends at {last:.3f}",
        ("undecided = float(np.log({choices}))",),
    ),
    "impossible": Sign(
        "not last > -1e-6 or first > 1e3 or last != last",
        "the loss goes from {first:.3f} to {last:.3f}, which this loss cannot be for values in its range",
    ),
    "negative": Sign(
        "last < -0.01", "the loss goes from {first:.3f} to {last:.3f}: a negative log-likelihood below zero"
    ),
    "sums": Sign(
        "spread > 0.01",
        "what is predicted for one sample does not sum to 1: the sum is off by up to {spread:.2f}",
        ("spread = {number:abs({chance}.sum(-1) - 1).max()}",),
    ),
    "constant": Sign(
        "{number:out.max() - out.min()} < 1e-6",
        "every sample gets {{number:out[0, 0]}:.3f}, whatever goes in; of the answers {right:.2f} are right",
    ),
    "still": Sign(
        "abs(first - last) < 1e-6",
        "the loss is {first:.3f} at the first step and {last:.3f} at the last: nothing reaches the model",
    ),
    "range": Sign(
        "low > -29 or high < 29",
        "scores from -30 to 30 come out between {low:.2f} and {high:.2f}: the loss needs all of them",
        (
            "reach = {bend:30.0 * (2 * sure - 1)}",
            "low, high = {number:reach.min()}, {number:reach.max()}",
        ),
    ),
    "gain": Sign(
        "gain < 0.02",
        "a sure mistake costs {cost:.3f}, a less sure one only {gain:.4f} less: hardly a gradient to leave it",
        (
            "wrong = 5.0 * (1 - 2 * sure)",
            "cost = {number:{cost:{bend:wrong}}}",
            "gain = cost - {number:{cost:{bend:wrong * 0.9}}}",
        ),
    ),
    "beyond": Sign(
        "low < bottom - 1e-3 or high > top + 1e-3",
        "the targets lie between {low:.2f} and {high:.2f}, no output leaves {bottom:.2f} to {top:.2f}",
        (
            "low, high = {number:y.min()}, {number:y.max()}",
            "reach = {bend:{scatter}}",
            "bottom, top = {number:reach.min()}, {number:reach.max()}",
        ),
    ),
    "alone": Sign(
        "apart > 0.01",
        "a sample alone and the same one in its batch get answers that differ by {apart:.2f}",
        ("apart = {number:abs({alone} - out[:1]).max()}",),
    ),
    "same": Sign(
        "change < 1e-4",
        "the loss takes log_softmax itself, and that changes what the head delivers by {change:.6f} only",
        ("change = abs(F.log_softmax(out, -1) - out).max().item()",),
    ),
    "clamped": Sign(
        "cost < 199",
        "a score of -200 for a yes costs {cost:.1f}; exactly it is 200.0",
        ("cost = loss(nn.Sequential(*links)(torch.full((1, {units}), -200.0)), torch.ones(1, {units})).item()",),
    ),
    "misses": Sign(
        "last < -0.01 or off > 0.15 * spread",
        "the loss ends at {last:.3f}; the answers miss the targets, of a spread of {spread:.2f}, by {off:.2f}",
        ("off = {number:abs({decided} - truth).mean()}", "spread = {number:truth.std()}"),
    ),
    "held": Sign(
        "abs(later - last) > 0.5",
        "the loss is {last:.3f} in training and {later:.3f} on the held-out labels of the same samples",
    ),
    "outside": Sign(
        "last < -0.01 or not right > 0.9",
        "the loss goes from {first:.3f} to {last:.3f}, out of its range; of the answers {right:.2f} are right",
    ),
    "constant metric": Sign(
        "abs(reported - opposite) < 1e-3",
        "the metric reports {reported:.3f}, and {opposite:.3f} for the opposite of every answer",
        ("opposite = {measured:1 - out}",),
        shows=", reported {reported:.3f}",
    ),
    "metric": Sign(
        "not abs(reported - right) < 0.003",
        "the metric reports {reported:.3f}, of the answers {right:.3f} are right",
        shows=", reported {reported:.3f}",
    ),
    "metric of probabilities": Sign(
        "not abs(reported - due) < 0.01",
        "the metric reports {reported:.3f}; from the probabilities it is {due:.3f}",
        (
            "chance = out if out.min() >= 0 and out.max() <= 1 else {probabilities}",
            "due = {measured:chance}",
        ),
        shows=", reported {reported:.3f}",
    ),
    "distance": Sign(
        "not abs(reported - off) < 0.02",
        "the metric reports {reported:.3f}, though the answers miss the targets by {off:.3f} on average",
        ("off = {number:abs({decided} - truth).mean()}",),
        shows=", reported {reported:.3f}",
    ),
    "unreported": Sign(
        "len(names) < 2",
        "only {names} are reported",
        ("names = sorted(model.evaluate(x, y, verbose=0, return_dict=True))",),
    ),
    "settled": Sign(
        "last < -0.01 or not right > 0.9 or last > 0.3",
        "the loss goes from {first:.3f} to {last:.3f}, of the answers {right:.2f} are right",
    ),
    "recall": Sign(
        "not abs(reported - recall) < 1e-3",
        "recall is reported as {reported:.3f}, it is {recall:.3f}",
        (
            "yes = decide(out) & (truth > 0)",
            "recall = {number:yes.sum() / truth.sum()}",
        ),
        shows=", reported {reported:.3f}",
    ),
    "pooled": Sign(
        "not abs(reported - due) < 1e-3",
        "the metric reports {reported:.3f} over both columns; for class 1 it is {due:.3f}",
        (
            "picked, yes = decide(out) == 1, truth == 1",
            "due = {number:(picked & yes).sum() / {word}.sum()}",
        ),
        shows=", reported {reported:.3f}",
    ),
    "reduction": Sign(
        'loss.reduction != "{word}"',
        "the loss has reduction={loss.reduction!r}: what was given landed elsewhere",
    ),
}
