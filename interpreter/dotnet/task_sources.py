"""TaskCompletionSource: tasks that scripts end by hand."""

from typing import Any

from perdure.interpreter.dotnet._faults import invalid, null
from perdure.interpreter.errors import NetException
from perdure.interpreter.typesys import NetType, define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.sync import CHANGED, Task

_T = "System.Threading.Tasks."
NEVER = float("inf")


class TaskSource(NetObject):
    """TaskCompletionSource: its task is done when a result, a fault or a cancellation is set."""

    __slots__ = ("net_type", "task")

    def __init__(self, net_type: NetType, meta: Any) -> None:
        self.net_type = net_type
        self.task = Task(None, meta, NEVER)

    def end(self, result: Any = None, fault: NetException | None = None, cancelled: bool = False) -> bool:
        """Ends the task; false where it has ended before."""
        with CHANGED:
            if self.task.due != NEVER:
                return False
            self.task.result, self.task.fault, self.task.cancelled, self.task.due = result, fault, cancelled, 0.0
            CHANGED.notify_all()
            return True


def must(done: bool) -> None:
    if not done:
        raise invalid("An attempt was made to transition a task to a final state when it had already completed.")


def fault(source: TaskSource, error: NetException | None) -> bool:
    if error is None:
        raise null("exception")
    return source.end(fault=error)


def cancel(source: TaskSource, *_token: Any) -> bool:
    return source.end(fault=NetException(_T + "TaskCanceledException", "A task was canceled."), cancelled=True)


_COMMON: dict[str, Any] = {
    "SetException(System.Exception exception) -> void": lambda s, e: must(fault(s, e)),
    "TrySetException(System.Exception exception) -> bool": fault,
    "SetCanceled() -> void": lambda s: must(cancel(s)),
    "TrySetCanceled() -> bool": cancel,
}
define(_T + "TaskCompletionSource`1", parameters="TResult", members={
    "new()": lambda kind: TaskSource(kind, (kind.args[0].name,)),
    "new(System.Threading.Tasks.TaskCreationOptions creationOptions)": lambda kind, o: TaskSource(kind, (kind.args[0].name,)),
    "Task -> System.Threading.Tasks.Task[TResult]": lambda s: s.task,
    "SetResult(TResult result) -> void": lambda s, v: must(s.end(v)),
    "TrySetResult(TResult result) -> bool": lambda s, v: s.end(v),
    **_COMMON,
})  # fmt: skip
_plain = define(_T + "TaskCompletionSource")
_plain.members = {
    "new()": lambda: TaskSource(_plain, None),
    "Task -> System.Threading.Tasks.Task": lambda s: s.task,
    "SetResult() -> void": lambda s: must(s.end()),
    "TrySetResult() -> bool": lambda s: s.end(),
    **_COMMON,
}  # fmt: skip
