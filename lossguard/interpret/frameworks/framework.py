"""What a framework's module tells about the instances of its kinds: the shape of the modules beside this one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from lossguard.interpret.arguments import Arguments
from lossguard.interpret.run import Run
from lossguard.interpret.values import Instance, Value

Text = Callable[[], str]


def no_base(dotted: str) -> tuple[str, str | None]:
    """The `base_kind` of a framework of whose classes a program makes none of its own that we follow."""
    del dotted
    return "", None


def not_initialised(run: Run, instance: Instance, arguments: Arguments, ref: int) -> None:
    """The `initialise` beside `no_base`: no class of the program has a kind of the framework."""


class Framework(Protocol):
    """A module that knows the kinds of instances which begin with its name."""

    def base_kind(self, dotted: str) -> tuple[str, str | None]:
        """The kind ("" for none) and the flavour of subclasses of an external class."""
        ...

    def initialise(self, run: Run, instance: Instance, arguments: Arguments, ref: int) -> None:
        """The framework's own constructor, on an instance of a subclass."""
        ...

    def call_module(self, run: Run, module: Instance, arguments: Arguments, ref: int, text: Text, /) -> Value:
        """`instance(...)`."""
        ...

    def member(self, run: Run, owner: Instance, name: str, ref: int, text: Text, /) -> Value:
        """An attribute that the program did not set."""
        ...

    def call_method(
        self, run: Run, owner: Instance, name: str, arguments: Arguments, ref: int, text: Text, /
    ) -> Value | None:
        """A method that the program did not define, None where nothing is known of it."""
        ...
