"""How many files of a folder the prefilter passes, what a megabyte costs, and which losses it would lose.

    python benchmarks/prefilter.py FOLDER

A file holds a loss, by its syntax tree, when it calls `.compile` with loss=, optimizer= or metrics=, or names a
framework's loss. Names that merely contain `log_loss` or `losses` are the user's own and are listed, not counted.
"""

from __future__ import annotations

import ast
import re
import sys
import time
import warnings
from pathlib import Path

from lossguard.source.prefilter import relevant
from lossguard.source.read import from_bytes, is_notebook

LOSS = re.compile(
    r"(?i)cross_?entropy|^(?:bce|nll|mse|l1|kld|ctc|hinge|smoothl1|huber|gaussiannll|poisson\w*nll|margin|multi\w*margin"
    r"|soft_?margin|triplet\w*|cosine\w*|nce|sampled_softmax)(?:withlogits)?_?loss$|^kl_div"
)


def holds_loss(text: str) -> bool:
    """Whether the syntax tree of one part calls a model's compile or names a loss of a framework."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return False
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "compile":
            named = {keyword.arg for keyword in node.keywords}
            if not named.isdisjoint(("loss", "optimizer", "metrics")):
                return True
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name and LOSS.search(name):
            return True
    return False


def main(folder: str) -> None:
    """Print the figures for all Python files and notebooks below `folder`."""
    warnings.simplefilter("ignore")
    paths = [str(path) for path in sorted(Path(folder).rglob("*")) if path.suffix in (".py", ".ipynb")]
    contents = [(path, Path(path).read_bytes()) for path in paths if Path(path).is_file()]
    started = time.perf_counter()
    passed = {path for path, data in contents if relevant(data, is_notebook(path))}
    seconds = time.perf_counter() - started
    megabytes = sum(len(data) for _, data in contents) / 1e6
    holding = {p for p, data in contents if any(holds_loss(part.text) for part in from_bytes(p, data).parts)}
    print(f"{len(contents)} files, {megabytes:.0f} MB, {len(passed)} pass ({len(passed) / len(contents):.1%})")
    print(f"{seconds * 1e3 / megabytes:.2f} ms a megabyte")
    print(f"{len(holding)} files hold a loss, {len(holding - passed)} of them lost")
    for path in sorted(holding - passed):
        print("lost:", path)


if __name__ == "__main__":
    main(sys.argv[1])
