"""The command line: what goes to which stream, the exit codes of the contract, and one clear sentence for a mistake."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import lossguard
from lossguard.cli import COMMANDS, cli
from lossguard.commands.help import Explained
from lossguard.commands.options import complete_codes
from lossguard.interpret import limits
from lossguard.rules.codes import RULE_SET
from tests.projects import write

BAD = """\
from keras.models import Sequential
from keras.layers import Dense

model = Sequential()
model.add(Dense(32, activation="relu", input_shape=(20,)))
model.add(Dense(10, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.compile(loss="binary_crossentropy", optimizer="adam")
"""
GOOD = BAD.replace('"binary_crossentropy"', '"categorical_crossentropy"')
PYTHON_2 = f"{GOOD}print model\n"
OTHER = "print('nothing about training')\n"


pytestmark = pytest.mark.usefixtures("project")


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=stdin, prog_name="lossguard")


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The installed command in a process of its own, standard streams apart."""
    root = str(Path(lossguard.__file__).parent.parent)
    command = [sys.executable, "-m", "lossguard", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": root, **environment}, check=False
    )


# ---- exit codes ----


def test_findings_that_gate_exit_with_1() -> None:
    write("train.py", BAD)
    assert 1 == run("check", "train.py").exit_code


def test_nothing_to_report_exits_with_0() -> None:
    write("train.py", GOOD)
    result = run("check", "train.py")
    assert (0, "") == (result.exit_code, result.stdout)


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("note", 1), ("never", 0)])
def test_fail_on_decides_what_gates(fail_on: str, code: int) -> None:
    write("train.py", BAD)
    assert code == run("check", "train.py", "--fail-on", fail_on).exit_code


def test_a_crash_on_one_file_exits_with_2_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    import lossguard.interpret as interpret

    real = interpret.analyse

    def failing(program, *rest):  # type: ignore[no-untyped-def]
        if program.path == "a.py":
            raise RuntimeError("broken")
        return real(program, *rest)

    monkeypatch.setattr(interpret, "analyse", failing)
    write("a.py", BAD)
    write("b.py", BAD)
    result = run("check", ".", "--output-format", "json")
    found = json.loads(result.stdout)
    assert 2 == result.exit_code
    assert [("a.py", "LG900")] == [(each["path"], each["code"]) for each in found["failures"]]
    assert {"b.py"} == {each["path"] for each in found["findings"]}


@pytest.mark.parametrize("name", ["click", "lossguard.cli", "lossguard.commands.check", "lossguard.runner", "libcst"])
def test_ctrl_c_while_a_module_is_imported_ends_quietly_with_130(name: str) -> None:
    write("train.py", BAD)
    code = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {name!r}:\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "from lossguard.__main__ import main\n"
        "sys.argv[1:] = ['check', 'train.py', '--isolated', '--no-cache']\n"
        "main()\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert (130, "", "") == (ended.returncode, ended.stdout, ended.stderr)


def test_ctrl_c_while_the_arguments_are_read_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(click.Context, "scope", interrupted)
    assert (130, "") == ((result := run("check", "--help")).exit_code, result.output)


def test_a_file_that_does_not_parse_is_reported_and_the_others_go_on() -> None:
    write("a.py", PYTHON_2)
    write("b.py", BAD)
    result = run("check", ".", "--output-format", "concise")
    assert 1 == result.exit_code
    assert {"a.py:9:1: LG901", "b.py:8:20: LG104"} <= {
        " ".join(line.split()[:2]) for line in result.stdout.splitlines()
    }


# ---- mistakes of the user ----


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("check", "nowhere.py"), "there is no file or folder nowhere.py"),
        (("chek",), 'no command "chek"; did you mean "check"?'),
        (("check", "--selct", "LG1"), "--select"),
        (("check", "--select", "LG999"), 'no rule has the code "LG999"'),
        (("check", "--select", "XY1"), '"XY1" is no code'),
        (("check", "--framework-version", "kears=2"), 'did you mean "keras"?'),
        (("check", "--output-format", "xml"), "xml"),
        (("check", "--config", "none.toml"), "none.toml"),
        (("rule", "LG1044"), 'no rule "LG1044"; did you mean "LG104"?'),
        (("rule", "activation-aplied-twice"), 'did you mean "activation-applied-twice"?'),
        (("config", "nowhere"), "there is no file or folder nowhere"),
    ],
)
def test_a_mistake_is_one_clear_sentence_and_exits_with_2(arguments: tuple[str, ...], sentence: str) -> None:
    result = run(*arguments)
    assert (2, "") == (result.exit_code, result.stdout)
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


def test_a_path_that_does_not_exist_does_not_stop_the_others() -> None:
    write("train.py", BAD)
    result = run("check", "nowhere.py", "train.py", "--output-format", "concise")
    assert 2 == result.exit_code
    assert "train.py:8:20: LG104" in result.stdout
    assert "there is no file or folder nowhere.py" in result.stderr


def test_a_key_of_the_configuration_that_there_is_not_is_named_with_its_file() -> None:
    write("lossguard.toml", 'selct = ["LG1"]\n')
    result = run("check")
    assert 2 == result.exit_code
    assert 'lossguard.toml:1: selct: there is no such setting; did you mean "select"?' in result.stderr
    assert 0 == run("check", "--isolated").exit_code


# ---- nothing to look at ----


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "no Python files or notebooks found under the given paths"),
        ({"notes.txt": "x"}, "no Python files or notebooks found under the given paths"),
        ({"a.py": OTHER}, "1 file checked: nothing about training in it"),
    ],
)
def test_nothing_to_look_at_is_one_sentence_and_no_failure(files: dict[str, str], sentence: str) -> None:
    for name, text in files.items():
        write(name, text)
    result = run("check")
    assert (0, "", f"lossguard: {sentence}\n") == (result.exit_code, result.stdout, result.stderr)


def test_a_folder_with_the_name_of_a_script_is_a_folder() -> None:
    write("x.py/train.py", BAD)
    assert "x.py/train.py:8:20: LG104" in run("check", "x.py", "--output-format", "concise").stdout


# ---- streams ----


def test_standard_output_has_the_report_alone_and_the_counts_go_to_standard_error() -> None:
    write("train.py", BAD)
    result = run("check", "train.py", "--output-format", "json")
    assert 8 in {each["line"] for each in json.loads(result.stdout)["findings"]}
    assert result.stderr.startswith("lossguard: 1 file, 2 set-ups: ")


def test_a_file_that_a_limit_cut_short_is_named_from_the_cache_too(monkeypatch: pytest.MonkeyPatch) -> None:
    write("train.py", BAD)
    said = "lossguard: followed only in part, so that set-ups may be missing: train.py\n"
    with monkeypatch.context() as patched:
        patched.setattr(limits, "STEPS", 30)
        assert run("check", "train.py").stderr.endswith(said)
    assert run("check", "train.py").stderr.endswith(said)
    assert not run("check", "train.py", "--no-cache").stderr.endswith(said)


def test_quiet_leaves_the_report() -> None:
    write("train.py", BAD)
    result = run("check", "train.py", "--quiet")
    assert "error[LG104]" in result.stdout
    assert "" == result.stderr


def test_statistics_count_the_findings_of_each_rule_on_standard_error() -> None:
    write("train.py", BAD)
    assert "1  LG104  binary-loss-on-softmax-head" in run("check", "train.py", "--statistics").stderr


def test_an_output_file_takes_the_report() -> None:
    write("train.py", BAD)
    result = run("check", "train.py", "--output-file", "report.txt")
    assert (1, "") == (result.exit_code, result.stdout)
    assert "error[LG104]" in Path("report.txt").read_text(encoding="utf-8")


def test_an_output_file_that_cannot_be_written_is_a_mistake() -> None:
    write("train.py", BAD)
    result = run("check", "train.py", "--output-file", "no/such/folder.txt")
    assert 2 == result.exit_code
    assert "--output-file: no/such/folder.txt cannot be written" in result.stderr


def test_standard_input_is_checked_under_its_name() -> None:
    result = run("check", "-", "--stdin-filename", "src/train.py", "--output-format", "concise", stdin=BAD)
    assert 1 == result.exit_code
    assert "src/train.py:8:20: LG104" in result.stdout


def test_standard_input_needs_no_name() -> None:
    assert "<stdin>:8:20: LG104" in run("check", "-", "--output-format", "concise", stdin=BAD).stdout


def test_a_pipe_gets_no_colour_and_force_color_gives_it() -> None:
    write("train.py", BAD)
    assert "\x1b" not in process("check", "train.py").stdout
    assert "\x1b[1;31merror[LG104]" in process("check", "train.py", FORCE_COLOR="1").stdout
    assert "\x1b" not in process("check", "train.py", FORCE_COLOR="1", NO_COLOR="1").stdout


# ---- selection ----


def test_select_and_ignore_take_codes_and_prefixes() -> None:
    write("train.py", BAD)
    assert 0 == run("check", "train.py", "--select", "LG2,LG3").exit_code
    assert 0 == run("check", "train.py", "--ignore", "LG1").exit_code
    assert 1 == run("check", "train.py", "--select", "LG104").exit_code


def test_a_comment_suppresses_and_is_counted() -> None:
    write("train.py", BAD.rstrip() + "  # lossguard: ignore[LG104]\n")
    result = run("check", "train.py", "--select", "LG104")
    assert (0, "") == (result.exit_code, result.stdout)
    assert "1 suppressed" in result.stderr


def test_a_suppression_of_nothing_is_a_note_that_is_off_unless_selected() -> None:
    write("train.py", GOOD.rstrip() + "  # lossguard: ignore[LG104]\n")
    assert "" == run("check", "train.py").stdout
    assert "LG902" in run("check", "train.py", "--extend-select", "LG902").stdout


# ---- the other commands ----


def test_setups_shows_every_set_up_with_its_verdict() -> None:
    write("train.py", BAD)
    result = run("setups", "train.py", "--output-format", "json")
    assert 0 == result.exit_code
    assert [(7, "ok"), (8, "wrong")] == [
        (each["line"], each["verdict"]) for each in json.loads(result.stdout)["setups"]
    ]


def test_the_table_of_set_ups_names_the_head_and_the_loss() -> None:
    write("train.py", BAD)
    text = run("setups", "train.py").stdout
    assert "softmax over 10 units (Dense)" in text
    assert "binary_crossentropy" in text


def test_rule_lists_all_rules_and_explains_one_by_code_or_name() -> None:
    assert "LG104  error    binary-loss-on-softmax-head" in run("rule").stdout
    assert run("rule", "lg104").stdout == run("rule", "binary-loss-on-softmax-head").stdout
    assert "How to see it in a log" in run("rule", "LG104").stdout


def test_config_shows_each_setting_with_its_origin() -> None:
    write("lossguard.toml", 'fail-on = "error"\n')
    lines = {line.split()[0]: line.split()[1:] for line in run("config").stdout.splitlines()}
    assert ["error", "lossguard.toml"] == lines["fail-on"]
    assert ["text", "default"] == lines["output-format"]


def test_no_command_prints_the_help() -> None:
    result = run()
    assert 0 == result.exit_code
    assert "Commands:" in result.stdout


def test_version_imports_neither_the_parser_nor_the_renderer() -> None:
    code = (
        "import sys\nfrom lossguard.cli import cli\n"
        "try:\n    cli(['--version'], prog_name='lossguard')\n"
        "except SystemExit:\n    pass\n"
        "print(sorted(name for name in ('libcst', 'rich', 'lossguard.interpret') if name in sys.modules))"
    )
    root = str(Path(lossguard.__file__).parent.parent)
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": root}, check=True
    )
    version, imported = found.stdout.splitlines()
    assert version.startswith(f"lossguard {lossguard.__version__} (rule set {RULE_SET}, ")
    assert "[]" == imported


def test_the_help_has_headings_and_examples_that_are_command_lines() -> None:
    text = run("check", "--help").stdout
    headings = ["Which files:", "Which findings:", "Report:", "Settings:", "Speed:", "Other:", "Examples:"]
    assert headings == sorted((each for each in headings if each in text), key=text.index)
    for name in ("check", "setups"):
        command = cli.get_command(click.Context(cli), name)
        assert isinstance(command, Explained)
        for line, _ in command.examples:
            arguments = line.partition("lossguard ")[2].split()
            command.make_context(name, arguments[1:], parent=click.Context(cli))


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_every_help_fits_eighty_columns_and_lists_no_argument_as_an_option(command: tuple[str, ...]) -> None:
    lines = run(*command, "--help").stdout.splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert not any(line.startswith("  [PATHS]") for line in lines)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_completion_script_for_each_shell(shell: str) -> None:
    assert "_LOSSGUARD_COMPLETE" in run("completion", shell).stdout


def test_codes_are_completed_after_a_comma_too() -> None:
    context = click.Context(cli)
    assert ["LG1,LG301"] == [item.value for item in complete_codes(context, click.Option(["--select"]), "LG1,lg301")]


RULE_SET_1 = "b8c025fecfe6"


def test_the_number_of_the_rule_set_stands_for_these_rules() -> None:
    names = "\n".join(f"{rule.code} {rule.name}" for rule in lossguard.all_rules())
    digest = hashlib.sha256(names.encode()).hexdigest()[:12]
    assert (1, RULE_SET_1) == (RULE_SET, digest), "the rules are others: count RULE_SET up, and put the digest here"


def test_show_files_lists_what_would_be_checked(project: Path) -> None:
    (project / "train.py").write_text(BAD, encoding="utf-8")
    (project / "gen").mkdir()
    (project / "gen" / "a.py").write_text(BAD, encoding="utf-8")
    result = run("check", "--show-files", "--exclude", "gen/")
    assert (0, "train.py\n", "") == (result.exit_code, result.stdout, result.stderr)
    assert 2 == run("check", "--show-files", "nothing.py").exit_code


def test_explain_says_once_what_a_rule_is_about(project: Path) -> None:
    (project / "train.py").write_text(BAD, encoding="utf-8")
    (project / "other.py").write_text(BAD, encoding="utf-8")
    plain = run("check").stdout
    result = run("check", "--explain").stdout
    assert plain.count("   rule ") == 0
    assert result.count("   rule ") == len({finding.code for finding in lossguard.check_paths(["."]).findings})
