"""Changes the arguments of a call, and puts code around an expression."""

from __future__ import annotations

import libcst as cst

from lossguard.edits.deletion import delete_item
from lossguard.edits.file import At, Cut, OpenFile, Refused, leaf_of
from lossguard.edits.names import is_class, must_be
from lossguard.edits.removal import is_method
from lossguard.findings import Change

_AXES = ("axis", "dim")
_AXED = ("Softmax", "LogSoftmax", "Softmin")  # classes that want to be told the axis
_TARGETS = ("target", "labels", "y_true", "targets", "label")


def set_option(file: OpenFile, at: At, change: Change) -> list[Cut]:
    """Give the call that a spot stands for a keyword argument, "from_logits=True", at the end or in its old place."""
    option = change.text
    name, _, value = option.partition("=")
    call = _call(file, at)
    assert isinstance(call.node, cst.Call)
    must_be(call.node, change.was)
    given = _argument(call.node, name) or (_axis_by_position(file, call.node) if name in _AXES else None)
    if given is not None:
        start, end = call.of(given.value).outer
        return [Cut(call.part, start, end, requoted(call, value))]
    option = requoted(call, option)
    if any(argument.star for argument in call.node.args):
        raise Refused("arguments are unpacked in the call")
    if not call.node.args:
        end = call.inner[1] - 1
        return [Cut(call.part, end, end, option)]
    last = call.of(call.node.args[-1]).inner[1]
    return [Cut(call.part, last, last, f"{_separator(call)}{option}")]


def _separator(call: At) -> str:
    """What stands before a new last argument: a line break where the one before it begins a line of its own."""
    assert isinstance(call.node, cst.Call)
    text = call.part.text
    start = call.of(call.node.args[-1]).inner[0]
    indent = text[text.rfind("\n", 0, start) + 1 : start]
    return ", " if indent.strip() or start < call.inner[0] + len(indent) + 1 else f",\n{indent}"


def drop_option(file: OpenFile, at: At, change: Change) -> list[Cut]:
    """Take a keyword argument away from the call that a spot stands for."""
    name = change.text
    call = _call(file, at)
    assert isinstance(call.node, cst.Call)
    given = _argument(call.node, name)
    if given is None or not _is_literal(given.value):
        raise Refused(f"{name} is not given as a plain keyword")
    return [delete_item(call.of(given))]


def name_argument(file: OpenFile, at: At, change: Change) -> list[Cut]:
    """Put `name=` before a positional argument; those behind it must have names."""
    name = change.text
    argument = at if isinstance(at.node, cst.Arg) else at.around()
    call = None if argument is None else argument.around()
    if (
        argument is None
        or call is None
        or not isinstance(call.node, cst.Call)
        or not isinstance(argument.node, cst.Arg)
    ):
        raise Refused("it is no argument of a call")
    behind = call.node.args[[each is argument.node for each in call.node.args].index(True) + 1 :]
    if argument.node.keyword is not None or argument.node.star or any(each.keyword is None for each in behind):
        raise Refused("arguments without a name follow")
    start = argument.inner[0]
    return [Cut(argument.part, start, start, f"{name}=")]


def instantiate(file: OpenFile, at: At, change: Change) -> list[Cut]:
    """`Loss(out, y)` becomes `Loss()(out, y)`, and a class that stands for its instance `Loss()`."""
    node = at.node
    if isinstance(node, cst.Call) and is_class(leaf_of(node.func)) and file.is_imported(node.func):
        end = at.of(node.func).outer[1]
        return [Cut(at.part, end, end, "(dim=1)" if leaf_of(node.func) in _AXED else "()")]
    made = file.origin(at)
    if not isinstance(made.node, (cst.Name, cst.Attribute)):
        raise Refused("the class is not named there")
    end = made.outer[1]
    return [Cut(made.part, end, end, "()")]


def swap(file: OpenFile, at: At, change: Change) -> list[Cut]:
    """Exchange the values of the first two arguments of a call."""
    call = at.node
    if not isinstance(call, cst.Call) or len(call.args) < 2 or any(each.star for each in call.args[:2]):
        raise Refused("the two arguments do not stand in the call")
    first, second = at.of(call.args[0].value), at.of(call.args[1].value)
    (start, end), (other_start, other_end) = first.outer, second.outer
    return [Cut(at.part, start, end, second.text), Cut(at.part, other_start, other_end, first.text)]


def wrap(file: OpenFile, at: At, change: Change) -> list[Cut]:
    """Put the text of the change around an expression, "{}.float()"; an argument stays where it is."""
    return _around(at.of(at.node.value) if isinstance(at.node, cst.Arg) else at, change.text)


def _around(at: At, form: str) -> list[Cut]:
    node = at.node
    if not isinstance(node, cst.BaseExpression):
        raise Refused("the place is no expression")
    before, _, behind = form.partition("{}")
    start, end = at.outer
    atom = isinstance(node, (cst.Name, cst.Attribute, cst.Call, cst.Subscript)) or bool(node.lpar)
    if not atom and behind.startswith("."):
        before, behind = f"{before}(", f"){behind}"
    return [Cut(at.part, start, start, before), Cut(at.part, end, end, behind)]


def wrap_target(file: OpenFile, at: At, change: Change) -> list[Cut]:
    """The same around what a call of a loss takes as its target: by name, or the second argument."""
    call = at.node
    if not isinstance(call, cst.Call) or any(each.star for each in call.args):
        raise Refused("the target does not stand in the call")
    named = next((each for each in call.args if each.keyword is not None and each.keyword.value in _TARGETS), None)
    by_position = [each for each in call.args if each.keyword is None]
    if named is None and len(by_position) < 2:
        raise Refused("the target does not stand in the call")
    argument = named if named is not None else by_position[1]
    return _around(at.of(argument.value), change.text)


def replace_right(file: OpenFile, at: At, change: Change) -> list[Cut]:
    """Make the right side of a comparison with a number another number."""
    text = change.text
    match at.node:
        case cst.Comparison(comparisons=[cst.ComparisonTarget(comparator=(cst.Float() | cst.Integer()) as number)]):
            start, end = at.of(number).inner
            return [Cut(at.part, start, end, text)]
        case _:
            raise Refused("no number is compared with there")


def replace_value(file: OpenFile, at: At, change: Change) -> list[Cut]:
    """Make the literal value of an argument another one."""
    text = change.text
    value = at.of(at.node.value) if isinstance(at.node, cst.Arg) else at
    if not isinstance(value.node, cst.SimpleString):
        raise Refused("the value is not written in the call")
    start, end = value.inner
    skipped = len(value.node.prefix) + len(value.node.quote)
    return [Cut(at.part, start + skipped, end - len(value.node.quote), text.strip("'"))]


def requoted(at: At, text: str) -> str:
    """Code with string literals in single quotes, in the quotes that the part around prefers."""
    around = at.part.text
    return text.replace("'", '"') if around.count('"') > around.count("'") else text


def _call(file: OpenFile, at: At) -> At:
    """The call a spot stands for: itself where that is of an imported name, else the one that made it."""
    if isinstance(at.node, cst.Call) and (file.is_imported(at.node.func) or is_method(file, at.node)):
        return at
    made = file.origin(at)
    if not isinstance(made.node, cst.Call):
        raise Refused("it is not made by a call")
    return made


def _axis_by_position(file: OpenFile, call: cst.Call) -> cst.Arg | None:
    """The axis of a softmax where it is given without its name: behind the tensor, if there is one."""
    tensors = 0 if is_class(leaf_of(call.func)) or is_method(file, call) else 1
    behind = call.args[tensors : tensors + 1]
    return behind[0] if behind and behind[0].keyword is None else None


def _argument(call: cst.Call, name: str) -> cst.Arg | None:
    return next((each for each in call.args if each.keyword is not None and each.keyword.value == name), None)


def _is_literal(value: cst.BaseExpression) -> bool:
    return isinstance(value, cst.Name) and value.value in ("True", "False", "None")
