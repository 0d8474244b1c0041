"""System.Threading.Thread: the running thread and sleeping; starting threads is not for scripts without a runspace."""

from threading import get_ident
from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.dotnet.cultures import US
from perdure.interpreter.dotnet.dates import named
from perdure.interpreter.dotnet.threading import seconds_of
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.sync import CHANGED

_T = "System.Threading."


class Thread(NetObject):
    """System.Threading.Thread: the running one, by its number."""

    __slots__ = ("number", "name")
    net = "System.Threading.Thread"

    def __init__(self, number: int) -> None:
        self.number = number
        self.name: str | None = None


_NUMBERS: dict[int, Thread] = {}


def current_thread() -> Thread:
    with CHANGED:
        return _NUMBERS.setdefault(get_ident(), Thread(len(_NUMBERS) + 1))


def sleep(limit: Any) -> None:
    found = seconds_of(limit)
    current().host.sleep(1e9 if found is None else found)


def culture(_t: Any) -> Any:
    return US


define(_T + "Thread", py=Thread, members={
    "ManagedThreadId -> int": lambda t: t.number,
    "Name -> string": Prop(lambda t: t.name, lambda t, v: setattr(t, "name", v)),
    "CurrentCulture -> cultureinfo": Prop(culture, lambda t, v: None),
    "CurrentUICulture -> cultureinfo": Prop(culture, lambda t, v: None),
    "IsAlive -> bool": lambda t: True,
    "IsBackground -> bool": Prop(lambda t: True, lambda t, v: None),
    "IsThreadPoolThread -> bool": lambda t: False,
    "ThreadState -> System.Threading.ThreadState": lambda t: named(_T + "ThreadState", 0),
    "ApartmentState -> System.Threading.ApartmentState": lambda t: named(_T + "ApartmentState", 1),
    "Priority -> System.Threading.ThreadPriority": Prop(lambda t: named(_T + "ThreadPriority", 2), lambda t, v: None),
    "GetApartmentState() -> System.Threading.ApartmentState": lambda t: named(_T + "ApartmentState", 1),
    "static CurrentThread -> System.Threading.Thread": current_thread,
    "static Sleep(int millisecondsTimeout) -> void": sleep,
    "static Sleep(timespan timeout) -> void": sleep,
    "static Yield() -> bool": lambda: True,
    "static SpinWait(int iterations) -> void": lambda n: None,
    "static GetCurrentProcessorId() -> int": lambda: 0,
})  # fmt: skip
