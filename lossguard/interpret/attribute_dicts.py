"""Dictionaries whose entries are attributes too, with the methods of the libraries that make them: yacs, OmegaConf."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.datafiles.read import parse
from lossguard.datafiles.references import resolved
from lossguard.datafiles.tree import Unusable
from lossguard.interpret import builtins, mutations, operations, plain, reflection, settings, subscripts
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.literals import Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import (
    Argument,
    Choice,
    Class,
    Const,
    DictValue,
    Entries,
    Instance,
    ListValue,
    Unknown,
    Value,
    key_of,
    key_value,
    spot_of,
)
from lossguard.interpret.ways import OPTION

Text = Callable[[], str]
Act = Callable[[Run, Arguments, int, Text], Value]
MARK = "has attributes"  # cell of such a dictionary
MAKERS = (
    "easydict.EasyDict", "munch.Munch", "munch.munchify", "munch.DefaultMunch", "box.Box", "addict.Dict",
    "ml_collections.ConfigDict", "ml_collections.config_dict.ConfigDict", "ml_collections.FrozenConfigDict",
    "ml_collections.config_dict.FrozenConfigDict", "ml_collections.config_dict.create", "attrdict.AttrDict",
    "yacs.config.CfgNode", "fvcore.common.config.CfgNode", "detectron2.config.CfgNode", "dotmap.DotMap",
    "omegaconf.DictConfig", "mmcv.Config", "mmengine.Config", "mmengine.config.Config", "bunch.Bunch",
    "dotdict.dotdict", "prodict.Prodict",
)  # fmt: skip


def is_one(run: Run, value: Value) -> bool:
    """Whether the entries of a dictionary are attributes too."""
    return isinstance(value, DictValue) and run.store.get((value.oid, MARK)) is not None


def with_attributes(run: Run, value: Value) -> Value:
    """A copy of a dictionary whose entries are attributes too, all the way down."""
    value = run.resolved(value)
    match value:
        case Choice():
            return run.split(value, lambda option: with_attributes(run, option))
        case DictValue():
            contents = run.entries(value)
            if contents is None:
                return value
            pairs = tuple((key, with_attributes(run, item)) for key, item in contents.pairs)
            made = run.new_dict(pairs, value.spot, contents.open)
            run.store.set((made.oid, MARK), Const(True))
            return made
        case ListValue() if (items := operations.known_items(run, value)) is not None:
            return run.new_list(tuple(with_attributes(run, item) for item in items), value.spot)
        case _:
            return value


def call_method(run: Run, target: DictValue, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """A method that such dictionaries have beside those of Python; None where the name is none of theirs."""
    act = METHODS.get(name)
    if act is None or not is_one(run, target):
        return None
    return act(run, target, arguments, ref, text)


# ---- methods ----


def _itself(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    return target


def _nothing(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    return Const(None)


def _copy(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    return with_attributes(run, target)


def _merge_file(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    """`cfg.merge_from_file(path)`: what the file says over what there is."""
    more = settings.load(run, builtins.first_of(arguments), "yaml", ref, text, named=True, attributes=True)
    merge(run, target, more)
    return Const(None)


def _merge_other(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    merge(run, target, run.resolved(builtins.first_of(arguments)))
    return Const(None)


def _merge_list(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    """`cfg.merge_from_list(["MODEL.CLASSES", 10])`."""
    items = operations.known_items(run, run.resolved(builtins.first_of(arguments)))
    if items is None:
        merge(run, target, run.unknown(f"what {text()} merges is not known", ref, text()))
    for name, value in zip(items[::2], items[1::2], strict=False) if items is not None else ():
        holder: Value = target
        *outer, last = str(name.value).split(".") if isinstance(name, Const) else [""]
        for key in outer:
            holder = subscripts.item(run, holder, Const(key), ref, text)
        subscripts.put_item(run, holder, Const(last), value)
    return Const(None)


def merge(run: Run, target: DictValue, more: Value) -> None:
    """The entries of another dictionary over those of this one, all the way down; an unknown one may hold any."""
    more = run.resolved(more)
    if isinstance(more, Choice):
        run.on_each(more, lambda option: merge(run, target, option))
        return
    mine, others = run.entries(target), run.entries(more)
    if mine is not None and others is not None:
        for key, value in others.pairs:
            held, value = run.resolved(mine.get(key) or Const(None)), run.resolved(value)
            if isinstance(held, DictValue) and isinstance(value, DictValue):
                merge(run, held, value)
            else:
                subscripts.put_item(run, target, key_value(key), value)
        return
    if mine is not None:
        pairs = tuple((key, _perhaps_other(run, key, value, more)) for key, value in mine.pairs)
        run.store.set((target.oid, "items"), Entries(pairs, open=True))
    else:
        mutations.update(run, target, more)


def _perhaps_other(run: Run, key: object, held: Value, source: Value) -> Value:
    """An entry after a merge with settings that are not known."""
    inner = run.resolved(held)
    if isinstance(inner, DictValue):
        merge(run, inner, source)
        return inner
    text = source.text if isinstance(source, Unknown) and source.text else "other settings"
    literal = Literal((OPTION, key_of(source), key_of(key_value(key))), True, True, f"{text} leaves {key} as it is")
    other = run.unknown(f"{key} may be set by {text}", spot_of(source), str(key))
    return choose([((literal,), held), ((literal.negated(),), other)])


METHODS: dict[str, Callable[[Run, DictValue, Arguments, int, Text], Value]] = {
    "clone": _copy, "copy_and_resolve_references": _copy, "to_dict": _itself, "toDict": _itself, "toYAML": _nothing,
    "freeze": _nothing, "defrost": _nothing, "lock": _itself, "unlock": _itself, "unlocked": _itself,
    "merge_from_file": _merge_file, "merge_from_other_cfg": _merge_other, "merge_from_dict": _merge_other,
    "merge_from_list": _merge_list, "update_from_flattened_dict": _merge_other, "set_new_allowed": _nothing,
}  # fmt: skip


# ---- functions ----


def _make(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`EasyDict({...})`."""
    return with_attributes(run, builtins.call_builtin(run, "dict", arguments, ref, text))


def _create(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`OmegaConf.create({...})`, of a text, or of a data class."""
    given = run.resolved(builtins.first_of(arguments))
    if isinstance(given, (Class, Instance)):
        return _structured(run, arguments, ref, text)
    if isinstance(given, Const) and isinstance(given.value, str):
        try:
            return settings.value_of(run, resolved(parse(given.value, "yaml", settings.SHOWN_TEXT)), True)
        except Unusable as error:
            return run.unknown(f"{text()} gives nothing: {error}", ref, text())
    return with_attributes(run, given if isinstance(given, (DictValue, Choice)) else run.new_dict((), run.spot(ref)))


def _structured(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`OmegaConf.structured(Options)`: the fields of a data class."""
    given = run.resolved(builtins.first_of(arguments))
    if isinstance(given, Class):
        from lossguard.interpret import classes

        given = classes.instantiate(run, given, Arguments(), ref, text)
    if not isinstance(given, Instance) or given.cls is None:
        return run.unknown(f"what {text()} gives is not known", ref, text())
    return with_attributes(run, plain.as_dictionary(run, Arguments((Argument(given),)), ref, text))


def _merged(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`OmegaConf.merge(base, file, cli)`: later ones over earlier ones."""
    first = run.resolved(builtins.first_of(arguments))
    if isinstance(first, Choice):
        rest = arguments.after(1)
        return run.split(first, lambda option: _merged(run, rest.preceded_by(option), ref, text))
    if isinstance(first, (Class, Instance)):
        first = _structured(run, arguments, ref, text)
    if not isinstance(first, DictValue):
        return run.unknown(f"the first of {text()} is not known", ref, text())
    made = with_attributes(run, first)
    for argument in arguments.positional[1:] if isinstance(made, DictValue) else ():
        assert isinstance(made, DictValue)
        merge(run, made, argument.value)
    return made


def _from_command_line(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`OmegaConf.from_cli()`."""
    return Unknown("the command line", (OPTION, run.number(), "the command line"), "the command line", run.spot(ref))


def _container(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`OmegaConf.to_container(cfg)`, a copy."""
    return reflection.deep_copy(run, arguments, ref, text)


def _same(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return builtins.first_of(arguments)


def _select(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`OmegaConf.select(cfg, "model.units")`."""
    holder = builtins.first_of(arguments)
    name = run.resolved(arguments.positional[1].value) if len(arguments.positional) > 1 else Const(None)
    if not isinstance(name, Const) or not isinstance(name.value, str):
        return run.unknown(f"the name in {text()} is not known", ref, text())
    for key in name.value.split("."):
        holder = subscripts.item(run, holder, Const(key), ref, text)
    return holder


_CONF = "omegaconf.OmegaConf"
FUNCTIONS: dict[str, Act] = {
    **dict.fromkeys(MAKERS, _make),
    f"{_CONF}.create": _create, f"{_CONF}.structured": _structured, f"{_CONF}.merge": _merged,
    f"{_CONF}.unsafe_merge": _merged, f"{_CONF}.from_cli": _from_command_line, f"{_CONF}.select": _select,
    f"{_CONF}.to_container": _container, f"{_CONF}.to_object": _container,
}  # fmt: skip
