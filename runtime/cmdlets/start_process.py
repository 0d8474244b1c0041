"""Start-Process: a program of its own, beside the script."""

import os
from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ErrorRecord, ScriptError
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.process import Process
from perdure.interpreter.words import split_arguments
from perdure.runtime import drives
from perdure.runtime.processes import LiveProcess


@cmdlet(
    "Start-Process",
    aliases="saps",
    module="Microsoft.PowerShell.Management",
    default_set="Default",
    should_process=True,
)
class StartProcess(Cmdlet):
    """Starts a program, and waits for its end under -Wait."""

    FilePath = P("string", pos=0, mandatory=True, alias="PSPath Path")
    ArgumentList = P("string[]", pos=1, alias="Args")
    Credential = P("pscredential", sets="Default", alias="RunAs")
    WorkingDirectory = P("string")
    LoadUserProfile = P("switch", sets="Default", alias="Lup")
    NoNewWindow = P("switch", sets="Default", alias="nnw")
    PassThru = P("switch")
    RedirectStandardError = P("string", sets="Default", alias="RSE")
    RedirectStandardInput = P("string", sets="Default", alias="RSI")
    RedirectStandardOutput = P("string", sets="Default", alias="RSO")
    Verb = P("string", sets="UseShellExecute")
    WindowStyle = P("string", values=("Normal", "Hidden", "Minimized", "Maximized"))
    Wait = P("switch")
    UseNewEnvironment = P("switch", sets="Default")
    Environment = P("hashtable", sets="Default")

    def begin(self) -> None:
        words = split_arguments(" ".join(self.ArgumentList or ()))
        if not self.should_process(" ".join([self.FilePath, *(self.ArgumentList or ())])):
            return
        child = self.launch(self.program(), words)
        live = LiveProcess(child.pid, self.cx.host, child)
        made = Process(child.pid, os.path.basename(self.program()), live)
        if self.Wait:
            live.wait(None)
        if self.PassThru:
            self.write(made)

    def program(self) -> str:
        """Gives the program's file: a path, or a name looked up in PATH."""
        found = self.cx.find_external(self.FilePath, self.scope)
        path = getattr(found, "path", None)
        return path if path is not None else str(self.FilePath)

    def launch(self, program: str, words: list[str]) -> Any:
        """Starts the program.

        Raises:
            ScriptError: it did not start.
        """
        from subprocess import DEVNULL, Popen

        own = None if self.cx.host.has_console else DEVNULL
        folder = self.path_of(self.WorkingDirectory) if self.WorkingDirectory else self.cx.location
        files: list[Any] = []
        try:
            stdin = self.opened(self.RedirectStandardInput, "rb", files) or own
            stdout = self.opened(self.RedirectStandardOutput, "wb", files) or own
            stderr = self.opened(self.RedirectStandardError, "wb", files) or own
            return Popen(
                [program, *words], stdin=stdin, stdout=stdout, stderr=stderr, cwd=folder, env=self.environment()
            )
        except (OSError, ValueError) as error:
            raise self.failed(program, folder, error) from None
        finally:
            for file in files:
                file.close()

    def path_of(self, text: str) -> str:
        return drives.file_path(self.cx, text, self.scope)

    def opened(self, text: str | None, mode: str, files: list[Any]) -> Any:
        """Opens a file of a redirection; None without one."""
        if text is None:
            return None
        file = open(self.path_of(text), mode)  # noqa: SIM115 - closed by whoever started the program
        files.append(file)
        return file

    def environment(self) -> dict[str, str]:
        """Gives the program's environment variables: the session's, with -Environment's in front."""
        given = unwrap(self.Environment)
        made: dict[str, str] = dict(self.cx.environment)
        for name, value in given.items() if isinstance(given, Dictionary) else ():
            if value is None:
                made.pop(to_string(name), None)
            else:
                made[to_string(name)] = to_string(value)
        return made

    def failed(self, program: str, folder: str, error: Exception) -> ScriptError:
        """Makes the error of a program that did not start."""
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        text = (
            "This command cannot be run due to the error: An error occurred trying to start process "
            f"'{program}' with working directory '{folder}'. {reason}"
        )
        record: ErrorRecord = self.error(
            text, "InvalidOperationException", "InvalidOperation", None, "System.InvalidOperationException"
        )
        return ScriptError(record)
