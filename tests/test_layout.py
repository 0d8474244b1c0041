"""The house rules, as tests: layers, lengths, names. Exceptions stand in layout_exceptions.py, each with its reason."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.layout_exceptions import (
    CMDLETS_WITHOUT_CASES,
    LATE_ANYWHERE,
    LATE_IMPORTS,
    LONG_FILES,
    LONG_FUNCTIONS,
    WORLDLY,
)

ROOT = Path(__file__).parent.parent
LAYERS = ("grammar", "interpreter", "runtime", "perdure")
PUBLIC = {"Engine", "ErrorRecord", "ParseError", "Result", "cmdlet", "out_string", "parse", "run", "type_names"}
FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 59


@cache
def sources() -> dict[str, ast.Module]:
    """Gives the tree of every source file by its path."""
    paths = [path for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py"))]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def module_of(file: str) -> str:
    """Gives the module that a file is."""
    parts = file.removesuffix(".py").removesuffix("/__init__").split("/")
    return ".".join(parts if parts[0] == "perdure" else ["perdure", *parts])


@cache
def modules() -> frozenset[str]:
    """Gives all modules of ours."""
    return frozenset(module_of(file) for file in sources())


def layer_of(module: str) -> int:
    """Gives a module's place from left to right; the case runner stands outside, as any user of the public names."""
    if module.startswith("perdure.runtime.testing"):
        return len(LAYERS)
    words = module.split(".")
    return LAYERS.index(words[1]) if len(words) > 1 and words[1] in LAYERS else LAYERS.index("perdure")


def imported(node: ast.AST) -> list[str]:
    """Gives the modules that an import statement names; of `from a import b`, a.b where that is a module of ours."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = node.module or ""
        return [f"{base}.{a.name}" if f"{base}.{a.name}" in modules() else base for a in node.names]
    return []


@cache
def imports(file: str) -> tuple[tuple[str, bool, int], ...]:
    """Gives every imported module, whether inside a function, and the line; type checkers' own left out."""
    found: list[tuple[str, bool, int]] = []

    def inside(nodes: list[ast.stmt], late: bool) -> None:
        for node in nodes:
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
                continue
            found.extend((module, late, node.lineno) for module in imported(node))
            deeper = late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            for part in ("body", "orelse", "finalbody"):
                inside(getattr(node, part, []), deeper)
            for part in ("handlers", "cases"):
                for branch in getattr(node, part, []):
                    inside(branch.body, deeper)

    inside(sources()[file].body, False)
    return tuple(found)


def test_imports_are_absolute_and_point_left() -> None:
    wrong = []
    for file, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                wrong.append(f"{file}:{node.lineno}: relative import")
        for module, _, line in imports(file):
            if module.split(".")[0] == "perdure" and layer_of(module) > layer_of(module_of(file)):
                wrong.append(f"{file}:{line}: {module} stands to the right")
    wrong = [line for line in wrong if not line.startswith("perdure/testing.py")]  # the plugin's door
    assert not wrong


def test_there_are_no_import_cycles() -> None:
    graph = {
        module_of(file): {m for m, late, _ in imports(file) if not late and m.startswith("perdure.")}
        for file, tree in sources().items()
    }
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join([*path[path.index(module) :], module])
        if module not in done:
            for other in graph.get(module, ()):
                visit(other, (*path, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def test_imports_inside_functions_are_listed() -> None:
    found: dict[str, set[str]] = {}
    for file in sources():
        for module, late, _ in imports(file):
            if late and module.split(".")[0] not in LATE_ANYWHERE:
                found.setdefault(file, set()).add(module)
    allowed = {file: set(modules) for file, modules in LATE_IMPORTS.items()}
    unlisted = {f: sorted(m - allowed.get(f, set())) for f, m in found.items() if m - allowed.get(f, set())}
    gone = {f: sorted(m - found.get(f, set())) for f, m in allowed.items() if m - found.get(f, set())}
    assert not unlisted, "an import inside a function needs a reason in tests/layout_exceptions.py"
    assert not gone, "listed in tests/layout_exceptions.py, but no longer there"


def test_the_interpreter_does_not_touch_the_world() -> None:
    wrong = []
    for file, tree in sources().items():
        if not file.startswith("interpreter/"):
            continue
        for module, _, line in imports(file):
            if file not in WORLDLY.get(module.split(".")[0], {file: ""}):
                wrong.append(f"{file}:{line}: imports {module}")
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("open", "print", "input")
            ):
                wrong.append(f"{file}:{node.lineno}: calls {node.func.id}")
            if (
                isinstance(node, ast.Attribute)
                and node.attr in ("now", "utcnow", "today")
                and "date" in ast.dump(node.value)
            ):
                wrong.append(f"{file}:{node.lineno}: reads the clock")
    assert not wrong


def test_only_the_snapshot_pickles() -> None:
    pickles = {"pickle", "cloudpickle", "dill", "shelve"}
    found = {
        file for file, tree in sources().items() for module, _, _ in imports(file) if module.split(".")[0] in pickles
    }
    assert found <= {"interpreter/snapshot.py"}


def test_nobody_changes_the_process_s_folder_or_environment() -> None:
    wrong = []
    for file, tree in sources().items():
        text = (ROOT / file).read_text(encoding="utf-8")
        if "os." not in text or file == "runtime/testing/warm.py":  # that one stands in for exec
            continue
        for node in ast.walk(tree):
            text = ast.unparse(node) if isinstance(node, ast.Call | ast.Assign | ast.Delete) else ""
            if re.match(
                r"os\.(chdir|putenv|unsetenv)\(|(del )?os\.environ\[.*\] ?=?|os\.environ\.(update|clear|pop)\(", text
            ):
                if not isinstance(node, ast.Call) or "environ[" not in text:
                    wrong.append(f"{file}:{node.lineno}: {text}")
    assert not wrong


def test_files_are_short() -> None:
    lengths = {file: len((ROOT / file).read_text(encoding="utf-8").splitlines()) for file in sources()}
    long = {file: count for file, count in lengths.items() if count > LONG_FILES.get(file, (FILE_LINES_MAX, ""))[0]}
    done = [file for file in LONG_FILES if lengths.get(file, 0) <= FILE_LINES_MAX]
    assert not long, f"more than {FILE_LINES_MAX} lines: split by idea"
    assert not done, "no longer long: take them out of tests/layout_exceptions.py"


def test_functions_are_short() -> None:
    lengths = {}
    for file, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lengths[f"{file}::{node.name}"] = (node.end_lineno or 0) - node.lineno + 1
    long = {
        name: count for name, count in lengths.items() if count > LONG_FUNCTIONS.get(name, (FUNCTION_LINES_MAX, ""))[0]
    }
    done = [name for name in LONG_FUNCTIONS if lengths.get(name, 0) <= FUNCTION_LINES_MAX]
    assert not long, f"more than {FUNCTION_LINES_MAX} lines"
    assert not done, "no longer long: take them out of tests/layout_exceptions.py"


def test_every_module_says_what_it_is() -> None:
    empty = [file for file, tree in sources().items() if tree.body and not ast.get_docstring(tree)]
    assert not empty


def test_the_packages_of_a_wheel_are_the_folders() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    folders = {module_of(file) for file in sources() if file.endswith("/__init__.py")}
    assert set(told["packages"]) == folders
    assert told["package-dir"] == {"perdure": "perdure", **{f"perdure.{name}": name for name in LAYERS[:3]}}


def test_the_public_names_are_these() -> None:
    import perdure

    assert set(perdure.__all__) == PUBLIC
    assert {path.name for path in (ROOT / "perdure").iterdir()} - {"__pycache__"} == {
        "__init__.py", "__main__.py", "testing.py", "py.typed",
    }  # fmt: skip


def test_importing_perdure_costs_nothing() -> None:
    heavy = ("lark", "asyncio", "sqlite3", "inspect", "dataclasses", "attrs", "attr", "regex", "pickle", "threading")
    text = f"import sys, perdure; print([name for name in {heavy!r} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True, cwd=ROOT)
    assert shown.stdout.strip() == "[]"


def cmdlets() -> dict[str, ast.ClassDef | ast.FunctionDef]:
    """Gives what is declared as a cmdlet, by name."""
    found: dict[str, ast.ClassDef | ast.FunctionDef] = {}
    for file, tree in sources().items():
        for node in ast.walk(tree) if file.startswith("runtime/cmdlets/") else ():
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                for mark in node.decorator_list:
                    if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "cmdlet":
                        found[ast.literal_eval(mark.args[0])] = node
    return found


def test_every_cmdlet_has_a_synopsis_and_a_case() -> None:
    silent = [name for name, node in cmdlets().items() if not ast.get_docstring(node)]
    folders = (ROOT / "tests/conformance", ROOT / "tests/language")
    cases = "\n".join(
        p.read_text(encoding="utf-8") for folder in folders for p in folder.rglob("*.*") if p.suffix in (".ps1", ".txt")
    ).lower()
    untried = [name for name in cmdlets() if name.lower() not in cases and name not in CMDLETS_WITHOUT_CASES]
    assert not silent
    assert not untried, "no conformance case names them"


def test_the_architecture_names_what_exists() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 200
    known = {word for tree in sources().values() for word in _names(tree)}
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    wrong = []
    for name in re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
        word = name.partition("(")[0].strip()
        if re.fullmatch(r"\.\w+", word):
            continue
        if "/" in word or re.search(r"\.(py|md|toml|lark|txt|ps1|sh)$", word):
            exists = (ROOT / word.partition("::")[0]).exists()
        elif word.startswith("make "):
            exists = word.split()[1] in targets
        else:
            exists = all(part in known for part in word.split(".") if part != "perdure") or word in LAYERS
        if not exists:
            wrong.append(name)
    assert not wrong


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg):
            yield node.arg


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a checkout knows its files")
def test_no_file_names_a_workplace() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    place = re.compile(rb"(?<![\w.~$}>-])/(work|root|home/\w+|opt/\w+|Users/\w+)/|pypi\.org|pythonhosted")
    wrong = []
    for file in filter(None, listed.split("\0")):
        path = ROOT / file
        if file.startswith("tests/conformance/") or file == "tests/test_layout.py" or not path.is_file():
            continue
        wrong += [f"{file}: {found[0].decode()}" for found in place.finditer(path.read_bytes())]
    assert not wrong
