"""A folder with a store of its own, in which processes `perdure ...` are started one after the other and waited for."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from perdure.runtime.testing.slot import Slot, base_environment, end_group

PROCESS_S_MAX = 60.0


class Broken(Exception):
    """A process did what no process may do."""


class Place:
    """See the module. `cwd` is made by who fills it."""

    def __init__(self, slot: Slot, variables: dict[str, str]) -> None:
        self.slot, self.variables = slot, variables
        self._folder = tempfile.TemporaryDirectory(prefix="kills-", ignore_cleanup_errors=True)
        self.cwd = Path(self._folder.name, "cwd")
        self._count = 0

    def close(self) -> None:
        """Takes the folder away."""
        self._folder.cleanup()

    def jobs(self) -> list[dict[str, Any]]:
        """Gives the jobs in the store, `[{"id", "name", "state", ...}]`."""
        return list(self.ask("jobs", "--json"))

    def outputs(self, job: int) -> list[str]:
        """Gives all that the job has put out, as the store has it."""
        return [str(value) for value in self.ask("output", str(job), "--json")]

    def remarks(self) -> str:
        """Gives the last lines that went to standard error."""
        texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(self.cwd.parent.glob("err*"))]
        return " / ".join("".join(texts).strip().splitlines()[-3:])

    def ask(self, *arguments: str) -> Any:
        """Gives what `perdure ... --json` tells."""
        return json.loads(self.text(*arguments))

    def text(self, *arguments: str) -> str:
        """Gives what a process shows that must succeed."""
        pid, out = self.start(list(arguments), {})
        status = self.end(pid)
        if status != 0:
            raise Broken(f"perdure {' '.join(arguments)}: exit status {status}: {self.remarks()}")
        return out.read_text(encoding="utf-8")

    def start(self, arguments: list[str], variables: dict[str, str]) -> tuple[int, Path]:
        """Starts a process; gives its id and the file that gets its standard output."""
        self._count += 1
        out, err = self.cwd.parent / f"out{self._count:03}", self.cwd.parent / f"err{self._count:03}"
        out.touch()  # the process may be killed before it has made them
        err.touch()
        environment = {
            **base_environment(),
            "PERDURE_STORE": str(self.cwd.parent / "store.db"),
            **self.variables,
            **variables,
        }
        request = {"argv": arguments, "cwd": str(self.cwd), "env": environment, "stdin": os.devnull}
        return self.slot.start({**request, "stdout": str(out), "stderr": str(err)}), out

    def end(self, pid: int) -> int:
        """Waits for a process and ends what it has left behind; gives its exit status."""
        status = self.slot.wait(PROCESS_S_MAX)
        end_group(pid)
        if status is None:
            self.slot.wait(PROCESS_S_MAX)
            raise Broken(f"still running after {PROCESS_S_MAX:g} s: {self.remarks()}")
        return status
