"""Scripts as `pwsh` runs them: -File, -Command, standard input; pwsh's own options in any case and by prefix."""

import os
import sys
from collections.abc import Callable
from typing import Any

from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source, read_source
from perdure.interpreter.binding import Argument
from perdure.interpreter.context import Context
from perdure.interpreter.errors import BreakFlow, Cancelled, ErrorRecord, ExitFlow, ScriptError
from perdure.interpreter.parse_errors import parse_records
from perdure.interpreter.typesys import find_type
from perdure.runtime.cli import USAGE, CannotDo, Options, leave
from perdure.runtime.cli_interrupt import attended
from perdure.runtime.cli_stdin import run_lines
from perdure.runtime.cli_usage import PWSH_USAGE
from perdure.runtime.console import Console, standard_console
from perdure.runtime.engine_slot import attach
from perdure.runtime.external import exit_number
from perdure.runtime.session import new_context, run_tree

NO_SCRIPT = (
    "The argument '{}' is not recognized as the name of a script file. Check the spelling of the name, or if a path was "
    "included, verify that the path is correct and try again."
)
NEEDS = {"workingdirectory": "-WorkingDirectory requires an argument that is a directory path"}
FLAGS = ("noprofile", "nologo", "noninteractive", "interactive", "noexit", "login", "mta", "sta", "noprofileloadtime")
VALUED = (
    "executionpolicy", "inputformat", "outputformat", "windowstyle", "configurationname", "configurationfile",
    "custompipename", "settingsfile", "workingdirectory",
)  # fmt: skip
FORMAT = {"output": "text"}  # what -OutputFormat says
MODES = ("file", "command", "encodedcommand", "commandwithargs", "version", "help")
SHORT = {
    "c": "command", "f": "file", "e": "encodedcommand", "ec": "encodedcommand", "enc": "encodedcommand", "nop": "noprofile",
    "noni": "noninteractive", "nol": "nologo", "noe": "noexit", "i": "interactive", "l": "login", "ep": "executionpolicy",
    "ex": "executionpolicy", "wd": "workingdirectory", "wo": "workingdirectory", "w": "windowstyle", "v": "version",
    "h": "help", "?": "help", "cwa": "commandwithargs", "if": "inputformat", "inp": "inputformat", "o": "outputformat",
    "of": "outputformat", "config": "configurationname",
}  # fmt: skip


def main(argv: list[str], options: Options) -> int:
    """Runs what the arguments say."""
    try:
        return chosen(argv, options)
    except BadInvocation as bad:
        if bad.usage:
            print(PWSH_USAGE, end="")
        sys.stdout.flush()
        print(bad.text, file=sys.stderr)
        return USAGE


class BadInvocation(Exception):
    """pwsh's own options were used wrongly: the message as pwsh words it, and whether it shows its usage before."""

    def __init__(self, text: str, usage: bool = True) -> None:
        super().__init__(text)
        self.text, self.usage = text, usage


def chosen(argv: list[str], options: Options) -> int:
    """Runs what pwsh's options say."""
    mode, rest, folder = choose(argv)
    if mode == "version":
        print("PowerShell 7.6.5")
        return 0
    if mode == "file":
        if not rest:
            raise CannotDo("-File needs the path of a script.", USAGE)
        if rest[0] == "-":
            return run_stdin(options, folder, True)
        return run_file(rest[0], rest[1:], options, folder, argv[0].startswith("-"))
    if mode == "encodedcommand":
        return run_text(decoded(rest[0] if rest else ""), rest[1:], options, folder, True)
    if mode == "command":
        if rest == ["-"]:
            return run_stdin(options, folder, False)
        return run_text(" ".join(rest), [], options, folder, True)
    if mode == "commandwithargs":
        return run_text(rest[0] if rest else "", rest[1:], options, folder)
    return run_stdin(options, folder, True)


def choose(argv: list[str]) -> tuple[str, list[str], str | None]:
    """Gives what is to be run (a mode), the arguments for it and the working directory."""
    folder: str | None = None
    i = 0
    while i < len(argv):
        word = argv[i]
        if word == "-":
            return "file", argv[i:], folder
        if not word.startswith(("-", "/?")):
            return "file", argv[i:], folder
        name = option_name(word)
        i += 1
        if name in MODES:
            return name, argv[i:], folder
        if name in VALUED:
            if i >= len(argv):
                raise BadInvocation(
                    f"Cannot process the command because {NEEDS.get(name, word + ' requires an argument')}.", False
                )
            if name == "workingdirectory":
                folder = argv[i]
            elif name == "outputformat":
                FORMAT["output"] = argv[i].lower()
            i += 1
        elif name not in FLAGS:
            return "file", [word, *argv[i:]], folder  # as pwsh: what is no option is taken as a script's name
    return "stdin", [], folder


def option_name(word: str) -> str:
    """Gives the option that a word means, by its short form or an unambiguous prefix; "" for none."""
    low = word.lstrip("-/").lower()
    if low in SHORT:
        return SHORT[low]
    known = (*FLAGS, *VALUED, *MODES)
    if low in known:
        return low
    hits = [name for name in known if name.startswith(low)]
    return hits[0] if low and len(hits) == 1 else ""


def decoded(text: str) -> str:
    """Gives the text of -EncodedCommand: UTF-16 in Base64."""
    import base64

    try:
        return base64.b64decode(text, validate=True).decode("utf-16-le")
    except ValueError:
        raise BadInvocation(
            "Cannot process the command because the value specified with -EncodedCommand is not properly encoded. The value "
            "must be Base64 encoded."
        ) from None


def read_script(path: str) -> Source:
    """Reads a script file; CannotDo says why it can't be."""
    if not os.path.exists(path) and os.path.exists(path + ".ps1"):
        path += ".ps1"
    try:
        if os.path.isdir(path):
            raise CannotDo(f"{path} is a directory, not a script.", USAGE)
        source = read_source(os.path.abspath(path))
    except FileNotFoundError:
        raise CannotDo(NO_SCRIPT.format(path), USAGE) from None
    except OSError as error:
        raise CannotDo(f"{path} can't be read: {error.strerror}.", USAGE) from None
    if "\0" in source.text:
        raise CannotDo(f"{path} holds binary data, not a script.", USAGE)
    return source


def run_file(path: str, words: list[str], options: Options, folder: str | None, as_pwsh: bool = False) -> int:
    """Runs a script file with the words behind it as its arguments; `as_pwsh`: pwsh's options stood before it."""
    if as_pwsh and not os.path.exists(path) and not os.path.exists(path + ".ps1"):
        raise BadInvocation(NO_SCRIPT.format(path))
    source = read_script(path)
    return run_source(source, script_arguments(words), options, folder)


def run_text(text: str, words: list[str], options: Options, folder: str | None, command: bool = False) -> int:
    """Runs a text; `command`: it is -Command's, so its input is standard input and its last `$?` the exit status."""
    return run_source(Source(text), [Argument(None, word) for word in words], options, folder, command)


def session(options: Options, folder: str | None = None) -> tuple[Context, Console]:
    """Makes the session of this process, with its console."""
    missing = folder is not None and not os.path.isdir(folder)
    cx = new_context(location=None if folder is None or missing else os.path.abspath(folder))
    cx.host.interactive = not any(option_name(w) == "noninteractive" for w in sys.argv[1:] if w.startswith("-"))
    attach(cx, options.store_path() or None, options.keep)
    if FORMAT["output"] == "xml":
        from perdure.runtime.console_xml import XmlConsole

        console: Console = standard_console(cx, XmlConsole)
    else:
        console = standard_console(cx)
    if missing:
        print(f"Set-Location: Cannot find path '{folder}' because it does not exist.", file=sys.stderr)

    def end_process(status: int) -> None:
        console.end()
        leave(status)

    cx.host.leave = end_process
    return cx, console


def run_stdin(options: Options, folder: str | None, prompting: bool) -> int:
    """Runs what standard input brings; see cli_stdin.py."""
    cx, console = session(options, folder)
    try:
        return run_lines(cx, console, prompting)
    finally:
        cx.engine.close()


def run_source(
    source: Source, arguments: list[Argument], options: Options, folder: str | None, command: bool = False,
    ready: Callable[[Context], None] | None = None,
) -> int:  # fmt: skip
    """Runs a script in a fresh session, with which `ready` is done first; gives the exit status."""
    cx, console = session(options, folder)
    try:
        tree = parse_source(source)
    except ParseError as error:
        if not (command and error.incomplete):  # pwsh says nothing of a -Command that only ends too early
            console.error(parse_records(error)[0])
        return 1
    reads = command and "$input" in source.text.lower() and not sys.stdin.isatty()
    given = sys.stdin.read().splitlines() if reads else None

    def work() -> None:
        try:
            if ready is not None:
                ready(cx)
            run_tree(cx, tree, arguments, console.put, given)
        except ExitFlow:
            cx.ok = True  # `exit` says the status itself
            raise

    try:
        status = finished(cx, console, work)
        return status if status or not command or cx.ok else 1
    finally:
        cx.engine.close()


def as_the_host_has_it(error: ScriptError) -> ErrorRecord:
    """Gives the record that ends a script: an engine's exception that was thrown again shows what stands in for it there."""
    record, raised = error.record, error.record.exception
    runtime = find_type("System.Management.Automation.RuntimeException")
    if error.rethrown and not record.activity and runtime is not None and raised.net_type.is_a(runtime):
        record.reason = "ParentContainsErrorRecordException"
    return record


def finished(cx: Context, console: Console, work: Any) -> int:
    """Does the work on a deep stack; shows what ended it and gives the exit status."""
    status = 0
    try:
        attended(cx, work)
    except ScriptError as error:
        console.end()
        console.error(as_the_host_has_it(error))
        status = 1
    except ExitFlow as flow:
        status = exit_number(flow.code)
    except BreakFlow:
        status = 0
    except Cancelled:
        status = 130
    console.end()
    return status if cx.should_exit is None else exit_number(cx.should_exit)


def script_arguments(words: list[str]) -> list[Argument]:
    """Gives a script's arguments as -File passes them: texts, `-Name` and `-Name:value` by name.

    Behind `-Name:` stands the value, as a text; $true and $false mean themselves only within one word.
    """
    made: list[Argument] = []
    pending = ""
    for word in words:
        if pending:
            made.append(Argument(pending, word, True, True))
            pending = ""
        elif len(word) > 1 and word[0] in DASHES:
            name, colon, value = word[1:].partition(":")
            if colon and not value:
                pending = name
            elif colon:
                made.append(Argument(name, TRUTH.get(value.lower(), value), True, True))
            else:
                made.append(Argument(name, None, False))
        else:
            made.append(Argument(None, word))
    if pending:
        made.append(Argument(pending, None, False, True))
    return made


DASHES = "-\u2013\u2014\u2015"
TRUTH: dict[str, Any] = {"$true": True, "$false": False, "true": True, "false": False}
