"""`perdure fork JOB --at N [--set NAME=VALUE ...]`: starts a new job from a checkpoint and follows it as `resume` does.

A value is a PowerShell expression (`5`, `$true`, `@(1, 2)`, `[datetime]'2026-01-31'`); what is no expression is text.
"""

import json
import re
from typing import Any

from perdure.grammar import ast
from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.records import DamagedRecord, MissingName
from perdure.runtime.cli import USAGE, CannotDo, Options, subcommand_options
from perdure.runtime.cli_run import go_on
from perdure.runtime.cli_run_options import RunOptions, keep_of
from perdure.runtime.cli_travel import checkpoint_of, child_of
from perdure.runtime.jobs_fork import Setting, fork
from perdure.runtime.session import run_tree

SETTING = re.compile(r"(?:(\d+):)?\$?([^\W\d]\w*)=(.*)", re.DOTALL)


def main(_command: str, argv: list[str], options: Options) -> int:
    """Runs the subcommand; the exit status tells how the new job ended, as that of `run`."""
    at: list[str] = []
    asked: list[str] = []
    keep: list[str] = []
    said = RunOptions()
    valued = {"--at": at, "--set": asked, "--keep": keep, **said.valued}
    given, flags = subcommand_options(argv, options, ("--json", *said.flags), valued)
    if len(given) != 1 or len(at) != 1:
        raise CannotDo("fork takes a job and one of its checkpoints: perdure fork JOB --at N [--set NAME=VALUE]", USAGE)
    options.keep = keep_of(keep)
    said.take(flags)
    pairs = [parted(text) for text in asked]
    made: list[Any] = []

    def begin(cx: Any) -> Any:
        child = child_of(cx, given[0])
        checkpoint, _ = checkpoint_of(cx, child, at[0])
        settings: list[Setting] = [(number, name, value_of(cx, name, text)) for number, name, text in pairs]
        try:
            made.append(fork(cx.engine.stored, child, checkpoint.seq, settings))
        except (DamagedRecord, MissingName) as bad:
            raise CannotDo(f"job {given[0]} can't be forked here: {bad}") from None
        return made[0]

    as_json = "--json" in flags
    status = go_on(begin, options, said, silent=as_json)
    if as_json:
        job = made[0]
        origin, number = job.children[0].origin
        told = {
            "id": job.id, "name": job.name, "state": job.state, "forkedFrom": {"job": origin, "checkpoint": number},
            "set": [name for _, name, _ in pairs],
        }  # fmt: skip
        print(json.dumps(told, ensure_ascii=False))
    return status


def parted(text: str) -> tuple[int, str, str]:
    """Gives branch, name and value of a `--set`."""
    found = SETTING.fullmatch(text)
    if found is None:
        raise CannotDo(f"--set takes NAME=VALUE (or BRANCH:NAME=VALUE), not '{text}'", USAGE)
    return int(found[1] or 0), found[2], found[3]


def value_of(cx: Any, name: str, text: str) -> Any:
    """Gives the value that a text says: a PowerShell expression's, else the text itself.

    Raises: CannotDo where the text begins an expression that does not parse, or the expression fails.
    """
    try:
        statements = parse_source(Source(text)).body.end
    except ParseError as error:
        raise CannotDo(f"--set {name}: '{text}' is not a PowerShell value: {error.errors[0].message}", USAGE) from None
    found = statements.body.statements if statements is not None else ()
    if len(found) != 1 or not is_expression(found[0]):
        return text
    before = dict(cx.global_scope.vars)
    try:
        run_tree(cx, parse_source(Source(f"$ErrorActionPreference = 'Stop'; $value = {text}")), [], lambda _value: None)
        value = cx.global_scope.vars.get("value")
    except ScriptError as error:
        raise CannotDo(f"--set {name}: {error.record.message}", USAGE) from None
    finally:
        cx.global_scope.vars = before
    return text if value is None and text[:1].isalnum() else value  # 1.2.3 is a property that a number hasn't


def is_expression(statement: ast.Node) -> bool:
    return (
        isinstance(statement, ast.Pipeline)
        and len(statement.elements) == 1
        and isinstance(statement.elements[0], ast.CommandExpression)
    )
