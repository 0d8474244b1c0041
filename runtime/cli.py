"""The command line: which subcommand or which of pwsh's own options is meant. What each does stands in cli_*.py.

Hand-made dispatch, so that `perdure FILE` starts without a parser library; the others import what they need.
"""

import os
import sys
from importlib import import_module
from typing import Any, NoReturn

from perdure.interpreter.errors import EngineBug

SUBCOMMANDS = {
    "run": "perdure.runtime.cli_run",
    "resume": "perdure.runtime.cli_run",
    "jobs": "perdure.runtime.cli_jobs",
    "show": "perdure.runtime.cli_jobs",
    "output": "perdure.runtime.cli_jobs",
    "suspend": "perdure.runtime.cli_jobs",
    "stop": "perdure.runtime.cli_jobs",
    "rm": "perdure.runtime.cli_jobs",
    "checkpoints": "perdure.runtime.cli_jobs",
    "diff": "perdure.runtime.cli_jobs",
    "fork": "perdure.runtime.cli_fork",
    "check": "perdure.runtime.cli_check",
    "assets": "perdure.runtime.cli_assets",
}
REFUSED = 4  # exit status: what was asked for can't be done
USAGE = 64
BUG = 70  # a fault of perdure itself

HELP = """\
perdure FILE [arguments]            runs a script as `pwsh -NoProfile -File` does
perdure -c TEXT, perdure -          runs a text, standard input
perdure run FILE [arguments]        runs a runbook's workflow as a job, any other file as a script
perdure run --resume FILE           goes on with the file's unfinished job, else starts
    [--stub FILE]... [--stub-log FILE] [--record-unknown]   what answers for commands that are not there
    [--assets FILE] [--profile runbook] [--evict-after SECONDS]   as Azure Automation runs it
    [--workflow NAME]                                             one of several in the file
perdure resume JOB                  goes on with a job from its last checkpoint
perdure jobs | show JOB | output JOB   [--json]
perdure suspend JOB | stop JOB | rm JOB
perdure checkpoints JOB             lists the saved states that are kept of a job
perdure show JOB --at N             every branch's place and variables at a checkpoint
perdure diff JOB N M                what changed from checkpoint N to M
perdure fork JOB --at N [--set NAME=VALUE]...   starts a new job from a checkpoint   [--json]
perdure check PATH...               what 5.1 would refuse, advice for PowerShell 7   [--json] [--sarif] [--fail-on LEVEL]

perdure assets list|get|set|rm|import|key   Automation assets: what Get-AutomationVariable and its like give

--store PATH or PERDURE_STORE: the file that keeps jobs (before FILE)
--keep N (run, resume, fork): how many checkpoints of a job stay, 10 without it; all, or 0 = none of a job that has ended
exit status of run and resume: 0 Completed, 1 Failed or Stopped, 3 Suspended, 4 refused
"""


class CannotDo(Exception):
    """Something that was asked for can't be done: a message of a line or two, and the exit status."""

    def __init__(self, message: str, status: int = REFUSED) -> None:
        super().__init__(message)
        self.status = status


class Options:
    """What stands before the subcommand or file: `store` a path, "" = in memory, None = the default store.

    `keep`: how many checkpoints of a job stay (run, resume), None = the usual number.
    """

    def __init__(self) -> None:
        self.store: str | None = None
        self.keep: int | None = None

    def store_path(self) -> str:
        """Gives the store's path."""
        from perdure.runtime.stores import default_store_path

        return self.store if self.store is not None else default_store_path()


def main(argv: list[str]) -> NoReturn:
    """Runs the command line and ends the process with its exit status."""
    try:
        status = run(argv)
    except CannotDo as refusal:
        complain(str(refusal))
        status = refusal.status
    except BrokenPipeError:
        status = 0
    except Exception as fault:
        if os.environ.get("PERDURE_TRACEBACK"):
            raise
        complain(f"{EngineBug.of(fault)}\nPERDURE_TRACEBACK=1 shows where it is.")
        status = BUG
    leave(status)


def leave(status: int) -> NoReturn:
    """Ends the process at once: threads of activities that still run are not waited for."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
    os._exit(status & 0xFF)


def run(argv: list[str]) -> int:
    options = Options()
    i = 0
    while i < len(argv):
        word = argv[i]
        if word == "--store" and i + 1 < len(argv):
            options.store = argv[i + 1]
            i += 2
        elif word.startswith("--store="):
            options.store = word.partition("=")[2]
            i += 1
        elif word in ("--help", "-h", "-?"):
            print(HELP, end="")
            return 0
        elif word == "--version":
            from importlib.metadata import version

            print(f"perdure {version('perdure')}")
            return 0
        else:
            break
    rest = argv[i:]
    if rest and rest[0] in SUBCOMMANDS:
        module: Any = import_module(SUBCOMMANDS[rest[0]])
        return int(module.main(rest[0], rest[1:], options))
    from perdure.runtime.cli_script import main as script

    return script(rest, options)


def complain(text: str) -> None:
    """Says something of the command's own, on standard error."""
    for line in text.splitlines():
        print(f"perdure: {line}", file=sys.stderr)


def explain(text: str) -> None:
    """Shows a diagnostic on standard error: its first line is the command's own remark, the source line stands below."""
    first, _, rest = text.partition("\n")
    complain(first)
    if rest:
        print(rest, file=sys.stderr)


def subcommand_options(
    argv: list[str], options: Options, flags: tuple[str, ...], valued: dict[str, list[str]] | None = None
) -> tuple[list[str], set[str]]:
    """Gives a subcommand's arguments and the flags among them; --store may stand here too.

    Args:
        valued: options that take a value, by `--name VALUE` or `--name=VALUE`; the values are put into the lists.

    Raises: CannotDo for an option that it does not know, or one without its value.
    """
    given: list[str] = []
    found: set[str] = set()
    known = {"--store": [], **(valued or {})}
    rest = iter(argv)
    for word in rest:
        name, equals, value = word.partition("=")
        if word in flags:
            found.add(word)
        elif name in known:
            if not equals:
                value = next(rest, "")
            if not value:
                raise CannotDo(f"{name} needs a value", USAGE)
            known[name].append(value)
        elif word.startswith("--"):
            raise CannotDo(f"unknown option {word}", USAGE)
        else:
            given.append(word)
    options.store = known["--store"][-1] if known["--store"] else options.store
    return given, found
