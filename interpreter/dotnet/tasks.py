"""System.Threading.Tasks.Task: done ones, delays, WhenAll and WhenAny, awaiters. Nothing here runs code elsewhere."""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.dotnet._faults import null
from perdure.interpreter.dotnet._items import items_of
from perdure.interpreter.dotnet.dates import named
from perdure.interpreter.dotnet.threading import seconds_of
from perdure.interpreter.errors import DotNetThrow, NetException
from perdure.interpreter.typesys import define, type_of
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.sync import Task, wait_for

_T = "System.Threading.Tasks."


def now() -> float:
    return float(current().host.monotonic_s())


def delay(limit: Any, _token: Any = None) -> Task:
    found = seconds_of(limit)
    return Task(None, None, float("inf") if found is None else now() + found)


def finished(t: Task) -> bool:
    return t.done(now())


def fault_of(t: Task) -> NetException | None:
    """Gives what a task failed with, its own or that of the tasks it waits for."""
    if t.fault is not None:
        return t.fault
    if t.parts and not t.any:
        return next((f for f in (fault_of(p) for p in t.parts) if f is not None), None)
    return None


def aggregate(inner: NetException) -> NetException:
    return NetException("System.AggregateException", f"One or more errors occurred. ({inner.message})", inner,
                        InnerExceptions=TypedArray("System.Exception", [inner]))  # fmt: skip


def wait(t: Task, limit: Any = None) -> bool:
    done = wait_for(lambda: t.done(now()), seconds_of(limit), current().host)
    found = fault_of(t) if done else None
    if found is not None:
        raise DotNetThrow(aggregate(found))
    return done


def wait_quietly(t: Task) -> None:
    wait(t)


def value_of(t: Task) -> Any:
    if t.parts and t.any:
        return next((p for p in t.parts if p.done(now())), None)
    if t.parts:
        values = [value_of(p) for p in t.parts]
        return TypedArray(t.parts[0].meta[0], values) if t.parts[0].meta else values
    return t.result


def result(t: Task) -> Any:
    wait(t)
    return value_of(t)


def status(t: Task) -> Any:
    kind = _T + "TaskStatus"
    if not finished(t):
        return named(kind, 1)
    if t.cancelled:
        return named(kind, 6)
    return named(kind, 7 if fault_of(t) is not None else 5)


class Awaiter(NetObject):
    """System.Runtime.CompilerServices.TaskAwaiter."""

    __slots__ = ("task",)
    net = "System.Runtime.CompilerServices.TaskAwaiter"

    def __init__(self, task: Task, _keep: Any = None) -> None:
        self.task = task


def awaited(a: Awaiter) -> Any:
    wait_for(lambda: a.task.done(now()), None, current().host)
    found = fault_of(a.task)
    if found is not None:
        raise DotNetThrow(found)
    return value_of(a.task)


def of_result(types: Any, value: Any) -> Task:
    return Task(value, (types[0].name,))


def of_fault(error: NetException) -> Task:
    made = Task()
    made.fault = error
    return made


def of_fault_typed(types: Any, error: NetException) -> Task:
    made = Task(None, (types[0].name,))
    made.fault = error
    return made


def together(tasks: Any, first: bool = False) -> Task:
    made = Task()
    made.parts = items_of(tasks, "tasks")
    made.any = first
    if made.parts and all(p.meta for p in made.parts):
        made.meta = (type_of(made.parts[0]).name,) if first else (made.parts[0].meta[0] + "[]",)
    return made


def wait_all(tasks: Any, limit: Any = None) -> bool:
    return wait(together(tasks), limit)


def all_quietly(tasks: Any) -> None:
    wait_all(tasks)


def wait_any(tasks: Any, limit: Any = None) -> int:
    every = items_of(tasks, "tasks")
    wait(together(every, True), limit)
    return next((i for i, t in enumerate(every) if t.done(now())), -1)


def cancelled_task(_token: Any = None) -> Task:
    made = Task()
    made.cancelled = True
    made.fault = NetException(_T + "TaskCanceledException", "A task was canceled.")
    return made


def run(work: Any, *_token: Any) -> Task:
    """Gives Task.Run: a script block has no runspace on a thread of the pool, so its task ends with that fault."""
    if work is None:
        raise null("action")
    if isinstance(work.source, ScriptBlock):
        return of_fault(
            NetException(
                "System.Management.Automation.PSInvalidOperationException",
                "There is no Runspace available to run scripts in this thread. You can provide one in the DefaultRunspace "
                "property of the System.Management.Automation.Runspaces.Runspace type. The script block you attempted to "
                f"invoke was: {work.source.text()}",
            )
        )
    return Task(work.call())


_LIMITS = ("int millisecondsTimeout", "timespan timeout")
_TASKS = "params System.Threading.Tasks.Task[] tasks"
define("System.Runtime.CompilerServices.TaskAwaiter", "System.ValueType", kind="struct", py=Awaiter, members={
    "IsCompleted -> bool": lambda a: finished(a.task),
    "GetResult() -> object": awaited,
})  # fmt: skip
define(_T + "Task", interfaces=["System.IAsyncResult", "System.IDisposable"], members={
    "Id -> int": lambda t: t.number,
    "Exception -> System.Exception": lambda t: None if fault_of(t) is None else aggregate(fault_of(t)),  # type: ignore[arg-type]
    "Status -> System.Threading.Tasks.TaskStatus": status,
    "IsCanceled -> bool": lambda t: t.cancelled,
    "IsCompleted -> bool": finished,
    "IsCompletedSuccessfully -> bool": lambda t: finished(t) and fault_of(t) is None,
    "IsFaulted -> bool": lambda t: finished(t) and fault_of(t) is not None and not t.cancelled,
    "AsyncState -> object": lambda t: None,
    "Wait() -> void": wait_quietly,
    **{f"Wait({limit}) -> bool": wait for limit in _LIMITS},
    "GetAwaiter() -> object": Awaiter,
    "ConfigureAwait(bool continueOnCapturedContext) -> object": lambda t, c: t,
    "Dispose() -> void": lambda t: None,
    **{f"static Run({work}) -> System.Threading.Tasks.Task": run for work in ("Action action", "Func[object] function")},
    "static CompletedTask -> System.Threading.Tasks.Task": Task,
    "static Delay(int millisecondsDelay) -> System.Threading.Tasks.Task": delay,
    "static Delay(timespan delay) -> System.Threading.Tasks.Task": delay,
    "static Delay(int millisecondsDelay, System.Threading.CancellationToken cancellationToken) -> System.Threading.Tasks.Task": delay,
    "static FromResult<TResult>(TResult result) -> object": of_result,
    "static FromException(System.Exception exception) -> System.Threading.Tasks.Task": of_fault,
    "static FromException<TResult>(System.Exception exception) -> object": of_fault_typed,
    "static FromCanceled(System.Threading.CancellationToken cancellationToken) -> System.Threading.Tasks.Task": cancelled_task,
    f"static WhenAll({_TASKS}) -> System.Threading.Tasks.Task": together,
    f"static WhenAny({_TASKS}) -> System.Threading.Tasks.Task": lambda ts: together(ts, True),
    f"static WaitAll({_TASKS}) -> void": all_quietly,
    "static WaitAll(System.Threading.Tasks.Task[] tasks, int millisecondsTimeout) -> bool": wait_all,
    f"static WaitAny({_TASKS}) -> int": wait_any,
    "static WaitAny(System.Threading.Tasks.Task[] tasks, int millisecondsTimeout) -> int": wait_any,
})  # fmt: skip
define(_T + "Task`1", _T + "Task", parameters="TResult", members={"Result -> TResult": result})
