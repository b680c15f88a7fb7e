"""Lightning: the batches that a trainer takes from a loader, a data module or the module itself go to its steps."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import attribute_dicts, attributes, calls, classes, operations
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.frameworks.torch import MODULE
from lossguard.interpret.run import Run
from lossguard.interpret.values import Argument, Builtin, Class, Const, External, Function, Instance, Value
from lossguard.records import replace

# what each method of a trainer runs: the step of the module, the method that gives its loader, the keywords and the
# position at which a loader may be handed over instead
STEPS = {
    "fit": (
        ("training_step", "train_dataloader", ("train_dataloaders", "train_dataloader"), 1),
        ("validation_step", "val_dataloader", ("val_dataloaders",), 2),
    ),
    "validate": (("validation_step", "val_dataloader", ("dataloaders", "val_dataloaders"), 1),),
    "test": (("test_step", "test_dataloader", ("dataloaders", "test_dataloaders"), 1),),
}
CLI = ("LightningCLI",)
CLASSES = ("LightningModule", "LightningDataModule")
SAVER = "save_hyperparameters"


def saver(instance: Instance) -> Builtin:
    """`self.save_hyperparameters()` in a constructor: its parameters become entries of `self.hparams`."""

    def act(run: Run, arguments: Arguments, ref: int, text: Callable[[], str]) -> Value:
        function = run.frame.function
        names = [param.name for param in function.definition.params[1:] if not param.kind] if function else []
        wanted = [run.resolved(argument.value) for argument in arguments.positional]
        chosen = {each.value for each in wanted if isinstance(each, Const)}
        held = [(name, run.store.get((run.frame.scope, name))) for name in names if not chosen or name in chosen]
        pairs: tuple[tuple[object, Value], ...] = tuple((name, value) for name, value in held if value is not None)
        made = attribute_dicts.with_attributes(run, run.new_dict(pairs, run.spot(ref)))
        run.store.set((instance.oid, "hparams"), made)
        return Const(None)

    return Builtin(SAVER, act)


def is_one(run: Run, instance: Instance) -> bool:
    """Whether an object is a module or a data module of Lightning."""
    bases = attributes.mro(run, instance.cls) if instance.cls is not None else []
    return any(isinstance(base, External) and base.name.rpartition(".")[2] in CLASSES for base in bases)


def feed_steps(run: Run, name: str, arguments: Arguments, ref: int) -> None:
    """`trainer.fit(module, loader)`, `trainer.fit(module, datamodule=data)`: the module's steps get their batches."""
    model = arguments.positional[0] if arguments.positional else arguments.keyword("model")
    if name not in STEPS or model is None:
        return

    def fed(module: Value) -> Value:
        module = run.resolved(module)
        if isinstance(module, Instance) and module.kind == MODULE and module.cls is not None:
            _feed(run, name, module, arguments, ref)
        return Const(None)

    run.split(model.value, fed)


def run_by_command_line(run: Run, arguments: Arguments, ref: int) -> Value:
    """`LightningCLI(Module, DataModule)`: makes both and trains."""
    given = [argument.value for argument in arguments.positional]
    named = {name: argument.value for name, argument in arguments.keywords}
    parts = [
        given[0] if given else named.get("model_class"),
        given[1] if len(given) > 1 else named.get("datamodule_class"),
    ]
    made = [_made(run, part, ref) for part in parts if part is not None]
    if made:
        feed_steps(run, "fit", Arguments(tuple(map(Argument, made))), ref)
    return run.unknown("a command line of Lightning", ref)


def _made(run: Run, value: Value, ref: int) -> Value:
    value = run.resolved(value)
    return (
        classes.instantiate(run, value, Arguments(open=True), ref, lambda: "...") if isinstance(value, Class) else value
    )


def _feed(run: Run, name: str, module: Instance, arguments: Arguments, ref: int) -> None:
    data = _data_module(run, arguments)
    if data is not None:
        _call(run, data, "prepare_data", (), ref)
        _call(run, data, "setup", (Const(name),), ref)
    for step, method, keywords, position in STEPS[name]:
        function = _function(run, module, step)
        given = arguments.positional[position : position + 1] if data is None else ()
        named = [found for key in keywords if (found := arguments.keyword(key)) is not None]
        loader = next((argument.value for argument in (*given, *named)), None)
        if loader is None:
            loader = _call(run, data if data is not None else module, method, (), ref)
        if function is not None and loader is not None:
            batch = operations.element_of(run, _one_loader(run, loader), ref)
            number = run.unknown("the number of the batch", ref, "batch_idx")
            calls.call_function(run, function, Arguments((Argument(batch), Argument(number))), ref, lambda: "a step")


def _data_module(run: Run, arguments: Arguments) -> Instance | None:
    """The data module that a trainer is given."""
    second = arguments.positional[1] if len(arguments.positional) > 1 else None
    for argument in (arguments.keyword("datamodule"), second, arguments.keyword("train_dataloaders")):
        value = run.resolved(argument.value) if argument is not None else None
        if isinstance(value, Instance) and _function(run, value, "train_dataloader") is not None:
            return value
    return None


def _one_loader(run: Run, loader: Value) -> Value:
    """The loader, the first of several."""
    items = operations.known_items(run, run.resolved(loader))
    return run.resolved(items[0]) if items else run.resolved(loader)


def _function(run: Run, owner: Instance, name: str) -> Function | None:
    """A method of the program, bound."""
    found = attributes.class_attribute(run, owner.cls, name) if owner.cls is not None else None
    return replace(found[0], bound=owner) if found is not None and isinstance(found[0], Function) else None


def _call(run: Run, owner: Instance, name: str, given: tuple[Value, ...], ref: int) -> Value | None:
    """What a method of the program gives; None where there is none of that name."""
    function = _function(run, owner, name)
    if function is None:
        return None
    takes = len(function.definition.params) - 1
    return calls.call_function(run, function, Arguments(tuple(map(Argument, given[:takes]))), ref, lambda: name)
