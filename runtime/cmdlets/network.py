"""Test-Connection, and Send-MailMessage, which is refused."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.values.base import PSCustomObject
from perdure.interpreter.values.numbers import Int64

PING = "System.Net.NetworkInformation.PingException"


@cmdlet("Test-Connection", module="Microsoft.PowerShell.Management", default_set="DefaultPing")
class TestConnection(Cmdlet):
    """Tells whether computers answer: by the system's ping, or by a TCP connection."""

    Ping = P("switch", sets="DefaultPing")
    Repeat = P("switch", mandatory=True, sets="RepeatPing", alias="Continuous")
    Traceroute = P("switch", mandatory=True, sets="TraceRoute")
    MtuSize = P("switch", mandatory=True, sets="MtuSizeDetect", alias="MtuSizeDetect")
    TcpPort = P("int", mandatory=True, sets="TcpPort")
    TargetName = P("string[]", pos=0, mandatory=True, pipe="value name", alias="ComputerName")
    IPv4 = P("switch")
    IPv6 = P("switch")
    ResolveDestination = P("switch")
    Source = P("string", sets="DefaultPing RepeatPing TraceRoute TcpPort")
    MaxHops = P("int", alias="Ttl TimeToLive Hops")
    Count = P("int", default=4)
    Delay = P("int", default=1)
    BufferSize = P("int", default=32, alias="Size Bytes BS")
    DontFragment = P("switch")
    TimeoutSeconds = P("int", default=5)
    Quiet = P("switch")
    Detailed = P("switch", sets="TcpPort")

    def process(self) -> None:
        for name in self.TargetName:
            if self.has("TcpPort"):
                self.write(self.connects(name))
            elif self.Quiet:
                self.write(any([self.ping(name) is not None for _ in range(1)]))
            else:
                self.report(name)

    def connects(self, name: str) -> bool:
        """Tells whether a TCP connection comes about."""
        import socket

        try:
            with socket.create_connection((name, int(self.TcpPort)), timeout=self.TimeoutSeconds):
                return True
        except OSError:
            return False

    def ping(self, name: str) -> float | None:
        """Gives how long one answer took, in milliseconds; None without one."""
        from subprocess import DEVNULL, PIPE, run

        words = ["ping", "-c", "1", "-W", str(self.TimeoutSeconds), name]
        try:
            done = run(words, stdout=PIPE, stderr=DEVNULL, stdin=DEVNULL, env=self.cx.environment, check=False)
        except OSError:
            return 0.0 if is_local(name) else None
        if done.returncode != 0:
            return None
        text = done.stdout.decode("utf-8", "replace")
        number = text.partition("time=")[2].partition(" ")[0]
        return float(number) if number else 0.0

    def report(self, name: str) -> None:
        """Puts an answer out for each try."""
        import socket

        try:
            address = socket.gethostbyname(name)
        except OSError:
            text = f"Testing connection to computer '{name}' failed: Cannot resolve the target name."
            self.write_error(self.error(text, "TestConnectionException", "ResourceUnavailable", name, PING))
            return
        for number in range(1, int(self.Count) + 1):
            took = self.ping(name)
            props: dict[str, Any] = {
                "Ping": number,
                "Source": socket.gethostname(),
                "Destination": name,
                "Address": address if took is not None else None,
                "DisplayAddress": address if took is not None else "*",
                "Latency": Int64(round(took or 0)),
                "Status": "Success" if took is not None else "TimedOut",
                "BufferSize": self.BufferSize,
            }
            self.write(PSCustomObject(props, ["Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus"]))
            if number < int(self.Count):
                self.cx.host.sleep(float(self.Delay))


def is_local(name: str) -> bool:
    """Tells whether a name means this machine."""
    return name.lower() in ("localhost", "127.0.0.1", "::1", ".")


@cmdlet("Send-MailMessage")
class SendMailMessage(Cmdlet):
    """Refuses to send mail: PowerShell itself calls the command obsolete and unsafe."""

    Attachments = P("string[]", pipe="name", alias="PsPath")
    Bcc = P("string[]", pipe="name")
    Body = P("string", pos=2, pipe="name")
    BodyAsHtml = P("switch", pipe="name", alias="BAH")
    Encoding = P("object", pipe="name")
    Cc = P("string[]", pipe="name")
    DeliveryNotificationOption = P("object", pipe="name", alias="DNO")
    From = P("string", mandatory=True, pipe="name")
    SmtpServer = P("string", pos=3, pipe="name", alias="ComputerName")
    Priority = P("string", pipe="name")
    ReplyTo = P("string[]", pipe="name")
    Subject = P("string", pos=1, pipe="name", alias="sub")
    To = P("string[]", pos=0, mandatory=True, pipe="name")
    Credential = P("pscredential", pipe="name")
    UseSsl = P("switch", pipe="name")
    Port = P("int", pipe="name")

    def process(self) -> None:
        text = (
            "Send-MailMessage is not supported: the command is obsolete because it cannot guarantee a secure connection. "
            "Send mail with a program, or register a Python function of that name as a command."
        )
        raise ScriptError(self.error(text, "NotSupported", "NotImplemented", None, "System.NotSupportedException"))
