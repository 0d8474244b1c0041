"""Reaching other computers: the protocol that a host's `remoting` follows, and the local stand-in that is shipped.

The stand-in knows `localhost`, the names that the machine's own hosts file gives to itself, and those of the file that
PERDURE_HOSTS names (lines as in /etc/hosts; any address). Each gives an isolated session in this process.
"""

import os
import socket
from typing import Any, Protocol

from perdure.interpreter.context import Context
from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.values.sessions import PSSession
from perdure.runtime.session import new_context

LOCAL_NAMES = frozenset({"", ".", "localhost", "127.0.0.1", "::1"})
HOSTS_FILE = "/etc/hosts"
LOOPBACK = ("127.", "::1")


class Remoting(Protocol):
    """How a host reaches computers."""

    def open(self, caller: Context, computer: str) -> Context:
        """Opens a fresh session on a computer: nothing of the caller's but the right to stop it.

        Raises:
            ScriptError: the computer can't be reached; `unreachable` makes it.
        """


class StandIn:
    """The local stand-in: each name that it knows is a session of its own, in its user's home folder."""

    def open(self, caller: Context, computer: str) -> Context:
        if computer.lower() not in names_of(caller):
            raise unreachable(computer)
        environment = {**os.environ, "COMPUTERNAME": computer, "HOSTNAME": computer}
        made = new_context(caller.host, environment.get("HOME") or "/", environment)
        made.check_stop = caller.check_stop
        made.of_job = caller.of_job
        return made


STAND_IN = StandIn()


def open_session(cx: Context, computer: str, configuration: str, name: str | None = None) -> PSSession:
    """Opens a session that stays; ScriptError where the computer can't be reached."""
    context = remoting_of(cx).open(cx, computer)
    table: dict[int, PSSession] = cx.engine.sessions
    number = max(table, default=0) + 1
    made = PSSession(number, name or f"Runspace{number}", computer, configuration, cx.engine.new_id())
    made.open(context)
    table[number] = made
    return made


def remoting_of(cx: Context) -> Remoting:
    """Gives how a session's host reaches computers."""
    given: Remoting | None = getattr(cx.host, "remoting", None)
    return given if given is not None else STAND_IN


def is_local(computer: Any) -> bool:
    """Tells whether a name means this very session's machine (spec 10.1)."""
    return computer is None or str(computer).lower() in LOCAL_NAMES


def names_of(cx: Context) -> set[str]:
    """Gives the names that the stand-in answers to, lower case; read anew each time, so that a file may be changed."""
    found = {*LOCAL_NAMES, socket.gethostname().lower()}
    for address, names in lines_of(cx, HOSTS_FILE):
        if address.startswith(LOOPBACK):
            found.update(names)
    given = cx.environment.get("PERDURE_HOSTS") or os.environ.get("PERDURE_HOSTS")
    if given:
        for _, names in lines_of(cx, os.path.join(cx.location, given)):
            found.update(names)
    return found


def lines_of(cx: Context, path: str) -> list[tuple[str, list[str]]]:
    """Gives (address, names) of each line of a hosts file; nothing where there is no such file."""
    try:
        text = cx.host.read_bytes(path).decode("utf-8", "replace")
    except OSError:
        return []
    rows = [line.partition("#")[0].lower().split() for line in text.splitlines()]
    return [(row[0], row[1:]) for row in rows if len(row) > 1]


def unreachable(computer: str) -> ScriptError:
    """Makes the error of a computer that can't be reached.

    Source: Windows PowerShell's message for a name that can't be resolved (about_Remote_Troubleshooting).
    """
    return make_error(
        f"[{computer}] Connecting to remote server {computer} failed with the following error message : The WinRM client "
        "cannot process the request because the server name cannot be resolved. Add the name to the file that "
        "PERDURE_HOSTS names, or see the about_Remote_Troubleshooting Help topic.",
        "ComputerNotFound,PSSessionStateBroken",
        "OpenError",
        computer,
        "System.Management.Automation.Remoting.PSRemotingTransportException",
    )
