"""Settings of a program: options of the command line, flags and dictionaries read by attribute."""

from __future__ import annotations

import pytest

from tests.interpret.outcomes import outcome

PARSER = "import argparse\np = argparse.ArgumentParser()\n"

ARGPARSE = [
    ("p.add_argument('--loss', default='mse')\nx = p.parse_args().loss", "'mse' | ?"),
    ("p.add_argument('--loss', choices=['mse', 'mae'])\nx = p.parse_args().loss", "'mse' | 'mae'"),
    ("p.add_argument('--n', choices=range(1, 4), type=int)\nx = p.parse_args().n", "1 | 2 | 3"),
    ("p.add_argument('--amp', action='store_true')\nx = p.parse_args().amp", "False | True"),
    ("p.add_argument('--no-amp', action='store_false', dest='amp')\nx = p.parse_args().amp", "True | False"),
    ("p.add_argument('-n', '--num-classes', default='10', type=int)\nx = p.parse_args().num_classes", "10 | ?"),
    ("p.add_argument('loss')\nx = p.parse_args().loss", "?"),
    ("p.add_argument('--loss')\np.set_defaults(loss='mse')\nx = p.parse_args().loss", "'mse' | ?"),
    ("g = p.add_argument_group('a')\ng.add_argument('--loss', default='mse')\nx = p.parse_args().loss", "'mse' | ?"),
    ("q = p.add_subparsers().add_parser('a')\nq.add_argument('--n', default=1)\nx = p.parse_args().n", "1 | ?"),
    ("p.add_argument('--n', default=1)\nx = vars(p.parse_args())['n']", "1 | ?"),
    ("p.add_argument('--n', default=1)\nx = getattr(p.parse_args(), 'n', 2)", "1 | ?"),
    ("p.add_argument('--n', default=1)\nargs, _ = p.parse_known_args()\nx = args.n", "1 | ?"),
    ("p.add_argument('--n', default=1)\nargs = p.parse_args()\nargs.n = 3\nx = args.n", "3"),
    ("x = p.parse_args().other", "?"),
]


@pytest.mark.parametrize(("source", "expected"), ARGPARSE)
def test_an_argument_is_its_default_possibly_or_one_of_its_choices(source: str, expected: str) -> None:
    assert expected == outcome(PARSER + source).shown()


def test_an_alternative_says_which_option_leads_to_it() -> None:
    told = outcome(PARSER + "p.add_argument('--loss', default='mse')\nx = p.parse_args().loss").conditions()
    assert ["'mse' with --loss at its default, mse", "? with another --loss"] == told


def test_two_uses_of_one_option_never_differ() -> None:
    source = "p.add_argument('--n', type=int, choices=[1, 2])\na = p.parse_args()\nx = a.n == a.n"
    assert "True" == outcome(PARSER + source).shown()


COMMAND = "import click\n@click.command()\n{options}\ndef main({params}):\n    global x\n    x = ({params})\n{call}"

CLICK = [
    ("@click.option('--loss', default='mse')", "loss", "'mse' | ?"),
    ("@click.option('--loss')", "loss", "?"),
    ("@click.option('-l', '--loss-name', default='mse')", "loss_name", "'mse' | ?"),
    ("@click.option('--loss-name', 'loss', default='mse')", "loss", "'mse' | ?"),
    ("@click.option('--loss', type=click.Choice(['mse', 'mae']), default='mse')", "loss", "'mse' | 'mae'"),
    ("@click.option('--n', default='3', type=int)", "n", "3 | ?"),
    ("@click.option('--amp', is_flag=True)", "amp", "False | True"),
    ("@click.option('--amp/--no-amp', default=True)", "amp", "True | False"),
    ("@click.option('--n', default=1, multiple=True)", "n", "?"),
    ("@click.argument('loss', default='mse')", "loss", "'mse' | ?"),
    ("@click.option('--a', default=1)\n@click.option('--b', default=2)", "a, b", "(1 | ?, 2 | ?)"),
]


@pytest.mark.parametrize(("options", "params", "expected"), CLICK)
def test_an_option_of_click_is_the_parameter_of_the_command(options: str, params: str, expected: str) -> None:
    source = COMMAND.format(options=options, params=params, call="main()")
    assert expected == outcome(source).shown()


def test_a_command_that_is_handed_arguments_takes_them() -> None:
    source = COMMAND.format(options="@click.option('--loss', default='mse')", params="loss", call="main('mae')")
    assert "'mae'" == outcome(source).shown()


def test_a_command_with_a_context_has_its_options_too() -> None:
    source = (
        "import click\n@click.command()\n@click.option('--n', default=1)\n@click.pass_context\n"
        "def main(ctx, n):\n    global x\n    x = n\nmain()"
    )
    assert "1 | ?" == outcome(source).shown()


OTHERS = [
    (
        "import typer\ndef main(n: int = typer.Option(3, '--n')):\n    global x\n    x = n\ntyper.run(main)",
        "3 | ?",
    ),
    ("from absl import flags\nF = flags.FLAGS\nflags.DEFINE_string('loss', 'mse', 'help')\nx = F.loss", "'mse' | ?"),
    ("from absl import flags\nflags.DEFINE_enum('loss', 'a', ['a', 'b'], 'help')\nx = flags.FLAGS.loss", "'a' | 'b'"),
    ("from absl import flags\nflags.DEFINE_bool('amp', False, 'help')\nx = flags.FLAGS.amp", "False | True"),
    ("import tensorflow as tf\ntf.app.flags.DEFINE_integer('n', 3, 'help')\nx = tf.app.flags.FLAGS.n", "3 | ?"),
    ("from easydict import EasyDict as D\nc = D()\nc.a = 1\nc.b = D({'d': 2})\nx = (c.a, c['a'], c.b.d)", "(1, 1, 2)"),
    ("from ml_collections import ConfigDict\nc = ConfigDict({'a': {'b': 1}})\nc.a.b = 2\nx = c.a.b", "2"),
    ("import attr\n@attr.s\nclass A:\n    n: int = attr.ib(default=3)\nx = A().n", "3"),
    (
        "from pydantic import BaseModel, Field\nclass A(BaseModel):\n    n: int = Field(3)\n    m: int = 4\n"
        "x = (A().n, A(m=5).m)",
        "(3, 5)",
    ),
    ("from argparse import Namespace\nx = Namespace(n=3).n", "3"),
    ("import fire\ndef main(n=3):\n    global x\n    x = n\nfire.Fire(main)", "3 | ?"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), OTHERS)
def test_other_ways_to_hold_settings_are_known(source: str, expected: str) -> None:
    assert expected == outcome(source).shown()


PARSERS = [
    ("q = argparse.ArgumentParser(parents=[p])\np = q", "p.add_argument('--n', default=1)", "1 | ?"),
    ("", "p.add_argument('--n', action=argparse.BooleanOptionalAction, default=True)", "True | False"),
    ("", "p.add_argument('--n', action='store_const', const=3, default=1)", "1 | 3"),
    ("", "p.add_argument('--n', nargs='+', type=int, default=[1, 2])", "[1, 2] | ?"),
    ("", "p.add_argument('--n', nargs='+', choices=[1, 2])", "?"),
    ("", "p.add_argument('--n', action='append')", "?"),
    ("", "p.add_argument('--n', type=lambda s: s.lower(), default='A')", "'a' | ?"),
    ("", "M = {'a': 1, 'b': 2}\np.add_argument('--n', choices=list(M))", "'a' | 'b'"),
    ("", "p.add_argument('--n', choices=[str(i) for i in range(40)], default='3')", "'3' | ?"),
    ("p.set_defaults(n=5)", "", "5"),
    ("", "p.add_argument('--n', default=1)\np.set_defaults(**{'n': 2})", "2 | ?"),
]


@pytest.mark.parametrize(("before", "options", "expected"), PARSERS)
def test_every_way_to_declare_an_option_is_read(before: str, options: str, expected: str) -> None:
    assert expected == outcome(f"{PARSER}{options}\n{before}\nx = p.parse_args().n").shown()


GIVEN = [
    ("[]", "(1, False)"),
    ("''", "(1, False)"),
    ("'--n 3'.split()", "(3, False)"),
    ("['--n=4', '--amp']", "(4, True)"),
    ("args=['-n', '5']", "(5, False)"),
]


@pytest.mark.parametrize(("words", "expected"), GIVEN)
def test_a_command_line_that_is_written_down_is_certain(words: str, expected: str) -> None:
    source = "p.add_argument('-n', '--n', type=int, default=1)\np.add_argument('--amp', action='store_true')\n"
    assert expected == outcome(f"{PARSER}{source}a = p.parse_args({words})\nx = (a.n, a.amp)").shown()


COMMANDS = (
    "s = p.add_subparsers(dest='command')\na = s.add_parser('train')\na.add_argument('--n', default=1)\n"
    "a.set_defaults(run=lambda args: 'trains')\nb = s.add_parser('test')\nb.set_defaults(run=lambda args: 'tests')\n"
    "args = p.parse_args()\n"
)


def test_each_command_has_its_own_options() -> None:
    told = outcome(PARSER + COMMANDS + "x = args.run(args)").conditions()
    assert ["'trains' with the command train", "'tests' with the command test"] == told
    assert "'train' | 'test'" == outcome(PARSER + COMMANDS + "x = args.command").shown()


CLASSES = [
    (
        "from transformers import HfArgumentParser\n@dataclass\nclass A:\n    n: int = 3\n"
        "a, = HfArgumentParser((A,)).parse_args_into_dataclasses()\nx = a.n",
        "3 | ?",
    ),
    ("import tyro\n@dataclass\nclass A:\n    n: int = 3\nx = tyro.cli(A).n", "3 | ?"),
    (
        "from simple_parsing import ArgumentParser\n@dataclass\nclass A:\n    n: int = 3\np = ArgumentParser()\n"
        "p.add_arguments(A, dest='a')\nx = p.parse_args().a.n",
        "3 | ?",
    ),
    ("import tyro\n@dataclass\nclass A:\n    n: Literal['a', 'b'] = 'a'\nx = tyro.cli(A).n", "'a' | 'b'"),
    (
        "import tyro\n@dataclass\nclass B:\n    n: int = 3\n@dataclass\nclass A:\n"
        "    b: B = field(default_factory=B)\nx = tyro.cli(A).b.n",
        "3 | ?",
    ),
    ("from pydantic_settings import BaseSettings\nclass A(BaseSettings):\n    n: int = 3\nx = A().n", "3 | ?"),
    ("import fire\ndef main(n: Literal[1, 2]):\n    global x\n    x = n\nfire.Fire(main)", "1 | 2"),
    ("import tyro\ndef main(n=3):\n    global x\n    x = n\ntyro.cli(main)", "3 | ?"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), CLASSES)
def test_classes_that_a_command_line_fills_are_their_defaults_possibly(source: str, expected: str) -> None:
    head = "from dataclasses import dataclass, field\nfrom typing import Literal\n"
    assert expected == outcome(head + source).shown()


NODES = [
    ("from yacs.config import CfgNode\nc = CfgNode()\nc.A = CfgNode({'N': 1})\nc.clone().A.N = 2\nx = c.A.N", "1"),
    ("from yacs.config import CfgNode as CN\nc = CN({'A': 1})\nc.merge_from_list(['A', 2])\nc.freeze()\nx = c.A", "2"),
    ("from yacs.config import CfgNode as CN\nc = CN({'A': 1})\nc.merge_from_list(opts)\nx = c.A", "1 | ?"),
    ("from yacs.config import CfgNode as CN\nc = CN({'A': {'B': 1}})\nc.merge_from_file(path)\nx = c.A.B", "1 | ?"),
    ("from omegaconf import OmegaConf as O\nx = O.merge({'a': {'b': 1}, 'c': 2}, {'a': {'b': 3}}).a", "{'b': 3}"),
    ("from omegaconf import OmegaConf as O\nx = O.create('a: {b: 1}\\nc: ${a.b}').c", "1"),
    ("from omegaconf import OmegaConf as O\nx = O.merge({'a': 1}, O.from_cli()).a", "1 | ?"),
    ("from omegaconf import OmegaConf as O\nx = O.to_container(O.create({'a': [1]}))['a'][0]", "1"),
    ("from omegaconf import OmegaConf as O\nx = O.select(O.create({'a': {'b': 1}}), 'a.b')", "1"),
    (
        "from dataclasses import dataclass\nfrom omegaconf import OmegaConf as O\n@dataclass\nclass A:\n"
        "    n: int = 3\nx = O.structured(A).n",
        "3",
    ),
    ("import json\nx = json.loads('{\"a\": [1, 2]}')['a']", "[1, 2]"),
    ("import yaml\nx = yaml.safe_load('a: {b: softmax}')['a']['b']", "'softmax'"),
    ("import yaml\nx = yaml.safe_load(text)", "?"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), NODES)
def test_settings_that_are_read_by_attribute_merge_as_their_libraries_do(source: str, expected: str) -> None:
    assert expected == outcome(source).shown()


def test_a_file_that_is_not_of_the_tree_is_the_reason() -> None:
    assert (
        "configs/a.yaml is not in the checked tree"
        == outcome("import yaml\nx = yaml.safe_load(open('configs/a.yaml'))").why()
    )
