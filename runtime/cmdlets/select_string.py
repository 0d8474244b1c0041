"""Select-String: lines that a pattern fits, in files or in the pipeline. Source: conformance/cmdlets/select-string."""

from collections import deque
from typing import Any

from perdure.interpreter.command import P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ErrorRecord, NetException
from perdure.interpreter.io_errors import describe
from perdure.interpreter.regexes import BadPattern, Compiled, compile_regex
from perdure.interpreter.validation import not_null_or_empty
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.files import DirectoryInfo, FileInfo
from perdure.interpreter.values.numbers import UInt64
from perdure.interpreter.values.regex import Match
from perdure.interpreter.values.results import INPUT_STREAM, MatchInfo, MatchInfoContext
from perdure.runtime import globs
from perdure.runtime.encodings import check_encoding, encoding_of
from perdure.runtime.pathing import PathCmdlet

_FILE = "File"
_RAW = ("ObjectRaw", "FileRaw", "LiteralFileRaw")


@cmdlet("Select-String", aliases="sls", default_set=_FILE)
class SelectString(PathCmdlet):
    """Finds text that patterns fit."""

    InputObject = P("psobject", mandatory=True, pipe="value", null=True, empty=True, sets="Object ObjectRaw")
    Pattern = P("string[]", pos=0, mandatory=True)
    Path = P("string[]", pos=1, mandatory=True, pipe="name", sets="File FileRaw")
    LiteralPath = P("string[]", mandatory=True, pipe="name", alias="PSPath LP", sets="LiteralFile LiteralFileRaw")
    Raw = P("switch", mandatory=True, sets=" ".join(_RAW))
    SimpleMatch = P("switch")
    CaseSensitive = P("switch")
    Quiet = P("switch", sets="File Object LiteralFile")
    List = P("switch")
    NoEmphasis = P("switch")
    Include = P("string[]", validate=[not_null_or_empty])
    Exclude = P("string[]", validate=[not_null_or_empty])
    NotMatch = P("switch")
    AllMatches = P("switch")
    Encoding = P("object", validate=[check_encoding])
    Context = P("int[]")
    Culture = P("string")

    def begin(self) -> None:
        self.patterns = [(str(p), self.compiled(str(p))) for p in self.Pattern]
        context = [int(n) for n in self.Context] if self.Context is not None else [0]
        self.before, self.after = context[0], context[1] if len(context) > 1 else context[0]
        self.piped = Scan(self, INPUT_STREAM)
        self.quiet_done = False
        self.number = 0

    def compiled(self, pattern: str) -> Compiled:
        try:
            if self.SimpleMatch:
                return compile_regex(_literal(pattern), not self.CaseSensitive, 0)
            return compile_regex(pattern, not self.CaseSensitive, 0)
        except BadPattern as bad:
            message = f"The string {pattern} is not a valid regular expression: {bad}"
            raised = NetException("System.ArgumentException", message)
            raise self.throw(ErrorRecord(raised, "InvalidRegex", "InvalidArgument", pattern)) from None

    def process(self) -> None:
        if self.quiet_done:
            return
        value = unwrap(self.InputObject)
        if not self.has("InputObject"):
            for path in self.files():
                self.scan_file(path)
                if self.quiet_done:
                    return
            if self.Quiet:
                self.emit(None if self.List else False)
        elif isinstance(value, (FileInfo, DirectoryInfo)):
            self.scan_file(value.path)
        else:
            self.number += 1
            if not (self.List and self.piped.found):
                self.piped.line(self.text(self.InputObject), self.number)

    def text(self, value: Any) -> str:
        base = unwrap(value)
        return base.line if isinstance(base, MatchInfo) else to_string(value)

    def scan_file(self, path: str) -> None:
        """Searches one file."""
        name = path.rpartition("/")[2]
        if self.Include and not globs.matches_any(name, self.Include) or globs.matches_any(name, self.Exclude):
            return
        try:
            text = encoding_of(self.Encoding).decode(self.cx.host.read_bytes(path))
        except OSError as error:
            kind, reason = describe(error, path, self.cx.host)
            raised = NetException("System.ArgumentException", f"The file {path} cannot be read: {reason}")
            self.write_error(self.own(ErrorRecord(raised, "ProcessingFile", "InvalidArgument", path)))
            return
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if lines and not lines[-1]:
            lines.pop()
        scan = Scan(self, path)
        for number, line in enumerate(lines, 1):
            scan.line(line, number)
            if scan.found and (self.List or self.quiet_done):
                break
        scan.finish()

    def end(self) -> None:
        self.piped.finish()

    def match(self, line: str, number: int, path: str) -> MatchInfo | None:
        """Gives what is found in a line, None where no pattern fits it (or one does, with -NotMatch)."""
        for pattern, compiled in self.patterns:
            hit = compiled.search(line)
            if hit is None and not self.NotMatch:
                continue
            if hit is not None and self.NotMatch:
                return None
            made = MatchInfo(line, UInt64(number), path, pattern, not self.CaseSensitive)
            if not self.NotMatch:
                hits = list(compiled.matches(line)) if self.AllMatches else [hit]
                made.matches = TypedArray(
                    "System.Text.RegularExpressions.Match", [Match(compiled, h, line) for h in hits]
                )
            return made
        return None

    def put(self, found: MatchInfo) -> None:
        """Puts a match out as -Raw and -Quiet ask for it."""
        if self.Quiet:
            if not self.quiet_done:
                self.quiet_done = True
                self.emit(True)
        elif self.Raw:
            self.emit(found.line)
        else:
            self.emit(found)


class Scan:
    """The lines of one file, or of the pipeline: finds matches and the lines around them."""

    def __init__(self, command: SelectString, path: str) -> None:
        self.command, self.path = command, path
        self.found = False
        self.earlier: deque[str] = deque(maxlen=command.before or 1)
        self.open: list[tuple[MatchInfo, int]] = []  # matches that still take lines behind them
        self.last_shown = 0

    def line(self, text: str, number: int) -> None:
        """Takes the next line."""
        command = self.command
        made = command.match(text, number, self.path)
        if not command.before and not command.after:
            if made is not None:
                self.found = True
                command.put(made)
            return
        for open_match, _ in self.open:
            context = open_match.context
            assert context is not None
            context.after.append(text)
            if made is None and open_match is self.open[-1][0]:
                context.shown_after.append(text)
                self.last_shown = number
        self.open = [(m, left - 1) for m, left in self.open]
        while self.open and self.open[0][1] == 0:
            command.put(self.open.pop(0)[0])
        if made is not None:
            self.found = True
            self._add(made, number)
        if command.before:
            self.earlier.append(text)

    def _add(self, made: MatchInfo, number: int) -> None:
        command = self.command
        context = made.context = MatchInfoContext()
        context.before = list(self.earlier) if command.before else []
        first = number - len(context.before)
        context.shown_before = [t for i, t in enumerate(context.before) if first + i > self.last_shown]
        self.last_shown = number
        if command.after:
            self.open.append((made, command.after))
        else:
            command.put(made)

    def finish(self) -> None:
        """Puts out the matches that wait for lines behind them."""
        for made, _ in self.open:
            self.command.put(made)
        self.open = []


def _literal(pattern: str) -> str:
    return "".join(["\\" + c if c in "\\*+?|{}[]()^$.# " else c for c in pattern])
