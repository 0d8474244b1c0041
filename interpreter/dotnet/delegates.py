"""Delegate types: Func, Action, Predicate, Comparison, Converter, event handlers. A script block becomes one by a cast."""

from typing import Any

from perdure.interpreter.typesys import define
from perdure.interpreter.values.delegates import Delegate


def call(delegate: Delegate, *args: Any) -> Any:
    """Calls a delegate; a void one gives nothing."""
    return delegate.call(*args)


def drop(delegate: Delegate, *args: Any) -> None:
    delegate.call(*args)


_BASE: dict[str, Any] = {
    "DynamicInvoke(params object[] args) -> object": lambda d, a: d.call(*a),
    "Method -> object": lambda d: d.source,
    "Target -> object": lambda d: d.source,
    "Clone() -> object": lambda d: d,
    "GetInvocationList() -> object[]": lambda d: [d],
}

define("System.Delegate", members=_BASE, abstract=True)
define("System.MulticastDelegate", "System.Delegate", abstract=True)


def delegate(name: str, signature: str, parameters: str = "", returns: str = "void") -> None:
    """Declares a delegate type; `signature` its parameters as a member table writes them."""
    run = drop if returns == "void" else call
    define(
        name,
        "System.MulticastDelegate",
        kind="delegate",
        parameters=parameters,
        members={f"Invoke({signature}) -> {returns}": run},
    )


for _n in range(17):
    _names = [f"T{i + 1}" for i in range(_n)] if _n != 1 else ["T"]
    _sig = ", ".join([f"{t} arg{i + 1}" if _n > 1 else f"{t} obj" for i, t in enumerate(_names)])
    if _n:
        delegate(f"System.Action`{_n}", _sig, " ".join(_names))
    else:
        delegate("System.Action", "")
    delegate(f"System.Func`{_n + 1}", _sig.replace(" obj", " arg"), " ".join([*_names, "TResult"]), "TResult")

delegate("System.Predicate`1", "T obj", "T", "bool")
delegate("System.Comparison`1", "T x, T y", "T", "int")
delegate("System.Converter`2", "TInput input", "TInput TOutput", "TOutput")
delegate("System.EventHandler", "object sender, object e")
delegate("System.EventHandler`1", "object sender, TEventArgs e", "TEventArgs")
delegate("System.AsyncCallback", "object ar")
delegate("System.Threading.ThreadStart", "")
delegate("System.Threading.ParameterizedThreadStart", "object obj")
delegate("System.Threading.WaitCallback", "object state")
delegate("System.Threading.TimerCallback", "object state")
delegate("System.Threading.SendOrPostCallback", "object state")
delegate("System.Text.RegularExpressions.MatchEvaluator", "System.Text.RegularExpressions.Match match", "", "string")
delegate("System.Timers.ElapsedEventHandler", "object sender, object e")
delegate("System.IO.FileSystemEventHandler", "object sender, object e")
delegate("System.ComponentModel.PropertyChangedEventHandler", "object sender, object e")
