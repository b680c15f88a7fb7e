"""The table: which rules are asked, what gives way, how ways are merged, and the answer for each output."""

from __future__ import annotations

import dataclasses

from lossguard.findings import Spot
from lossguard.rules.table import all_rules, judge, rule_named, verdict
from lossguard.setups import Unknown
from lossguard.vocabulary import Answer, Confidence, Encoding
from tests.rules.handmade import HEAD, accuracy, bce, cce, head, labels, mse, output, scce, setup, site

WRONG = output(head("softmax"), scce(True))
RIGHT = output(head("softmax"), scce())
OTHER_HEAD = Spot("train.py", 99)


def test_rules_are_found_sorted_by_code() -> None:
    """No list is kept by hand: every module lg*.py counts."""
    codes = [rule.code for rule in all_rules()]
    assert sorted(set(codes)) == codes
    assert {"LG101", "LG102", "LG104", "LG115"} <= set(codes)


def test_a_rule_is_found_by_code_and_by_name() -> None:
    """In any case; nothing for what does not exist."""
    rule = rule_named("lg102")
    assert rule is not None
    assert rule is rule_named("activation-applied-twice")
    assert rule_named("LG000") is None


def test_a_fault_of_every_way_is_certain() -> None:
    """Two ways, both wrong: certain, and no condition is named."""
    found = judge(site(setup(WRONG, conditions=("n == 2",)), setup(WRONG, conditions=("not n == 2",))))
    assert [("LG102", Confidence.CERTAIN, ())] == [(one.rule.code, one.confidence, one.conditions) for one in found]


def test_a_fault_of_some_ways_is_possible_and_tells_which() -> None:
    """Two ways, one wrong: possible, under the conditions of the wrong one."""
    found = judge(site(setup(WRONG, conditions=("loss == 1", "n > 2")), setup(RIGHT)))
    assert [(Confidence.POSSIBLE, ("when loss == 1 and n > 2",))] == [(one.confidence, one.conditions) for one in found]


def test_ways_in_which_a_rule_cannot_be_asked_do_not_count() -> None:
    """A way with an unknown head says nothing against the other way's fault."""
    found = judge(site(setup(WRONG), setup(output(loss=scce(True)))))
    assert [Confidence.CERTAIN] == [one.confidence for one in found]


def test_two_wrong_heads_of_an_if_are_both_certain() -> None:
    """The same code at different spots: every way is wrong."""
    first = output(head("softmax", units=1), bce())
    second = output(head("softmax", units=1, spot=OTHER_HEAD), bce())
    found = judge(site(setup(first), setup(second)))
    assert [(HEAD, Confidence.CERTAIN), (OTHER_HEAD, Confidence.CERTAIN)] == [
        (one.diagnosis.spot, one.confidence) for one in found
    ]


def test_a_way_that_a_better_rule_has_explained_does_not_count_against() -> None:
    """One softmax unit in one way (LG106), ten under a binary loss in the other (LG104): both are certain."""
    found = judge(site(setup(output(head("softmax", units=1), bce())), setup(output(head("softmax"), bce()))))
    assert [("LG104", Confidence.CERTAIN), ("LG106", Confidence.CERTAIN)] == [
        (one.rule.code, one.confidence) for one in found
    ]


def test_the_gravest_of_several_ways_is_shown() -> None:
    """A note in one way and an error in the other: the error is reported."""
    one_hot = labels(Encoding.ONE_HOT)
    note = output(head("softmax"), bce(), one_hot, accuracy("categorical_accuracy", None))
    error = output(head("softmax"), bce(), one_hot, accuracy("binary_accuracy", "loss"))
    found = judge(site(setup(note), setup(error)))
    assert "binary_accuracy" in str(found[0].diagnosis.related)


def test_weak_evidence_is_possible_at_most() -> None:
    """`may_be_wrong` is never certain."""
    assert [Confidence.POSSIBLE] == [one.confidence for one in judge(site(setup(output(head("softmax"), mse()))))]


def test_a_model_that_is_only_evaluated_is_possible_at_most() -> None:
    """Faults of training are not certain where no training was seen."""
    assert [Confidence.POSSIBLE] == [one.confidence for one in judge(site(setup(WRONG, trained=False)))]


def test_outputs_are_judged_one_by_one() -> None:
    """Of two outputs the wrong one is named, by its index."""
    both = setup(dataclasses.replace(RIGHT, name="a"), dataclasses.replace(WRONG, name="b"))
    assert [("LG102", 1)] == [(one.rule.code, one.index) for one in judge(site(both))]
    assert [("a", Answer.OK), ("b", Answer.WRONG)] == [(one.name, one.answer) for one in verdict(site(both))]


def test_the_answer_is_wrong_for_a_certain_error() -> None:
    """With the codes that say so."""
    answer = verdict(site(setup(WRONG)))[0]
    assert (Answer.WRONG, ("LG102",), None) == (answer.answer, answer.findings, answer.missing)


def test_the_answer_is_unknown_where_head_or_loss_is() -> None:
    """And names the fact that is missing."""
    answer = verdict(site(setup(output(Unknown("the model was loaded from a file"), cce()))))[0]
    assert (Answer.UNKNOWN, "the head: the model was loaded from a file") == (answer.answer, answer.missing)
    assert Answer.UNKNOWN is verdict(site(setup(RIGHT), setup(output(head("softmax")))))[0].answer


def test_the_answer_is_unknown_where_an_error_is_only_possible() -> None:
    """Silence must not be readable as approval."""
    answer = verdict(site(setup(WRONG, conditions=("n == 2",)), setup(RIGHT)))[0]
    assert (Answer.UNKNOWN, "LG102 is possible when n == 2") == (answer.answer, answer.missing)


def test_unknown_labels_do_not_make_the_answer_unknown() -> None:
    """Head and loss agree without them."""
    assert Answer.OK is verdict(site(setup(RIGHT)))[0].answer


def test_a_note_is_no_fault() -> None:
    """Two one-hot classes under a binary loss: noted, and ok."""
    pair = output(head("softmax", units=2), bce(), labels(Encoding.ONE_HOT, 2))
    answer = verdict(site(setup(pair)))[0]
    assert (Answer.OK, ("LG104",)) == (answer.answer, answer.findings)
