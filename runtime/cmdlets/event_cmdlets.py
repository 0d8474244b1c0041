"""New-Event, Get-Event, Remove-Event, Wait-Event, Register-EngineEvent, Register-ObjectEvent and their like."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.errors import ErrorRecord, ScriptError
from perdure.interpreter.values.base import unwrap
from perdure.runtime import events, globs

LOOK_S = 0.02
ARGUMENT = "System.ArgumentException"


class EventCmdlet(Cmdlet):
    """The base: the session's events, and the errors of names that nothing has."""

    @property
    def events(self) -> events.Events:
        return events.of(self.cx)

    def no_source(self, text: str) -> ErrorRecord:
        return self.error(text, "INVALID_SOURCE_IDENTIFIER", "InvalidArgument", None, ARGUMENT)


@cmdlet("New-Event")
class NewEvent(EventCmdlet):
    """Raises an event."""

    SourceIdentifier = P("string", pos=0, mandatory=True)
    Sender = P("object", pos=1)
    EventArguments = P("object[]", pos=2)
    MessageData = P("object", pos=3)

    def end(self) -> None:
        args = list(self.EventArguments or ())
        self.write(self.events.raised(self.SourceIdentifier, self.Sender, args, self.MessageData))


@cmdlet("Get-Event", default_set="BySource")
class GetEvent(EventCmdlet):
    """Gets the events that wait in the queue."""

    SourceIdentifier = P("string", pos=0, pipe="name", sets="BySource")
    EventIdentifier = P("int", pos=0, mandatory=True, pipe="name", alias="Id", sets="ById")

    def end(self) -> None:
        found = [e for e in self.events.queue if self.fits(e)]
        if not found and self.has("EventIdentifier"):
            text = f"Event with identifier '{self.EventIdentifier}' does not exist."
            self.write_error(self.error(text, "INVALID_EVENT_IDENTIFIER", "InvalidArgument", None, ARGUMENT))
        elif not found and self.SourceIdentifier and not globs.has_wildcard(self.SourceIdentifier):
            self.write_error(self.no_source(f"Event with source identifier '{self.SourceIdentifier}' does not exist."))
        self.write_each(found)

    def fits(self, event: Any) -> bool:
        """Tells whether an event is meant."""
        if self.has("EventIdentifier"):
            return bool(event.number == self.EventIdentifier)
        return not self.SourceIdentifier or globs.matches(event.source, self.SourceIdentifier)


@cmdlet("Remove-Event", default_set="BySource", should_process=True)
class RemoveEvent(EventCmdlet):
    """Takes events out of the queue."""

    SourceIdentifier = P("string", pos=0, mandatory=True, pipe="name", sets="BySource")
    EventIdentifier = P("int", pos=0, mandatory=True, pipe="name", sets="ByIdentifier")

    def process(self) -> None:
        queue = self.events.queue
        if self.SourceIdentifier is not None:
            found = [e for e in queue if globs.matches(e.source, self.SourceIdentifier)]
            text = f"Event with source identifier '{self.SourceIdentifier}' does not exist."
        else:
            found = [e for e in queue if e.number == self.EventIdentifier]
            text = f"Event with identifier '{self.EventIdentifier}' does not exist."
        if not found and not globs.has_wildcard(self.SourceIdentifier or ""):
            error_id = "INVALID_SOURCE_IDENTIFIER" if self.SourceIdentifier is not None else "INVALID_EVENT_IDENTIFIER"
            self.write_error(self.error(text, error_id, "InvalidArgument", None, ARGUMENT))
        for event in found:
            if self.should_process(f"Event '{event.source}'", "Remove"):
                queue.remove(event)


@cmdlet("Wait-Event")
class WaitEvent(EventCmdlet):
    """Waits until an event stands in the queue."""

    SourceIdentifier = P("string", pos=0, pipe="name")
    Timeout = P("int", alias="TimeoutSec", default=-1)

    def process(self) -> None:
        host = self.cx.host
        end = None if self.Timeout < 0 else host.monotonic_s() + self.Timeout
        while True:
            for event in self.events.queue:
                if not self.SourceIdentifier or globs.matches(event.source, self.SourceIdentifier):
                    self.write(event)
                    return
            if end is not None and host.monotonic_s() >= end:
                return
            host.sleep(LOOK_S)


class Registering(EventCmdlet):
    """The base of those that subscribe."""

    SourceIdentifier: Any = None
    Action: Any = None
    MessageData: Any = None
    MaxTriggerCount: Any = 0

    def subscribe(self, object_: Any, event: str, source: str) -> Any:
        """Enters the subscription; puts its job out where it has an action."""
        if self.events.of_source(source):
            text = f"Cannot subscribe to the specified event. A subscriber with the source identifier '{source}' already exists."
            raise ScriptError(self.error(text, "SUBSCRIBER_EXISTS", "InvalidArgument", None, ARGUMENT))
        made = self.events.subscribe(source, object_, event, self.Action)
        made.data = self.MessageData
        made.left = int(self.MaxTriggerCount or 0)
        if made.job is not None:
            self.write(made.job)
        return made


@cmdlet("Register-EngineEvent")
class RegisterEngineEvent(Registering):
    """Subscribes to events that the engine or New-Event raises."""

    SourceIdentifier = P("string", pos=100, mandatory=True)
    Action = P("scriptblock", pos=101)
    MessageData = P("object")
    SupportEvent = P("switch")
    Forward = P("switch")
    MaxTriggerCount = P("int", default=0)

    def end(self) -> None:
        self.subscribe(None, "", self.SourceIdentifier)


@cmdlet("Register-ObjectEvent")
class RegisterObjectEvent(Registering):
    """Subscribes to an event of an object."""

    InputObject = P("object", pos=0, mandatory=True)
    EventName = P("string", pos=1, mandatory=True)
    SourceIdentifier = P("string", pos=100)
    Action = P("scriptblock", pos=101)
    MessageData = P("object")
    SupportEvent = P("switch")
    Forward = P("switch")
    MaxTriggerCount = P("int", default=0)

    def end(self) -> None:
        target = unwrap(self.InputObject)
        connect = getattr(target, "subscribe", None)
        if connect is None:
            text = f"Cannot register for the specified event. An event with the name '{self.EventName}' does not exist."
            raise ScriptError(self.error(text, "INVALID_REGISTRATION", "InvalidArgument", None, ARGUMENT))
        source = self.SourceIdentifier or f"{self.EventName}_{self.events.last_subscriber + 1}"
        self.subscribe(target, self.EventName, source)

        def raised(sender: Any, args: Any) -> None:
            self.events.raised(source, sender, [sender, args], self.MessageData).event_args = args

        connect(self.EventName, raised)


@cmdlet("Get-EventSubscriber", default_set="BySource")
class GetEventSubscriber(EventCmdlet):
    """Gets the subscriptions of the session."""

    SourceIdentifier = P("string", pos=0, pipe="name", sets="BySource")
    SubscriptionId = P("int", pos=0, mandatory=True, pipe="name", alias="Id", sets="ById")
    Force = P("switch", pos=1)

    def process(self) -> None:
        found = [s for s in self.events.subscribers if self.fits(s)]
        if not found and self.has("SubscriptionId"):
            text = f"Event subscription with identifier '{self.SubscriptionId}' does not exist."
            self.write_error(self.error(text, "INVALID_SUBSCRIPTION_IDENTIFIER", "InvalidArgument", None, ARGUMENT))
        elif not found and self.SourceIdentifier and not globs.has_wildcard(self.SourceIdentifier):
            text = f"Event subscription with source identifier '{self.SourceIdentifier}' does not exist."
            self.write_error(self.no_source(text))
        self.write_each(found)

    def fits(self, subscriber: Any) -> bool:
        """Tells whether a subscription is meant."""
        if self.has("SubscriptionId"):
            return bool(subscriber.number == self.SubscriptionId)
        return not self.SourceIdentifier or globs.matches(subscriber.source, self.SourceIdentifier)


@cmdlet("Unregister-Event", default_set="BySource", should_process=True)
class UnregisterEvent(EventCmdlet):
    """Ends subscriptions."""

    SourceIdentifier = P("string", pos=0, mandatory=True, pipe="name", sets="BySource")
    SubscriptionId = P("int", pos=0, mandatory=True, pipe="name", sets="ById")
    Force = P("switch")

    def process(self) -> None:
        every = list(self.events.subscribers)
        if self.SourceIdentifier is not None:
            found = [s for s in every if globs.matches(s.source, self.SourceIdentifier)]
            text = f"Event subscription with source identifier '{self.SourceIdentifier}' does not exist."
            error_id = "INVALID_SOURCE_IDENTIFIER"
        else:
            found = [s for s in every if s.number == self.SubscriptionId]
            text = f"Event subscription with identifier '{self.SubscriptionId}' does not exist."
            error_id = "INVALID_SUBSCRIPTION_IDENTIFIER"
        if not found and not globs.has_wildcard(self.SourceIdentifier or ""):
            self.write_error(self.error(text, error_id, "InvalidArgument", None, ARGUMENT))
        for subscriber in found:
            if self.should_process(f"Event subscription '{subscriber.source}'", "Unsubscribe"):
                self.events.remove(subscriber)
