"""Runbooks beside a runbook: found by name, called inline as commands of its session, or started as jobs of their own.

A runbook is a file; with definitions only and among them a workflow it is a workflow runbook, else a script. Inline children
are brought in before the parent runs, as Azure Automation compiles them with it, so they travel with its job. Source:
workflow specification 12.
"""

import os
from typing import Any

from perdure.grammar import ast
from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import read_source
from perdure.interpreter.command import FunctionInfo
from perdure.interpreter.lookup import find_command
from perdure.interpreter.parse_errors import parse_script_error
from perdure.interpreter.values.collections import Hashtable
from perdure.interpreter.values.guid import Guid
from perdure.runtime.session import run_tree, script_block

FOLDER_VARIABLE = "PERDURE_RUNBOOKS"  # where runbooks are found; travels with jobs in their environment
DEFINITIONS = (ast.FunctionDefinition, ast.ClassDefinition, ast.EnumDefinition)


class SeveralWorkflows(Exception):
    """A file defines several workflows and none is named like it: the message names them."""


def main_workflow(tree: ast.Script, path: str, wanted: str = "") -> ast.FunctionDefinition | None:
    """Gives the workflow that a runbook runs: the one named like the file, else the only one; None for a script.

    Args:
        wanted: the name of the workflow that is meant, "" = any.

    Raises:
        SeveralWorkflows: it can't be told, or there is none of that name.
    """
    body = tree.body
    if body.end is None or body.param is not None or body.begin or body.process:
        return None
    statements = body.end.body.statements
    if not all(isinstance(s, DEFINITIONS) for s in statements):
        return None
    found = [s for s in statements if isinstance(s, ast.FunctionDefinition) and s.kind == "workflow"]
    stem = wanted.lower() or os.path.splitext(os.path.basename(path))[0].lower()
    named = [w for w in found if w.name.lower() == stem]
    if named:
        return named[-1]
    names = ", ".join([w.name for w in found])
    if wanted:
        raise SeveralWorkflows(f"{path} holds no workflow {wanted}{f', but {names}' if names else ''}.")
    if len(found) > 1:
        raise SeveralWorkflows(f"{path} holds several workflows ({names}) and none is named like the file.")
    return found[0] if found else None


def runbook_file(folder: str, name: str) -> str | None:
    """Gives the file of a runbook by its name, without regard to case; None where there is none."""
    wanted = name.lower() + ".ps1"
    try:
        return next((os.path.join(folder, f) for f in sorted(os.listdir(folder)) if f.lower() == wanted), None)
    except OSError:
        return None


def read_runbook(path: str) -> ast.Script:
    """Parses a runbook's file; a parse error is a script error."""
    try:
        return parse_source(read_source(path))
    except ParseError as error:
        raise parse_script_error(error) from None


def import_children(cx: Any, tree: ast.Script, folder: str) -> None:
    """Makes the runbooks beside one commands of the session, as far as it or they call them and nothing else is meant."""
    cx.environment[FOLDER_VARIABLE] = folder
    waiting, seen = [tree], set()
    while waiting:
        here = waiting.pop()
        for name in called_names(here):
            if name in seen:
                continue
            seen.add(name)
            path = runbook_file(folder, name)
            if path is not None and find_command(name, cx.global_scope) is None:
                child = read_runbook(path)
                enter(cx, os.path.splitext(os.path.basename(path))[0], child, path)
                waiting.append(child)


def called_names(tree: ast.Script) -> list[str]:
    """Gives the commands that a text calls and does not define, lower case."""
    nodes = list(tree.body.walk())
    defined = {n.name.lower() for n in nodes if isinstance(n, ast.FunctionDefinition)}
    called = [n.name.value.lower() for n in nodes if isinstance(n, ast.Command) and isinstance(n.name, ast.String)]
    return [name for name in dict.fromkeys(called) if name not in defined and "/" not in name and "\\" not in name]


def enter(cx: Any, name: str, tree: ast.Script, path: str) -> None:
    """Makes a runbook a command: its workflow, or a script's text as a function."""
    main = main_workflow(tree, path)
    if main is None:
        cx.global_scope.set_function(name, FunctionInfo(name, script_block(cx, tree)))
        return
    run_tree(cx, tree, [], _drop)
    if main.name.lower() != name.lower():
        cx.global_scope.set_function(name, cx.global_scope.find_function(main.name.lower()))


def identify(stage: Any, instance_id: str) -> None:
    """Gives a runbook's job its id, by which `$PSPrivateMetadata.JobId` tells that Azure Automation runs it."""
    table = Hashtable()
    table.set("JobId", Guid(instance_id.replace("-", "")))
    stage.instance_id = instance_id
    stage.common.setdefault("psprivatemetadata", table)


def _drop(_value: Any) -> None:
    """Definitions put nothing out."""
