"""A session's events: subscriptions, the queue, actions. Serves the event cmdlets; one manager per session.

An action runs at once, on the thread that raised the event, in a scope of its own below the global one.
"""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.modules import make_state
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.datetime import LOCAL, DateTime
from perdure.interpreter.values.timespan import TICKS_MIN

SMA = "System.Management.Automation."


class EventArgs(NetObject):
    """System.Management.Automation.PSEventArgs: one event."""

    __slots__ = ("number", "source", "sender", "args", "data", "ticks", "event_args")
    net = SMA + "PSEventArgs"

    def __init__(self, number: int, source: str, sender: Any, args: list[Any], data: Any, ticks: int) -> None:
        self.number, self.source, self.sender, self.args = number, source, sender, args
        self.data, self.ticks = data, ticks
        self.event_args: Any = args[0] if len(args) == 1 else None


class EventJob(NetObject):
    """System.Management.Automation.PSEventJob: what an action has put out so far."""

    __slots__ = ("number", "name", "block", "state", "out", "module", "errors")
    net = SMA + "PSEventJob"

    def __init__(self, number: int, name: str, block: ScriptBlock, module: Any) -> None:
        self.number, self.name, self.block, self.module = number, name, block, module
        self.state = "NotStarted"
        self.out: list[Any] = []
        self.errors: list[Any] = []


class Subscriber(NetObject):
    """System.Management.Automation.PSEventSubscriber: one subscription."""

    __slots__ = ("number", "source", "object", "event", "job", "data", "forward", "support", "left")
    net = SMA + "PSEventSubscriber"

    def __init__(self, number: int, source: str, object_: Any, event: str, job: EventJob | None) -> None:
        self.number, self.source, self.object, self.event, self.job = number, source, object_, event, job
        self.data: Any = None
        self.forward = self.support = False
        self.left = 0  # how often its action still runs; 0 = for ever


class Events:
    """The event manager of a session."""

    def __init__(self, cx: Any) -> None:
        self.cx = cx
        self.queue: list[EventArgs] = []
        self.subscribers: list[Subscriber] = []
        self.last_event = self.last_subscriber = 0

    def subscribe(self, source: str, object_: Any, event: str, action: ScriptBlock | None) -> Subscriber:
        """Enters a subscription."""
        self.last_subscriber += 1
        job = None
        if action is not None:
            state = make_state(self.cx, f"__DynamicModule_{self.last_subscriber}", None)
            block = ScriptBlock(action.tree, action.source, state)
            block.home = self.cx
            job = EventJob(self.next_job(), source, block, state)
        made = Subscriber(self.last_subscriber, source, object_, event, job)
        self.subscribers.append(made)
        return made

    def next_job(self) -> int:
        """Gives a number for a job: the engine's next one, where it counts them."""
        take = getattr(self.cx.engine, "next_job_id", None)
        return int(take()) if callable(take) else self.last_subscriber

    def of_source(self, source: str) -> list[Subscriber]:
        """Gives the subscriptions to a source."""
        return [s for s in self.subscribers if s.source.lower() == source.lower()]

    def raised(self, source: str, sender: Any, args: list[Any], data: Any) -> EventArgs:
        """Tells of an event: actions run, else it waits in the queue."""
        self.last_event += 1
        made = EventArgs(self.last_event, source, sender, args, data, self.cx.host.utc_now_ticks())
        subscribed = self.of_source(source)
        handled = False
        for subscriber in subscribed:
            if subscriber.job is not None:
                handled = True
                if made.data is None:
                    made.data = subscriber.data
                self.act(subscriber, made)
        if not handled:
            self.queue.append(made)
        return made

    def act(self, subscriber: Subscriber, event: EventArgs) -> None:
        """Runs an action for an event."""
        job = subscriber.job
        assert job is not None
        job.state = "Running"
        scope = job.module.scope
        scope.vars.update(
            {"event": event, "eventsubscriber": subscriber, "sender": event.sender, "eventargs": event.event_args}
        )
        before = self.cx.streams
        self.cx.streams = before.copy(error=job.errors.append)
        try:
            job.out += self.cx.call_block(job.block, event.args, scope=scope, local=True)
        finally:
            self.cx.streams = before
        if subscriber.left:
            subscriber.left -= 1
            if subscriber.left == 0:
                self.remove(subscriber)

    def remove(self, subscriber: Subscriber) -> None:
        """Ends a subscription."""
        self.subscribers.remove(subscriber)
        if subscriber.job is not None:
            subscriber.job.state = "Stopped"


def of(cx: Any) -> Events:
    """Gives a session's event manager, made at the first call."""
    found: Events | None = getattr(cx, "events", None)
    if found is None or found.cx is not cx:
        found = cx.events = Events(cx)
    return found


def _time(event: EventArgs) -> DateTime:
    return DateTime(event.ticks + current().host.local_offset_minutes(event.ticks, True) * TICKS_MIN, LOCAL)


def _slot(name: str, type_: str = "System.Object") -> Prop:
    def read(self: Any) -> Any:
        return getattr(self, name)

    return Prop(read, None, type_)


STRING, INT = "System.String", "System.Int32"
define(
    SMA + "PSEventArgs",
    "System.EventArgs",
    members={
        "ComputerName": Prop(lambda self: None, None, STRING),
        "RunspaceId": Prop(lambda self: None, None, "System.Guid"),
        "EventIdentifier": _slot("number", INT),
        "Sender": _slot("sender"),
        "SourceEventArgs": _slot("event_args", "System.EventArgs"),
        "SourceArgs": Prop(lambda self: list(self.args), None, "System.Object[]"),
        "SourceIdentifier": _slot("source", STRING),
        "TimeGenerated": Prop(_time, None, "System.DateTime"),
        "MessageData": _slot("data"),
    },
    py=EventArgs,
)
define(
    SMA + "PSEventSubscriber",
    members={
        "SubscriptionId": _slot("number", INT),
        "SourceObject": _slot("object"),
        "EventName": _slot("event", STRING),
        "SourceIdentifier": _slot("source", STRING),
        "Action": _slot("job", SMA + "PSEventJob"),
        "HandlerDelegate": Prop(lambda self: None),
        "SupportEvent": _slot("support", "System.Boolean"),
        "ForwardEvent": _slot("forward", "System.Boolean"),
    },
    py=Subscriber,
)
define(
    SMA + "PSEventJob",
    SMA + "Job",
    members={
        "Id": _slot("number", INT),
        "Name": _slot("name", STRING),
        "PSJobTypeName": Prop(lambda self: None, None, STRING),
        "State": _slot("state", STRING),
        "HasMoreData": Prop(lambda self: bool(self.out), None, "System.Boolean"),
        "Location": Prop(lambda self: None, None, STRING),
        "Command": Prop(lambda self: self.block.text(), None, STRING),
        "StatusMessage": Prop(lambda self: None, None, STRING),
        "Output": Prop(lambda self: list(self.out)),
        "Error": Prop(lambda self: list(self.errors)),
        "ChildJobs": Prop(lambda self: []),
        "Module": Prop(lambda self: self.module.info),
    },
    py=EventJob,
)
