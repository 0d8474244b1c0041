"""Native programs as commands: arguments, standard input, output and error, exit status.

A program runs beside the pipeline: its input is written and its output read as objects come and go, so neither side waits
for the other for ever. Two programs side by side pass bytes. Source: about_Native_Commands, $PSNativeCommand* variables.
"""

import os
import selectors
from typing import Any

from perdure.interpreter.binding import Argument
from perdure.interpreter.command import ApplicationInfo
from perdure.interpreter.errors import ErrorRecord, InvocationInfo, NetException, ScriptError
from perdure.interpreter.pipeline import Stage
from perdure.interpreter.reporting import locate, preference, remember
from perdure.interpreter.values.base import NOTHING, unwrap
from perdure.interpreter.values.numbers import Byte
from perdure.runtime.native_arguments import argument_list

SMA = "System.Management.Automation."
CHUNK_BYTES = 1 << 16
DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl
LOOK_S = 0.1  # how often a waiting pipeline asks whether the run is to stop
OUT_WIDTH = 120


class NativeStage(Stage):
    """One program in a pipeline."""

    def __init__(
        self, info: ApplicationInfo, arguments: list[Argument], sc: Any, expects_input: bool, source: Any, span: Any
    ) -> None:
        self.info, self.sc, self.cx = info, sc, sc.cx
        self.expects_input = expects_input
        self.source, self.span = source, span
        self.arguments = argument_list(arguments, source, sc.cx)
        self.process: Any = None
        self.sending = bytearray()
        self.out_rest, self.error_rest = b"", b""
        self.errors_written = 0
        self.formatter: Any = None
        self.bytes_out: NativeStage | None = None

    # -- the stage's parts -----------------------------------------------------------------------------------------------

    def on_begin(self) -> None:
        next_stage = getattr(self.emit, "__self__", None)
        if type(next_stage) is NativeStage and "output" not in self.cx.streams.merged:
            self.bytes_out = next_stage
        self.to_records = self.wants_errors()
        self.launch()

    def wants_errors(self) -> bool:
        """Tells whether standard error comes to us: it is redirected, or there is no console that shows it."""
        return "error" in self.cx.streams.merged or not self.cx.host.has_console

    def launch(self) -> None:
        """Starts the program; the error of one that cannot start ends the statement."""
        from subprocess import DEVNULL, PIPE, Popen

        own_input = None if self.cx.host.has_console else DEVNULL
        try:
            self.process = Popen(
                [self.info.path, *self.arguments],
                stdin=PIPE if self.expects_input else own_input,
                stdout=PIPE,
                stderr=PIPE if self.to_records else None,
                cwd=self.cx.location,
                env=self.cx.environment,
                bufsize=0,
                preexec_fn=dying_with(os.getpid()) if self.cx.of_job else None,
            )
        except (OSError, ValueError) as error:
            raise self.not_started(error) from None
        self.selector = selectors.DefaultSelector()
        for pipe, name in ((self.process.stdout, "out"), (self.process.stderr, "error")):
            if pipe is not None:
                os.set_blocking(pipe.fileno(), False)
                self.selector.register(pipe, selectors.EVENT_READ, name)
        if self.process.stdin is not None:
            os.set_blocking(self.process.stdin.fileno(), False)

    def on_input(self, value: Any) -> None:
        if self.process.stdin is None:
            return
        plain = unwrap(value)
        kind = type(plain)
        if kind is str:
            self.send(plain + "\n")
        elif kind is Byte:
            self.sending.append(plain)
        elif kind is bytes:
            self.sending += plain
        else:
            self.send_formatted(value)
        self.pump(False)

    def on_end(self) -> None:
        if self.formatter is not None:
            self.formatter.end()
        self.pump(True)
        self.finish(self.process.wait())

    def on_close(self) -> None:
        process = self.process
        if process is None:
            return
        if process.returncode is None and process.poll() is None:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
        self.selector.close()

    # -- input and output ------------------------------------------------------------------------------------------------

    def send(self, text: str) -> None:
        """Queues text for the program's input."""
        self.sending += text.encode("utf-8", "surrogatepass")

    def send_formatted(self, value: Any) -> None:
        """Queues what Out-String -Stream makes of an object."""
        if self.formatter is None:
            from perdure.runtime.formatting.output import Output

            self.formatter = Output(lambda line, _stream: self.send(line + "\n"), OUT_WIDTH, self.sc)
        self.formatter.feed(value)

    def pump(self, to_end: bool) -> None:
        """Writes waiting input and reads what has come; `to_end`: until the program has closed its output."""
        stdin = self.process.stdin
        writing = stdin is not None and not stdin.closed
        if writing and (self.sending or to_end):
            self.write_some(stdin)
        while True:
            waits = stdin is not None and not stdin.closed and bool(self.sending)
            if waits and stdin not in self.selector.get_map():
                self.selector.register(stdin, selectors.EVENT_WRITE, "in")
            if to_end and stdin is not None and not stdin.closed and not self.sending:
                self.close_input(stdin)
            if not self.selector.get_map():
                return
            ready = self.selector.select(LOOK_S if to_end or len(self.sending) > CHUNK_BYTES else 0)
            self.cx.host.check_stop()
            for key, _ in ready:
                if key.data == "in":
                    self.write_some(stdin)
                else:
                    self.read_some(key.fileobj, key.data)
            if not to_end and (not ready or len(self.sending) <= CHUNK_BYTES):
                return

    def write_some(self, stdin: Any) -> None:
        """Writes as much waiting input as the pipe takes."""
        try:
            while self.sending:
                done = os.write(stdin.fileno(), bytes(self.sending[:CHUNK_BYTES]))
                del self.sending[:done]
        except BlockingIOError:
            return
        except OSError:  # the program has closed its input: the rest is for nobody
            self.sending.clear()
            self.close_input(stdin)
            return
        if stdin in self.selector.get_map():
            self.selector.unregister(stdin)

    def close_input(self, stdin: Any) -> None:
        if stdin in self.selector.get_map():
            self.selector.unregister(stdin)
        stdin.close()

    def read_some(self, pipe: Any, name: str) -> None:
        """Reads what a pipe holds and passes the whole lines on."""
        try:
            data = os.read(pipe.fileno(), CHUNK_BYTES)
        except BlockingIOError:
            return
        if not data:
            self.selector.unregister(pipe)
        if name == "out":
            if self.bytes_out is not None:
                if data:
                    self.emit(data)
            else:
                self.out_rest = self.put_lines(self.out_rest + data, not data, self.emit_line)
        else:
            self.error_rest = self.put_lines(self.error_rest + data, not data, self.error_line)

    def put_lines(self, data: bytes, last: bool, put: Any) -> bytes:
        """Passes every whole line on; gives what follows the last line break, nothing at the end."""
        *whole, rest = data.split(b"\n")
        for line in whole:
            put(line)
        if last and rest:
            put(rest)
            return b""
        return rest

    def emit_line(self, line: bytes) -> None:
        self.emit(decoded(line))

    def error_line(self, line: bytes) -> None:
        """Writes a line of standard error as an error record; $Error and the preferences are not touched by it."""
        text = decoded(line)
        exception = NetException(SMA + "RemoteException", text)
        error_id = "NativeCommandErrorMessage" if self.errors_written else "NativeCommandError"
        record = ErrorRecord(exception, error_id, "NotSpecified", text)
        exception.record = record
        record.invocation = InvocationInfo(self.info, self.info.name, self.source, self.span)
        record.activity = self.info.name
        self.errors_written += 1
        self.cx.streams.error(record)

    # -- the end -----------------------------------------------------------------------------------------------------------

    def finish(self, code: int) -> None:
        """Notes the exit status; an unsuccessful one may be an error by $PSNativeCommandUseErrorActionPreference."""
        if code < 0:
            code = 128 - code
        self.cx.exit_code = code
        self.failed = code != 0
        if not code:
            return
        wanted = self.sc.lookup("psnativecommanduseerroractionpreference")
        if wanted is NOTHING or not unwrap(wanted):
            return
        text = f'Program "{self.info.name}" ended with non-zero exit code: {code} (0x{code & 0xFFFFFFFF:02X}).'
        exception = NetException(
            SMA + "NativeCommandExitException",
            text,
            None,
            Path=self.info.path,
            ExitCode=code,
            ProcessId=self.process.pid,
        )
        record = ErrorRecord(exception, "ProgramExitedWithNonZeroCode", "NotSpecified", self.info.name)
        exception.record = record
        action = preference(self.sc, "erroractionpreference")
        if action == "Stop":
            raise ScriptError(record, thrown=True, stopped=True)
        if action != "Ignore":
            remember(record, self.cx)
            self.cx.streams.note("error", record)
        if action not in ("Ignore", "SilentlyContinue"):
            self.cx.streams.error(record)

    def not_started(self, error: Exception) -> ScriptError:
        """Makes the error of a program that the system did not start."""
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        line = self.source.text[self.span.start : self.span.end] if self.source is not None and self.span else ""
        number = self.source.line_column(self.span.start)[0] if line else 1
        column = self.source.line_column(self.span.start)[1] if line else 1
        text = (
            f"Program '{self.info.name}' failed to run: An error occurred trying to start process '{self.info.path}' with "
            f"working directory '{self.cx.location}'. {reason}At line:{number} char:{column}\n+ {line}\n+ {'~' * len(line)}."
        )
        exception = NetException(SMA + "ApplicationFailedException", text)
        record = ErrorRecord(exception, "NativeCommandFailed", "ResourceUnavailable", None)
        exception.record = record
        locate(record, self.source, self.span, self.cx)
        return ScriptError(record)


def dying_with(runner: int) -> Any:
    """Gives what a job's program does before it starts: it asks to be killed when its runner dies (design, 5)."""
    import ctypes

    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(DEATH_SIGNAL, 9, 0, 0, 0)
        if os.getppid() != runner:
            os._exit(137)

    return ask


def decoded(line: bytes) -> str:
    """Gives a line as text, its line break's other half taken off."""
    return line.removesuffix(b"\r").decode("utf-8", "replace")
