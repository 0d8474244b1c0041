"""Read-Host and Clear-Host: what needs somebody at a terminal."""

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.values.secrets import SecureString

CLEAR = "\x1b[H\x1b[2J\x1b[3J"


@cmdlet("Read-Host", default_set="AsString")
class ReadHost(Cmdlet):
    """Reads a line from the user."""

    Prompt = P("object", pos=0, rest=True)
    AsSecureString = P("switch", sets="AsSecureString")
    MaskInput = P("switch", sets="AsString")

    def begin(self) -> None:
        prompt = ""
        if self.Prompt is not None:
            parts = self.Prompt if isinstance(self.Prompt, list) else [self.Prompt]
            prompt = " ".join(to_string(part) for part in parts) + ": "
        host = self.cx.host
        try:
            hidden = bool(self.AsSecureString or self.MaskInput)
            text = host.read_secret(prompt) if hidden else host.read_line(prompt)
        except EOFError:
            message = "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available."
            raise ScriptError(
                self.error(
                    message, "InvalidOperation", "InvalidOperation", None,
                    "System.Management.Automation.PSInvalidOperationException",
                )
            ) from None  # fmt: skip
        self.write(SecureString(text) if self.AsSecureString else text)


@cmdlet("Clear-Host", aliases="clear cls", module="Microsoft.PowerShell.Core")
class ClearHost(Cmdlet):
    """Clears the terminal, where there is one."""

    def process(self) -> None:
        if self.cx.host.has_console:
            self.cx.host.write_host(CLEAR, False, None, None)
