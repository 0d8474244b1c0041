"""The options of `run` and `resume`: what stands before the file or beside the job's number."""

import os
from typing import Any

from perdure.runtime.assets import FILE_VARIABLE
from perdure.runtime.cli import USAGE, CannotDo, Options, subcommand_options
from perdure.runtime.cli_stubs import StubOptions
from perdure.runtime.stores.protocol import KEEP_ALL

VALUED = ("--store", "--keep", "--stub", "--stub-log", "--assets")  # options that take the next word


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
        self.valued = {"--assets": self.assets, **self.stubs.valued}

    def take(self, flags: set[str]) -> None:
        """Takes the flags that were found."""
        self.resuming = "--resume" in flags
        self.stubs.record_unknown = "--record-unknown" in flags

    def prepare(self, cx: Any, script: str | None, begins: bool) -> None:
        """Gives a session what the options say; `script`: the file; `begins`: it is started, not gone on with."""
        if self.assets:
            cx.environment[FILE_VARIABLE] = os.path.abspath(self.assets[-1])
        if begins or self.stubs.given:
            self.stubs.install(cx, script, begins and not self.resuming)


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
