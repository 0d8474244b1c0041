"""The options of `run` and `resume`: what stands before the file or beside the job's number."""

import os
import threading
from collections.abc import Callable
from typing import Any

from perdure.grammar import ast
from perdure.runtime.assets import FILE_VARIABLE
from perdure.runtime.cli import USAGE, CannotDo, Options, complain, subcommand_options
from perdure.runtime.cli_stubs import StubOptions
from perdure.runtime.runbooks import import_children
from perdure.runtime.stores.protocol import KEEP_ALL

MAX_S = 1e6

# options that take the next word
VALUED = frozenset(
    {"--store", "--keep", "--stub", "--stub-log", "--assets", "--profile", "--evict-after", "--workflow"}
)


class RunOptions:
    """What was said: `rest` is the file and its own arguments, or the job.

    `valued` and `flags` are the options as the command line reads them, beside --store and --keep.
    """

    flags = StubOptions.flags

    def __init__(self) -> None:
        self.resuming = False
        self.rest: list[str] = []
        self.stubs = StubOptions()
        self.assets: list[str] = []  # the files of --assets
        self.workflows: list[str] = []  # which one of the file's workflows is meant
        self.profiles: list[str] = []
        self.evictions: list[str] = []
        self.valued = {
            "--assets": self.assets, "--profile": self.profiles, "--evict-after": self.evictions,
            "--workflow": self.workflows, **self.stubs.valued,
        }  # fmt: skip

    @property
    def suspends(self) -> bool:
        """Tells whether an error that nobody handles suspends the job: the runbook profile."""
        for name in self.profiles:
            if name != "runbook":
                raise CannotDo(f"--profile knows 'runbook', not '{name}'", USAGE)
        return bool(self.profiles)

    @property
    def evict_s(self) -> float | None:
        """Gives the age in seconds at which the job is evicted, None = never."""
        if not self.evictions:
            return None
        try:
            seconds = float(self.evictions[-1])
        except ValueError:
            seconds = 0.0
        if not 0 < seconds < MAX_S:
            raise CannotDo(f"--evict-after takes a number of seconds, not '{self.evictions[-1]}'", USAGE)
        return seconds

    def take(self, flags: set[str]) -> None:
        """Takes the flags that were found."""
        self.resuming = "--resume" in flags
        _ = self.suspends, self.evict_s  # refused before anything begins
        self.stubs.record_unknown = "--record-unknown" in flags

    def prepare(self, cx: Any, script: str | None, begins: bool) -> None:
        """Gives a session what the options say; `script`: the file; `begins`: it is started, not gone on with."""
        if self.assets:
            cx.environment[FILE_VARIABLE] = os.path.abspath(self.assets[-1])
        if begins or self.stubs.given:
            self.stubs.install(cx, script, begins and not self.resuming)

    def limited(self, run: Callable[[Callable[[Any], None]], int], tree: ast.Script, path: str) -> int:
        """Runs a script that is no workflow, which an eviction ends for good; gives the exit status."""
        over: list[bool] = []
        timers: list[threading.Timer] = []

        def ready(cx: Any) -> None:
            self.prepare(cx, path, True)
            import_children(cx, tree, os.path.dirname(os.path.abspath(path)))
            if self.evict_s is None:
                return

            def stop() -> None:
                over.append(True)
                cx.check_stop = True
                cx.host.stopping.set()

            timers.append(threading.Timer(self.evict_s, stop))
            timers[-1].daemon = True
            timers[-1].start()

        status = run(ready)
        for timer in timers:
            timer.cancel()
        if over:
            complain("the script was evicted, and a script can't go on as a workflow can: Stopped")
        return 1 if over else status


def read_options(command: str, argv: list[str], options: Options) -> RunOptions:
    """Reads the options of one of the two subcommands; --store and --keep go where all subcommands look for them.

    Raises: CannotDo for what makes no sense.
    """
    made = RunOptions()
    keep: list[str] = []
    valued = {"--keep": keep, **made.valued}
    if command == "resume":
        made.rest, flags = subcommand_options(argv, options, made.flags, valued)
        if len(made.rest) != 1:
            raise CannotDo("resume takes the number of a job: perdure resume JOB", USAGE)
    else:
        own, made.rest = own_options(argv)
        _, flags = subcommand_options(own, options, ("--resume", *made.flags), valued)
        if not made.rest:
            raise CannotDo("run needs the path of a script: perdure run FILE [arguments]", USAGE)
    made.take(flags)
    options.keep = keep_of(keep)
    return made


def own_options(argv: list[str]) -> tuple[list[str], list[str]]:
    """Parts the options of `run` from the file and its own arguments."""
    i = 0
    while i < len(argv) and argv[i].startswith("--"):
        i += 2 if argv[i] in VALUED else 1
    return argv[:i], argv[i:]


def keep_of(given: list[str]) -> int | None:
    """Gives how many checkpoints `--keep` says; None where it is not there.

    Raises: CannotDo for anything but a number and `all`.
    """
    if not given:
        return None
    text = given[-1].lower()
    if text == "all":
        return KEEP_ALL
    if not (text.isascii() and text.isdigit()):
        raise CannotDo(f"--keep takes a number or 'all', not '{given[-1]}'", USAGE)
    return min(int(text), KEEP_ALL)
