"""Invoke-Command in other sessions: by name of a computer, or in a session that is open (its variables stay there)."""

from typing import Any

from perdure.interpreter.binding import Argument
from perdure.interpreter.command import Cmdlet
from perdure.interpreter.compile.functions import FunctionStage
from perdure.interpreter.context import set_current
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import BreakFlow, ExitFlow, ScriptError
from perdure.interpreter.pipeline import run_stages
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.enumerate import as_list
from perdure.interpreter.values.sessions import PSSession
from perdure.runtime.cmdlets.workflow_inline import using_values
from perdure.runtime.remoting import remoting_of
from perdure.runtime.workflow_remote import copied, remote_notes


def invoke(cmdlet: Cmdlet, block: ScriptBlock, items: list[Any], arguments: list[Any], shown: bool) -> None:
    """Runs a block in each session or computer that the call names; what fails in one is a non-terminating error.

    Args:
        shown: are results shown with their computer's name?
    """
    for target in as_list(cmdlet.bound.get("Session") or cmdlet.bound.get("ComputerName")):
        session = unwrap(target)
        try:
            if isinstance(session, PSSession):
                if session.context is None:
                    raise closed(cmdlet, session)
                run(cmdlet, session.context, session.computer, session.instance_id, block, items, arguments, shown)
            else:
                computer = to_string(session)
                cx = remoting_of(cmdlet.cx).open(cmdlet.cx, computer)
                run(cmdlet, cx, computer, cmdlet.cx.engine.new_id(), block, items, arguments, shown)
        except ScriptError as error:
            cmdlet.write_error(error.record)


def run(
    cmdlet: Cmdlet, cx: Any, computer: str, instance_id: str, block: ScriptBlock, items: list[Any], arguments: list[Any],
    shown: bool,
) -> None:  # fmt: skip
    """Runs a block in a session; values go there and come back as copies."""
    here = cmdlet.cx
    cx.streams = here.streams
    cx.using_values = using_values(block, cmdlet.scope)
    given = [Argument(None, copied(value, here)) for value in arguments]

    def take(value: Any) -> None:
        cmdlet.emit(
            remote_notes(copied(value, here), {"PSComputerName": computer, "PSShowComputerName": shown}, instance_id)
        )

    body = ScriptBlock(block.tree, block.source, cx.top)
    before = set_current(cx)
    try:
        stage = FunctionStage(body, "<ScriptBlock>", given, cx.global_scope, True, None, None, True, "block")
        run_stages([stage], [copied(item, here) for item in items], take)
    except (ExitFlow, BreakFlow):
        return  # they end the text
    finally:
        set_current(before)


def closed(cmdlet: Cmdlet, session: PSSession) -> ScriptError:
    """Makes the error of a session that is not open (any more)."""
    return ScriptError(
        cmdlet.error(
            f"Because the session state for session {session.name}, {session.instance_id}, {session.computer} is not equal to "
            f"Open, you cannot run a command in the session. The session state is {session.state}.",
            "PSSessionStateNotOpen",
            "OpenError",
            session,
            "System.Management.Automation.Runspaces.InvalidRunspaceStateException",
        )
    )
