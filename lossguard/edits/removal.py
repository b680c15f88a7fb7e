"""Takes an activation away, in each form in which one is written."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from lossguard.edits.deletion import cut_with_comma, delete_item, delete_statement, has_comment
from lossguard.edits.file import At, Cut, OpenFile, Refused, dotted_of, leaf_of
from lossguard.edits.names import must_be
from lossguard.findings import Change
from lossguard.stack import with_room

# Layers that are handed the name of an activation, and those that apply another layer at every step.
_NAMED = ("Activation",)
_AROUND = ("TimeDistributed",)
_TAKES_LAYERS = ("add", "append", "add_module", "register_module")
# Methods of tensors: on what is no module of its own, `x.softmax(1)`.
_METHODS = (
    "softmax", "log_softmax", "sigmoid", "relu", "tanh", "sigmoid_", "relu_", "tanh_", "exp", "logsigmoid",
)  # fmt: skip
_TENSOR_KEYWORDS = ("input", "logits", "x", "inputs", "features", "tensor")


def remove_activation(file: OpenFile, at: At, change: Change) -> list[Cut]:
    """The cuts that take the activation at a spot away. Raises Refused where it is not plain how."""
    node = at.node
    must_be(_named_by(file, node), change.was)
    if isinstance(node, cst.Arg):
        return _named(file, at.of(node.value), at)
    around = at.around()
    if around is not None and isinstance(around.node, cst.Arg) and not isinstance(node, cst.Call):
        return _named(file, at, around)
    match node:
        case cst.Call(func=func) if leaf_of(func)[:1].isupper():
            return _without_layer(file, at)
        case cst.Call():
            return _without_call(file, at)
        case _:
            raise Refused("the activation is not written where it can be taken away")


def _named_by(file: OpenFile, node: cst.CSTNode) -> cst.CSTNode:
    """The text, name or call that says which activation it is."""
    if isinstance(node, cst.Arg):
        return _named_by(file, node.value)
    if not isinstance(node, cst.Call):
        return node
    if leaf_of(node.func) in _NAMED and len(node.args) == 1:
        return node.args[0].value
    if isinstance(node.func, cst.Call):
        return _named_by(file, node.func)
    held = dotted_of(node.func)
    bound = [] if held is None or file.is_imported(node.func) else file.bindings(held)
    return _named_by(file, bound[0].node) if len(bound) == 1 else node


def _without_argument(file: OpenFile, at: At) -> Cut:
    """`Dense(10, activation='softmax')` without the argument; None takes its place where others follow by position."""
    argument = at.node
    assert isinstance(argument, cst.Arg)
    _must_be_constant(file, argument.value)
    call = at.around()
    if call is not None and isinstance(call.node, cst.Call) and argument.keyword is None:
        behind = call.node.args[[each is argument for each in call.node.args].index(True) + 1 :]
        if any(each.keyword is None for each in behind):
            start, end = at.of(argument.value).outer
            return Cut(at.part, start, end, "None")
    return delete_item(at)


def _must_be_constant(file: OpenFile, value: cst.BaseExpression) -> None:
    """Refuses a variable: other calls may want the same one."""
    if not isinstance(value, (cst.SimpleString, cst.Call)) and not file.is_imported(value):
        raise Refused("the activation is given by a variable")


def _named(file: OpenFile, at: At, argument: At) -> list[Cut]:
    """A name or function handed to a call: to an `Activation` layer, to a layer with one, or to a container."""
    call = argument.around()
    if call is None or not isinstance(call.node, cst.Call):
        raise Refused("the activation is not written where it can be taken away")
    name = leaf_of(call.node.func)
    if name in _NAMED:
        assert isinstance(at.node, cst.BaseExpression)
        _must_be_constant(file, at.node)
        return _without_layer(file, call)
    if name == "Sequential" or name in _TAKES_LAYERS:
        return _without_layer(file, at)
    return [_without_argument(file, argument)]


# ---- layers ----


def _without_layer(file: OpenFile, at: At) -> list[Cut]:
    """A layer by the place where it stands: applied, added, listed, or kept in an attribute."""
    around = at.around()
    match None if around is None else around.node:
        case cst.Call(func=func) if around is not None and func is at.node:
            return _without_call(file, around)
        case cst.Arg() if around is not None:
            return _without_layer_argument(file, around)
        case cst.Element() if around is not None:
            return _without_element(around)
        case cst.DictElement() if around is not None:
            return [delete_item(around)]
        case cst.Assign(targets=[cst.AssignTarget(target=target)]) if dotted_of(target):
            return _without_kept(file, at, dotted_of(target) or "")
        case _:
            raise Refused("the layer does not stand where it can be taken away")


def _without_layer_argument(file: OpenFile, argument: At) -> list[Cut]:
    call = argument.around()
    if call is None or not isinstance(call.node, cst.Call):
        raise Refused("the layer does not stand where it can be taken away")
    name = leaf_of(call.node.func)
    statement = call.around()
    if name in _TAKES_LAYERS and statement is not None and isinstance(statement.node, cst.Expr):
        return [delete_statement(statement)]
    if name in _AROUND and len(call.node.args) == 1:
        return _without_layer(file, call)
    if name[:1].isupper() and len(call.node.args) > 1:
        return [delete_item(argument)]
    raise Refused("the layer is handed to a call that may need it")


def _without_element(element: At) -> list[Cut]:
    """`[..., Softmax()]` without the element, `OrderedDict([..., ("softmax", Softmax())])` without the pair."""
    display = element.around()
    assert display is not None
    if isinstance(display.node, cst.Tuple):
        outer = display.around()
        if outer is not None and isinstance(outer.node, cst.Element):
            return [delete_item(outer)]
    if not isinstance(display.node, (cst.List, cst.Tuple)):
        raise Refused("the layer does not stand in a list")
    if len(display.node.elements) == 1:
        statement = display.around()
        if statement is not None and isinstance(statement.node, cst.AugAssign):
            return [delete_statement(statement.of(statement.node.value))]
        raise Refused("the layer is the only one of its list")
    return [delete_item(element)]


def _without_kept(file: OpenFile, at: At, name: str) -> list[Cut]:
    """`self.softmax = Softmax(dim=1)`: its only use goes, and it goes too."""
    uses = file.uses(name)
    if len(uses) != 1 or len(file.bindings(name)) != 1:
        raise Refused(f"{name} is used in several places, or nowhere in this file")
    call = uses[0].around()
    if call is None:
        raise Refused(f"{name} is not called")
    if isinstance(call.node, cst.Call) and call.node.func is uses[0].node:
        return [*_without_call(file, call, kept=False), delete_statement(at)]
    return [*_without_layer(file, uses[0]), delete_statement(at)]


# ---- calls ----


def _without_call(file: OpenFile, at: At, kept: bool = True) -> list[Cut]:
    """A call by what it is applied to: `F.softmax(x, dim=1)`, `x.softmax(1)`, `self.softmax(x)`, `Softmax()(x)`."""
    call = at.node
    assert isinstance(call, cst.Call)
    if _is_method(file, call):
        assert isinstance(call.func, cst.Attribute)
        return _unwrapped(at, at.of(call.func.value), None)
    held = dotted_of(call.func)
    if kept and held is not None and not file.is_imported(call.func):
        bound = file.bindings(held)
        if len(bound) == 1 and len(file.uses(held)) == 1:
            return [*_without_call(file, at, kept=False), delete_statement(bound[0])]
    argument = tensor_argument(call)
    if argument is None:
        raise Refused("what the activation is applied to is not written in the call")
    return _unwrapped(at, at.of(argument.value), argument)


def tensor_argument(call: cst.Call) -> cst.Arg | None:
    """The argument of a call of an activation that it is applied to."""
    for argument in call.args:
        if argument.star:
            return None
        if argument.keyword is None or argument.keyword.value in _TENSOR_KEYWORDS:
            return argument
    return None


def _is_method(file: OpenFile, call: cst.Call) -> bool:
    """Whether the activation is a method of the tensor: no import and no layer has the name."""
    if not isinstance(call.func, cst.Attribute) or call.func.attr.value not in _METHODS:
        return False
    if file.is_imported(call.func):
        return False
    dotted = dotted_of(call.func)
    return dotted is None or not (dotted.startswith("self.") and file.bindings(dotted))


def is_method(file: OpenFile, call: cst.Call) -> bool:
    """Whether a call is `x.softmax(1)` rather than `F.softmax(x, 1)` or `self.softmax(x)`."""
    return _is_method(file, call)


def _unwrapped(at: At, kept: At, argument: cst.Arg | None) -> list[Cut]:
    """Cuts that leave of a call only the expression `kept`; the whole statement goes where that says `x = x`."""
    statement = at.around()
    if statement is not None and _says_nothing(statement.node, kept):
        return [delete_statement(at)]
    if statement is not None and isinstance(statement.node, cst.Element):
        display = statement.around()
        if display is not None and isinstance(display.node, cst.Tuple):
            raise Refused("the values before the activation may stand beside it")
    start, end = at.inner
    inside, behind = kept.outer
    if has_comment(at.part.text[start:inside]) or has_comment(at.part.text[behind:end]):
        return list(_keeping_comments(at, argument))
    text = kept.text
    if _needs_parentheses(at, kept):
        text = f"({text})"
    return [Cut(at.part, start, end, text)]


def _says_nothing(statement: cst.CSTNode, kept: At) -> bool:
    match statement:
        case cst.Assign(targets=[cst.AssignTarget(target=target)]):
            return dotted_of(target) is not None and dotted_of(target) == dotted_of(kept.node)
        case _:
            return False


def _needs_parentheses(at: At, kept: At) -> bool:
    node = kept.node
    assert isinstance(node, cst.BaseExpression)
    call = at.node
    assert isinstance(call, cst.BaseExpression)
    if node.lpar or call.lpar:
        return False
    atom = isinstance(node, (cst.Name, cst.Attribute, cst.Call, cst.Subscript, cst.List, cst.Integer, cst.Float))
    around = at.around()
    loose = around is not None and isinstance(
        around.node, (cst.Arg, cst.Assign, cst.AnnAssign, cst.Return, cst.Expr, cst.Element, cst.Index)
    )
    tight = isinstance(node, (cst.GeneratorExp, cst.NamedExpr, cst.Yield, cst.Tuple))
    return tight or not (atom or loose) or ("\n" in kept.text and not _parses(kept.text))


def _parses(text: str) -> bool:
    try:
        with_room(lambda: cst.parse_expression(text))
    except cst.ParserSyntaxError:
        return False
    return True


def _keeping_comments(at: At, argument: cst.Arg | None) -> Iterator[Cut]:
    """The brackets of the call stay around the argument, with every comment between them."""
    call = at.node
    assert isinstance(call, cst.Call)
    if argument is None or argument.keyword is not None or call.args[0] is not argument:
        raise Refused("comments stand in the call")
    start = at.inner[0]
    func_end = at.of(call.func).outer[1]
    if has_comment(at.part.text[start:func_end]):
        raise Refused("comments stand in the call")
    yield Cut(at.part, start, func_end)
    if isinstance(argument.comma, cst.Comma):
        yield _cut_comma(at, argument.comma)
    for other in call.args[1:]:
        yield cut_with_comma(at.of(other))


def _cut_comma(at: At, comma: cst.Comma) -> Cut:
    start = at.of(comma).outer[0]
    blanks = at.of(comma.whitespace_before).outer
    offset = start + blanks[1] - blanks[0]
    return Cut(at.part, offset, offset + 1)
