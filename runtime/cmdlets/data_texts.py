"""ConvertFrom-StringData, Import-PowerShellDataFile and Import-LocalizedData."""

import posixpath
import re
from typing import Any

from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source, decode
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.errors import ErrorRecord, ScriptError
from perdure.interpreter.io_errors import describe
from perdure.interpreter.parse_errors import parse_script_error
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import Hashtable
from perdure.runtime.pathing import PathCmdlet
from perdure.runtime.safe_values import find_dynamic, hashtable_of

SMA = "System.Management.Automation."
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b", "0": "\0"}
ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|c[A-Za-z]|[0-7]{2,3}|.)", re.DOTALL)


def regex_unescape(text: str) -> str:
    """Gives what Regex.Unescape makes of a text."""

    def plain(found: re.Match[str]) -> str:
        body = found[1]
        if body[0] in "xu" and len(body) > 1:
            return chr(int(body[1:], 16))
        if body[0] == "c" and len(body) == 2:
            return chr(ord(body[1].upper()) - 64)
        if len(body) > 1:
            return chr(int(body, 8))
        return ESCAPES.get(body, body)

    return ESCAPE.sub(plain, text)


@cmdlet("ConvertFrom-StringData", default_set="Default")
class ConvertFromStringData(Cmdlet):
    """Makes a hashtable of lines `name=value`."""

    Delimiter = P("string", pos=1, default="=")
    StringData = P("string", pos=0, mandatory=True, pipe="value", empty=True)

    def process(self) -> None:
        table = Hashtable()
        for line in regex_unescape(self.StringData or "").split("\n"):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            name, sep, value = line.partition(self.Delimiter)
            if not sep or not name.strip():
                self.refuse(f"Data line '{line}' is not in 'name=value' format.")
            if table.has(name.strip()):
                self.refuse(f"Data item '{name.strip()}' in line '{line}' is already defined.")
            table.set(name.strip(), value.strip())
        self.write(table)

    def refuse(self, text: str) -> None:
        """Ends with an error about one line."""
        raise ScriptError(
            self.error(text, "InvalidOperation", "InvalidOperation", None, SMA + "PSInvalidOperationException")
        )


@cmdlet("Import-PowerShellDataFile", default_set="ByPath")
class ImportPowerShellDataFile(PathCmdlet):
    """Reads the hashtable of a .psd1 file, without running anything in it."""

    Path = P("string[]", pos=0, mandatory=True, pipe="value name", sets="ByPath")
    LiteralPath = P("string[]", mandatory=True, pipe="name", alias="PSPath LP", sets="ByLiteralPath")
    SkipLimitCheck = P("switch")

    def process(self) -> None:
        for place in self.places():
            value = self.guarded(self.read, place.inner)
            if value is not None:
                self.write(value)

    def read(self, file: str) -> Any:
        """Gives the hashtable of one file."""
        try:
            source = Source(decode(self.cx.host.read_bytes(file)), file)
            tree = parse_source(source)
        except ParseError:
            text = f"The file '{file}' could not be parsed as a PowerShell Data File."
            raise ScriptError(
                self.error(text, "CouldNotParseAsPowerShellDataFile", "InvalidData", file, "System.InvalidOperationException")
            ) from None  # fmt: skip
        except OSError as error:
            kind, text = describe(error, file, self.cx.host)
            raise ScriptError(self.error(text, kind, "NotSpecified", file, kind)) from None
        table = hashtable_of(tree.body)
        if table is None:
            text = f"The file '{file}' could not be parsed as a PowerShell Data File, because no root hashtable was found in the file."
            raise ScriptError(
                self.error(text, "CouldNotParseAsPowerShellDataFileNoHashtableRoot", "InvalidData", file, "System.InvalidOperationException")
            )  # fmt: skip
        bad = find_dynamic(table)
        if bad is not None:
            shown = source.text[table.span.start : table.span.end]
            text = f"Cannot generate a PowerShell object for a ScriptBlock evaluating dynamic expressions. Dynamic expression: {shown}."
            name = "System.InvalidOperationException"
            raise ScriptError(self.error(text, name, "NotSpecified", file, name))
        return evaluated(self.cx, tree, source)


def evaluated(cx: Any, tree: Any, source: Source) -> Any:
    """Gives the value of a tree that only holds data."""
    block = ScriptBlock(tree.body, source, cx.top)
    block.home = cx
    out = cx.call_block(block, [], scope=cx.global_scope, local=True)
    return out[0] if out else None


@cmdlet("Import-LocalizedData")
class ImportLocalizedData(Cmdlet):
    """Reads the texts that a script has for the user's language, from a .psd1 file beside it."""

    BindingVariable = P("string", pos=0, alias="Variable")
    UICulture = P("string", pos=1)
    BaseDirectory = P("string")
    FileName = P("string")
    SupportedCommand = P("string[]")

    def process(self) -> None:
        file = self.find()
        if file is None:
            self.missing()
            return
        source = Source(decode(self.cx.host.read_bytes(file)), file)
        try:
            value = evaluated(self.cx, parse_source(source), source)
        except ParseError as error:
            raise parse_script_error(error) from None
        if self.BindingVariable is not None:
            self.scope.assign(self.BindingVariable.lower(), value, self.BindingVariable)
        else:
            self.write(value)

    def places(self) -> tuple[str, str]:
        """Gives the folder and the file's name to look for."""
        path = self.invocation.source.path if self.invocation.source is not None else None
        base = self.BaseDirectory or (posixpath.dirname(path) if path else self.cx.location)
        name = self.FileName or (posixpath.splitext(posixpath.basename(path))[0] if path else "")
        if not name.lower().endswith(".psd1"):
            name += ".psd1"
        return posixpath.normpath(posixpath.join(self.cx.location, base)), name

    def find(self) -> str | None:
        """Gives the file of the language, of the language without its country, or of none."""
        base, name = self.places()
        culture = self.UICulture or "en-US"
        for folder in (culture, culture.partition("-")[0], ""):
            file = posixpath.join(base, folder, name)
            if self.cx.host.stat(file) is not None:
                return file
        return None

    def missing(self) -> None:
        """Says that no file was found."""
        base, name = self.places()
        culture = self.UICulture or "en-US"
        text = (
            f"Cannot find the Windows PowerShell data file '{name}' in directory '{posixpath.join(base, culture)}/', or in "
            "any parent culture directories."
        )
        error: ErrorRecord = self.error(
            text, "ImportLocalizedData", "ObjectNotFound", posixpath.join(base, culture, name), SMA + "PSInvalidOperationException"
        )  # fmt: skip
        self.write_error(error)
