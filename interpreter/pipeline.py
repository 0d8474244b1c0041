"""Streaming pipelines: stages that push each object to the next as it comes.

A Stage is one command of one running pipeline. `emit` is the next stage's `take` (or the pipeline's output). Knows
nothing of how commands are found or bound.
"""

from collections.abc import Callable, Iterable
from typing import Any

from perdure.interpreter.errors import StopUpstream
from perdure.interpreter.values.base import NOTHING


class Stage:
    """One command in a pipeline. Subclasses define on_begin, on_input, on_end; the rest is protocol."""

    emit: Callable[[Any], None]
    started = False
    failed = False
    finished = False
    streams: Any = None
    cx: Any = None  # the session, whose host says when to stop

    def start(self) -> None:
        """Runs the begin part, once."""
        if not self.started:
            self.started = True
            self.on_begin()

    def take(self, value: Any) -> None:
        """Takes one object from the stage before."""
        if not self.started:
            self.start()
        self.on_input(value)

    def on_begin(self) -> None:
        """Does what comes before the first object."""

    def on_input(self, value: Any) -> None:
        """Does what one object asks for."""

    def on_alone(self) -> None:
        """Does the work of a command without pipeline input (the first in its pipeline)."""

    def on_end(self) -> None:
        """Does what comes behind the last object."""

    def on_close(self) -> None:
        """Cleans up; runs however the pipeline ended (`clean` blocks, files of redirections)."""

    def owns(self, command: Any) -> bool:
        """Tells whether a StopUpstream names this stage's command."""
        return False


def run_stages(stages: list[Stage], source: Iterable[Any] | None, emit: Callable[[Any], None]) -> None:
    """Runs a pipeline: begin parts from left to right, the input, the end parts from left to right.

    Args:
        source: the objects that go into the first stage; None = it has no input.
    """
    out = emit
    for stage in reversed(stages):
        stage.emit = out
        out = stage.take
    done = 0
    try:
        try:
            for stage in stages:
                stage.start()
            if source is None:
                stages[0].on_alone()
            else:
                feed, cx = stages[0].take, stages[0].cx
                for value in source:
                    feed(value)
                    if cx is not None and cx.check_stop:
                        cx.host.check_stop()
            while done < len(stages):
                stages[done].on_end()
                done += 1
        except StopUpstream as stop:
            finish_behind(stages, stop, done)
    finally:
        for stage in stages:
            stage.on_close()


def finish_behind(stages: list[Stage], stop: StopUpstream, done: int) -> None:
    """Ends the stages from the one that has enough on; those before it are over."""
    while True:
        at = next((i for i, s in enumerate(stages) if s.owns(stop.command)), None)
        if at is None:
            raise stop
        try:
            for i in range(max(at, done), len(stages)):
                done = i
                if i > at or not stages[i].finished:
                    stages[i].finished = True
                    stages[i].on_end()
            return
        except StopUpstream as another:
            stop = another
            done += 1


class Guarded(Stage):
    """A stage with streams of its own (redirections, -ErrorVariable): they hold while its parts run."""

    def __init__(self, inner: Stage, cx: Any) -> None:
        self.inner = inner
        self.cx = cx
        self.streams = cx.streams

    @property
    def emit(self) -> Callable[[Any], None]:
        return self.inner.emit

    @emit.setter
    def emit(self, value: Callable[[Any], None]) -> None:
        self.inner.emit = value

    def on_begin(self) -> None:
        self.inside(self.inner.start)

    def on_input(self, value: Any) -> None:
        cx = self.cx
        before, cx.streams = cx.streams, self.streams
        try:
            self.inner.take(value)
        finally:
            cx.streams = before

    def on_alone(self) -> None:
        self.inside(self.inner.on_alone)

    def on_end(self) -> None:
        self.inside(self.inner.on_end)

    def on_close(self) -> None:
        self.inside(self.inner.on_close)

    def owns(self, command: Any) -> bool:
        return self.inner.owns(command)

    def inside(self, work: Callable[[], None]) -> None:
        cx = self.cx
        before, cx.streams = cx.streams, self.streams
        try:
            work()
        finally:
            cx.streams = before


class Gather(Stage):
    """A last stage that collects, for callers that want a list."""

    def __init__(self) -> None:
        self.out: list[Any] = []

    def on_input(self, value: Any) -> None:
        if value is not NOTHING:
            self.out.append(value)
