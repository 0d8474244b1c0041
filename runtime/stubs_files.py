"""Stub files: modules and scripts whose functions are stubs, and tables (JSON, YAML, TOML) that say what commands return."""

import os
from collections.abc import Mapping
from typing import Any

from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source, read_source
from perdure.interpreter.modules import load_tree
from perdure.interpreter.parse_errors import parse_script_error
from perdure.runtime.stubs_answers import BadStub

SCRIPTS = (".psm1", ".ps1")
TABLES = (".json", ".yaml", ".yml", ".toml")


def read_stub_file(path: str) -> str:
    """Gives a stub file's text.

    Raises:
        BadStub: it is no stub file, or can't be read.
    """
    ending = os.path.splitext(path)[1].lower()
    if ending not in SCRIPTS + TABLES:
        raise BadStub(f"{path} is no stub file: {', '.join(SCRIPTS + TABLES)} are.")
    try:
        return read_source(path).text
    except OSError as error:
        raise BadStub(f"the stub file {path} can't be read: {error.strerror}.") from None


def is_script(path: str) -> bool:
    return path.lower().endswith(SCRIPTS)


def load_functions(cx: Any, path: str, text: str) -> dict[str, Any]:
    """Runs a stub module in a session and gives the functions that it exports, by lower-case name."""
    try:
        tree = parse_source(Source(text, path))
    except ParseError as error:
        raise parse_script_error(error) from None
    return load_tree(cx, path, tree, [], _drop).functions


def read_table(path: str, text: str) -> tuple[dict[str, Any], list[str]]:
    """Gives a table's entries by command, and the modules that it stands in for.

    The table is `{command: entry}`, or `{commands: {...}, modules: [...]}`.

    Raises:
        BadStub: the text is no table.
    """
    data = parse_data(path, text)
    if data is None:
        return {}, []
    if not isinstance(data, Mapping):
        raise BadStub(f"{path}: a stub table is a map from commands to what they return.")
    if set(data) <= {"commands", "modules"} and data:
        commands, modules = data.get("commands") or {}, data.get("modules") or []
        if not isinstance(commands, Mapping) or not isinstance(modules, list):
            raise BadStub(f"{path}: commands is a map from names to answers, modules is a list of names.")
        return dict(commands), [str(m) for m in modules]
    return {str(name): entry for name, entry in data.items()}, []


def parse_data(path: str, text: str) -> Any:
    """Reads JSON, YAML or TOML by the file's ending.

    Raises:
        BadStub: the text is not of that kind, or PyYAML is not there for YAML.
    """
    ending = os.path.splitext(path)[1].lower()
    try:
        if ending == ".json":
            import json

            return json.loads(text)
        if ending == ".toml":
            import tomllib

            return tomllib.loads(text)
        try:
            import yaml  # type: ignore[import-untyped,import-not-found,unused-ignore]  # no types, and optional
        except ImportError:
            raise BadStub(
                f"{path}: reading YAML needs PyYAML (pip install perdure[yaml]); JSON needs nothing."
            ) from None
        try:
            return yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise BadStub(f"{path}: {error}") from None
    except ValueError as error:
        raise BadStub(f"{path}: {error}") from None


def _drop(_value: Any) -> None:
    """Takes what a stub module puts out while it is loaded."""
