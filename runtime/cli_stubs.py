"""The options of `run` and `resume` that bring stubs: --stub FILE, --stub-log FILE, --record-unknown."""

import os
from typing import Any

from perdure.runtime.cli import USAGE, CannotDo
from perdure.runtime.stubs import from_files
from perdure.runtime.stubs_answers import BadStub
from perdure.runtime.stubs_calls import CallLog


class StubOptions:
    """What was said of stubs; `valued` and `flags` are its options as the command line reads them."""

    flags = ("--record-unknown",)

    def __init__(self) -> None:
        self.files: list[str] = []
        self.logs: list[str] = []
        self.record_unknown = False
        self.valued = {"--stub": self.files, "--stub-log": self.logs}

    @property
    def log(self) -> str | None:
        return self.logs[-1] if self.logs else None

    @property
    def given(self) -> bool:
        return bool(self.files or self.log or self.record_unknown)

    def install(self, cx: Any, script: str | None, anew: bool) -> None:
        """Gives a session the stubs; `script`: the file whose neighbours answer too; `anew`: the log is begun afresh."""
        beside = os.path.dirname(os.path.abspath(script)) if script is not None else ""
        try:
            log = CallLog(self.log, anew)
            from_files(self.files, self.record_unknown, log, beside).install(cx)
        except BadStub as bad:
            raise CannotDo(str(bad), USAGE) from None
        except OSError as error:
            raise CannotDo(f"{self.log} can't be written: {error.strerror}.", USAGE) from None
