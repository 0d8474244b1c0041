"""The workflow machine: steps branches by one statement; control flow between statements is data.

`Machine.step` looks at the frame on top and asks the handler of its kind. The kinds stand in machine_*.py and enter
themselves in the tables below. The machine reads no clock and starts nothing: what it wants done it answers as a Step.
"""

from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from perdure.grammar import ast
from perdure.interpreter.compile.core import LeaveValue
from perdure.interpreter.errors import BreakFlow, ErrorRecord, ExitFlow
from perdure.interpreter.frames import Branch, Definition, Frame, Leaving
from perdure.interpreter.machine_plan import Plan, plan_of
from perdure.interpreter.machine_scopes import apply_changes
from perdure.interpreter.python_faults import ENDED, script_error
from perdure.interpreter.reporting import error_span, locate, preference
from perdure.interpreter.steps import Activity, Ended, Joining, Outcome, Step, Suspend


class Pending:
    """What a handler gets when no value has been worked out for it, and what `value` answers when there is none yet."""


PENDING, WAIT = Pending(), Pending()

Handler = Callable[["Machine", Branch, Frame, Any], None]  # runs a frame; the last argument is a value or PENDING
Unwinder = Callable[["Machine", Branch, Frame, Leaving], bool]  # True: the frame has taken what leaves
Beginner = Callable[
    ["Machine", Branch, Frame, Any, int], None
]  # begins a statement; then the frame stands at the number

HANDLERS: dict[str, Handler] = {}
UNWINDERS: dict[str, Unwinder] = {}
BEGINNERS: dict[type, Beginner] = {}
ENTER: list[Callable[["Machine", Branch, Frame | None, Any], None]] = []  # machine_calls.enter
JOINED: dict[str, Callable[["Machine", Branch, Frame], None]] = {}  # a branch below that frame has ended


class Port(Protocol):
    """How the machine reaches the job that it runs for."""

    def put(self, value: Any) -> None:
        """Takes an output object of a statement that ran in place."""

    def error(self, record: ErrorRecord) -> None:
        """Takes a non-terminating error record."""

    def abandon(self, branch: Branch, activity: Activity) -> None:
        """Stops a running activity; its outcome is still to be delivered."""


class Machine:
    """The state of one running workflow. `ready`: branches that can be stepped, in the order in which they woke."""

    __slots__ = ("cx", "port", "root", "branches", "next_id", "ready", "suspend_on_error", "variables")

    def __init__(self, cx: Any, port: Port) -> None:
        self.cx = cx
        self.port = port
        self.root: Branch = Branch(0, None)
        self.branches: dict[int, Branch] = {0: self.root}
        self.next_id = 1
        self.ready: deque[Branch] = deque()
        self.suspend_on_error = False  # -ErrorAction Suspend
        self.variables: dict[str, Any] = {}  # what Set-PSWorkflowData has set, by lower-case name

    # -- stepping --------------------------------------------------------------------------------------------------------

    def step(self, b: Branch) -> Step | None:
        """Advances a branch by one statement; gives what it waits for, None when it may be stepped again."""
        if b.leaving is not None:
            leaving, b.leaving = b.leaving, None
            self.unwind(b, leaving)
        else:
            f = b.frames[-1]
            HANDLERS[f.kind](self, b, f, PENDING)
        return b.wait  # type: ignore[no-any-return]

    def deliver(self, b: Branch, outcome: Outcome) -> None:
        """Gives a branch what its activity came to; the branch can be stepped again."""
        activity: Activity = b.wait
        b.wait = None
        f = b.frames[-1]
        apply_changes(f.scope, outcome.changes)
        if activity.next_pc is not None:
            f.pc = activity.next_pc
            if f.out is not None:
                f.out.extend(outcome.out)
        if outcome.cancelled or b.leaving is not None:
            b.leaving = b.leaving or Leaving("cancel")
        elif outcome.error is not None:
            if self.suspend_on_error:
                self.port.error(outcome.error.record)
                if activity.next_pc is None:
                    HANDLERS[f.kind](self, b, f, None)
                b.wait = b.wait or Suspend()
            else:
                self.fail(b, outcome.error, activity.node)
        elif outcome.leaving is not None:
            self.unwind(b, outcome.leaving)
        elif outcome.call is not None:
            self.enter(b, f, outcome.call)
        elif activity.next_pc is None:
            HANDLERS[f.kind](self, b, f, outcome.value)
        self.wake(b)

    def wake(self, b: Branch) -> None:
        """Puts a branch among those to be stepped; what it waits for decides what becomes of it there."""
        self.ready.append(b)

    # -- frames ----------------------------------------------------------------------------------------------------------

    def push(self, b: Branch, kind: str, node: Any, f: Frame, scope: Any = None) -> Frame:
        """Puts a frame on top that stands in the place of `f`: same definition, scope (if not another) and output."""
        made = Frame(kind, f.definition, node, f.scope if scope is None else scope, f.out)
        b.frames.append(made)
        return made

    def pop(self, b: Branch) -> None:
        """Takes the frame on top off; the branch ends with its last one."""
        b.frames.pop()
        if not b.frames:
            self.end(b, None)

    def put(self, f: Frame, value: Any) -> None:
        """Puts one object out from the place of a frame."""
        if f.out is None:
            self.port.put(value)
        else:
            f.out.append(value)

    # -- running code ----------------------------------------------------------------------------------------------------

    def begin(self, b: Branch, f: Frame, node: ast.Node, next_pc: int) -> None:
        """Begins a statement of a frame, which stands at `next_pc` once the statement is over."""
        beginner = BEGINNERS.get(type(node))
        if beginner is not None:
            beginner(self, b, f, node, next_pc)
        else:
            self.leaf(b, f, node, next_pc)

    def leaf(self, b: Branch, f: Frame, node: ast.Node, next_pc: int) -> None:
        """Runs a statement that holds no workflow statements: here when it is quick, else as an activity."""
        plan = plan_of(f.definition, node)
        if plan.quick(f.scope):
            f.pc = next_pc
            self.run(b, f, plan, node, self.port.put if f.out is None else f.out.append)
        else:
            b.wait = Activity(plan.statement, False, f.scope, node, next_pc)

    def run(self, b: Branch, f: Frame, plan: Plan, node: ast.Node, emit: Callable[[Any], None]) -> bool:
        """Runs a quick statement in place; True when nothing left it."""
        self.cx.scope = f.scope
        try:
            signal: Any = plan.statement(f.scope, emit)
            if signal is None:
                return True
        except ENDED as error:
            self.fail(b, error, node)
            return False
        except LeaveValue as left:
            for value in left.out:
                emit(value)
            signal = left.signal
        except BreakFlow as flow:
            signal = Leaving("continue" if flow.is_continue else "break", flow.label)
        except ExitFlow:
            signal = Leaving("return")
        self.unwind(b, Leaving(signal.kind, signal.label))
        return False

    def value(self, b: Branch, f: Frame, node: ast.Node) -> Any:
        """Gives the value of an expression (or of a statement's output); WAIT when the branch has to wait or has left."""
        plan = plan_of(f.definition, node)
        if not plan.quick(f.scope):
            b.wait = Activity(plan.expression, True, f.scope, node, None)
            return WAIT
        self.cx.scope = f.scope
        try:
            return plan.expression(f.scope)
        except ENDED as error:
            self.fail(b, error, node)
        except LeaveValue as left:
            for value in left.out:
                self.put(f, value)
            self.unwind(b, Leaving(left.signal.kind, left.signal.label))
        except BreakFlow as flow:
            self.unwind(b, Leaving("continue" if flow.is_continue else "break", flow.label))
        except ExitFlow:
            self.unwind(b, Leaving("return"))
        return WAIT

    # -- leaving ---------------------------------------------------------------------------------------------------------

    def fail(self, b: Branch, raised: BaseException, node: ast.Node) -> None:
        """Lets a terminating error loose in a branch."""
        error = script_error(raised)
        f = b.frames[-1]
        span = node.span if type(node) is ast.Throw else error_span(node)
        locate(error.record, f.definition.source, span, self.cx)
        self.unwind(b, Leaving("error", None, error.record, type(node) is ast.Throw))

    def unwind(self, b: Branch, leaving: Leaving) -> None:
        """Takes frames off until one takes what leaves; the branch ends where none does."""
        while b.frames:
            f = b.frames[-1]
            unwinder = UNWINDERS.get(f.kind)
            if unwinder is not None and unwinder(self, b, f, leaving):
                return
            if b.frames and b.frames[-1] is f:
                b.frames.pop()
        self.end(b, leaving)

    def end(self, b: Branch, leaving: Leaving | None) -> None:
        """Ends a branch: an error stays with the branch unless it escapes (spec 4.4, SD-2, SD-10)."""
        b.wait = Ended(leaving)
        b.frames.clear()
        del self.branches[b.id]
        parent = b.parent
        if parent is None:
            return
        parent.children.discard(b.id)
        if leaving is not None and leaving.kind == "error" and leaving.record is not None:
            if not leaving.escapes:
                self.report(parent.frames[-1].scope, leaving.record)
            elif parent.leaving is None:
                parent.leaving = leaving
                for number in sorted(parent.children):
                    self.cancel(self.branches[number])
        f = parent.frames[-1]
        if parent.leaving is None:
            JOINED[f.kind](self, parent, f)
        if not parent.children and type(parent.wait) is Joining:
            parent.wait = None
            self.wake(parent)

    def report(self, scope: Any, record: ErrorRecord) -> None:
        """Writes an error that has ended a branch as a record, as Write-Error would."""
        if preference(scope, "erroractionpreference") not in ("SilentlyContinue", "Ignore"):
            self.port.error(record)

    def cancel(self, b: Branch) -> None:
        """Ends a branch and all below it from outside; `finally` blocks run (SD-12)."""
        if b.cancelled:
            return
        b.cancelled = True
        b.leaving = Leaving("cancel")
        for number in sorted(b.children):
            self.cancel(self.branches[number])
        if type(b.wait) is Activity:
            self.port.abandon(b, b.wait)
        elif b.wait is not None and not b.children:
            b.wait = None
            self.wake(b)

    def enter(self, b: Branch, f: Frame | None, call: Any) -> None:
        """Puts the frame of a called workflow (machine_calls.Call) on top."""
        ENTER[0](self, b, f, call)

    # -- branches --------------------------------------------------------------------------------------------------------

    def fork(self, parent: Branch, f: Frame, kind: str, node: Any, scope: Any) -> Branch:
        """Starts a branch below a frame; it puts out where the frame does."""
        b = Branch(self.next_id, parent)
        self.next_id += 1
        self.branches[b.id] = b
        parent.children.add(b.id)
        self.push(b, kind, node, f, scope)
        self.wake(b)
        return b


def handler(kind: str) -> Callable[[Any], Any]:
    """Enters a function as the handler of a kind of frame."""

    def enter(function: Any) -> Any:
        HANDLERS[kind] = function
        return function

    return enter


def unwinder(kind: str) -> Callable[[Any], Any]:
    """Enters a function as what a kind of frame does when something leaves it."""

    def enter(function: Any) -> Any:
        UNWINDERS[kind] = function
        return function

    return enter


def beginner(*kinds: type) -> Callable[[Any], Any]:
    """Enters a function as what begins statements of these nodes."""

    def enter(function: Any) -> Any:
        for kind in kinds:
            BEGINNERS[kind] = function
        return function

    return enter


def pushing(kind: str) -> Beginner:
    """Gives the beginner of a statement that is a frame of its own."""

    def begin(m: Machine, b: Branch, f: Frame, node: Any, next_pc: int) -> None:
        f.pc = next_pc
        m.push(b, kind, node, f)

    return begin


__all__ = ["Definition", "Machine", "Port", "beginner", "handler", "pushing", "unwinder"]
