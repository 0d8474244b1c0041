"""Standard input as a session: each statement runs when its line is there, a longer one when an empty line follows.

Serves `-Command -`, which shows output only, and `-File -` or a bare start, which show the prompt and what was read. A text
that is still incomplete at the end of the input is dropped, as pwsh does.
"""

import sys

from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.interpreter.context import Context
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ExitFlow, ScriptError
from perdure.interpreter.parse_errors import parse_records
from perdure.runtime.cli_interrupt import attended
from perdure.runtime.console import Console
from perdure.runtime.external import exit_number
from perdure.runtime.session import run_tree


def run_lines(cx: Context, console: Console, prompting: bool) -> int:
    """Runs standard input statement by statement; gives the exit status."""
    status = [0]

    def work() -> None:
        try:
            read_all(cx, console, prompting)
            status[0] = int(not prompting and not cx.ok)
        except ExitFlow as flow:
            status[0] = exit_number(flow.code)

    attended(cx, work)
    console.end()
    return status[0] if cx.should_exit is None else exit_number(cx.should_exit)


def read_all(cx: Context, console: Console, prompting: bool) -> None:
    """Reads lines until the input ends, and runs what is complete."""
    pending: list[str] = []
    while cx.should_exit is None:
        if prompting:
            console.out(">> " if pending else f"PS {to_string(cx.path_info())}> ")
        line = sys.stdin.readline()
        if not line:
            break
        line = line.rstrip("\r\n")
        if prompting:
            console.out(line + "\n")
        if pending and line:
            pending.append(line)
            continue
        pending.append(line)
        if run_block(cx, console, "\n".join(pending)):
            pending = []
    if prompting:
        console.out("\n")


def run_block(cx: Context, console: Console, text: str) -> bool:
    """Runs some lines; False when they are not complete yet."""
    try:
        tree = parse_source(Source(text))
    except ParseError as error:
        if error.incomplete:
            return False
        cx.ok = False
        console.error(parse_records(error)[0])
        return True
    try:
        run_tree(cx, tree, [], console.put)
    except ScriptError as error:
        console.end()
        cx.ok = False
        console.error(error.record)
    console.end()
    return True
