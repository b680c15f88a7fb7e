"""Which environments older versions are asked in, and how they are made: `python -m tests.versions --make FOLDER`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.probing import without_pythonpath

OLD = ("protobuf<3.20", "h5py<3", "numpy<1.17", "scipy<1.3", "pyyaml<6")
PARTS_OF_KERAS = ("Keras_Applications==1.0.8", "Keras_Preprocessing==1.1.2")


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment for one Python with `packages`, asked as each of `flavours`.

    `aside` are versions of the package `aside_of` that are installed without their requirements into a folder each,
    and put in front of the path one at a time: pure Python over the backend of the environment.
    """

    name: str
    python: str
    packages: tuple[str, ...]
    flavours: tuple[str, ...]
    aside: tuple[str, ...] = ()
    aside_of: str = "keras"
    backend: str = ""

    def interpreter(self, folder: Path) -> Path:
        """Its python, whether it is there or not."""
        return folder / self.name / "bin" / "python"


ENVIRONMENTS: tuple[Environment, ...] = (
    Environment("tf14", "3.6", ("tensorflow==1.4.1", *OLD), ("tf",)),
    Environment("tf18", "3.6", ("tensorflow==1.8.0", *OLD), ("tf",)),
    Environment("tf112", "3.6", ("tensorflow==1.12.3", *OLD), ("tf",)),
    Environment("tf113", "3.6", ("tensorflow==1.13.2", *OLD), ("tf",), ("1.2.2", "2.0.4", "2.0.9", "2.1.6", "2.2.4")),
    Environment("tf115", "3.7", ("tensorflow-cpu==1.15.0", *OLD), ("tf",), ("2.3.1",)),
    Environment("tf20", "3.7", ("tensorflow==2.0.4", *OLD), ("tf",)),
    Environment("tf21", "3.7", ("tensorflow-cpu==2.1.4", "protobuf<3.20", "h5py<3", "numpy<1.19"), ("tf",)),
    Environment("tf22", "3.8", ("tensorflow-cpu==2.2.3", "protobuf<3.20", "numpy<1.19"), ("tf",)),
    Environment("tf23", "3.8", ("tensorflow-cpu==2.3.4", "protobuf<3.20"), ("tf",)),
    Environment("tf24", "3.8", ("tensorflow-cpu==2.4.4", "protobuf<3.20"), ("tf",)),
    Environment(
        "tf26",
        "3.9",
        ("tensorflow-cpu==2.6.5", "keras==2.6.0", "tensorflow-estimator==2.6.0", "protobuf<3.20"),
        ("tf", "keras"),
    ),
    Environment("tf210", "3.9", ("tensorflow-cpu==2.10.1", "protobuf<3.20", "numpy<1.24"), ("tf", "keras")),
    Environment("tf212", "3.11", ("tensorflow-cpu==2.12.1",), ("tf", "keras")),
    Environment("tf215", "3.11", ("tensorflow-cpu==2.15.1", "tensorflow-addons==0.23.0", "pillow"), ("tf", "keras")),
    Environment(
        "k3tf",
        "3.11",
        ("tensorflow-cpu==2.21.0", "keras==3.15.1", "tf-keras==2.21.0", "dm-tree"),
        ("tf", "keras"),
        ("3.0.5", "3.1.1", "3.2.1", "3.3.3", "3.4.1", "3.5.0", "3.6.0", "3.7.0", "3.8.0", "3.10.0"),
        backend="tensorflow",
    ),
    Environment("torch10", "3.7", ("torch==1.0.1.post2", "numpy"), ("torch",)),
    Environment("torch14", "3.7", ("torch==1.4.0", "numpy"), ("torch",)),
    Environment("torch19", "3.8", ("torch==1.9.1", "numpy"), ("torch",)),
    Environment("torch110", "3.8", ("torch==1.10.2", "numpy"), ("torch",)),
    Environment("sk022", "3.7", ("scikit-learn==0.22.2",), ("sklearn",)),
    Environment("sk024", "3.9", ("scikit-learn==0.24.2", "numpy<1.24", "scipy<1.9"), ("sklearn",)),
    Environment("sk10", "3.9", ("scikit-learn==1.0.2", "numpy<1.24"), ("sklearn",)),
    Environment("sk11", "3.9", ("scikit-learn==1.1.3", "numpy<1.24"), ("sklearn",)),
    Environment("sk12", "3.9", ("scikit-learn==1.2.2", "numpy<1.24"), ("sklearn",)),
    Environment("sk13", "3.9", ("scikit-learn==1.3.2", "numpy<1.24"), ("sklearn",)),
)
# Asked about rows alone (tests/engines): the one is older than tf.keras, the other has what came and went beside it.
FURTHER: tuple[Environment, ...] = (
    Environment("tf012", "3.6", ("tensorflow==0.12.1", *OLD), ("tf",)),
    Environment("tf29", "3.9", ("tensorflow-cpu==2.9.3", "protobuf<3.20", "numpy<1.24"), ("tf",)),
)


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A python in which one version can be asked: `path` goes in front of the packages."""

    python: Path
    flavour: str
    path: Path | None = None
    backend: str = ""

    def variables(self) -> dict[str, str]:
        """Those of a process in it."""
        found = without_pythonpath()
        found.pop("KERAS_BACKEND", None)
        if self.path is not None:
            found["PYTHONPATH"] = str(self.path)
        if self.backend:
            found["KERAS_BACKEND"] = self.backend
        return found


def interpreters(folder: Path, environments: tuple[Environment, ...] = ENVIRONMENTS) -> Iterator[Interpreter]:
    """Those of the environments that have been made in `folder`."""
    for each in environments:
        python = each.interpreter(folder)
        if not python.exists():
            continue
        for flavour in each.flavours:
            yield Interpreter(python, flavour, None, each.backend)
        for version in each.aside:
            beside = folder / f"{each.aside_of}-{version}"
            if beside.exists():
                yield Interpreter(python, each.aside_of, beside, each.backend)


def make(environment: Environment, folder: Path) -> None:
    """Make one environment in `folder` with the python of its version, which must be on the path.

    Raises:
        OSError: there is no such python.
        subprocess.CalledProcessError: pip could not install its packages.
    """
    python = environment.interpreter(folder)
    if not python.exists():
        _run(f"python{environment.python}", "-m", "venv", str(folder / environment.name))
    plain = "setuptools==59.6.0", "wheel==0.37.1"  # the newest ones for Python 3.6, which builds some of the packages
    if environment.python == "3.6":
        _run(str(python), "-m", "pip", "install", "-q", "pip==21.3.1", *plain)
    _run(str(python), "-m", "pip", "install", "-q", *environment.packages)
    for version in environment.aside:
        target = folder / f"{environment.aside_of}-{version}"
        extra = PARTS_OF_KERAS if version.startswith("2.") else ()
        options = "--no-deps", "--target", str(target), f"{environment.aside_of}=={version}"
        _run(str(python), "-m", "pip", "install", "-q", *options, *extra)


def _run(*command: str) -> None:
    print(" ".join(command), file=sys.stderr)
    subprocess.run(command, check=True, env=without_pythonpath())
