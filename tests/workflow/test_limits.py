"""Time limits of workflows: running time counts across suspensions and kills, elapsed time since the first start."""

from typing import Any

from perdure.runtime.clock import VirtualClock
from perdure.runtime.stores.errors import StoreError
from perdure.runtime.stores.memory import MemoryStore
from tests.runtime.sessions import Session

TWO_WAITS = "workflow W { Start-Sleep -Seconds 60; Suspend-Workflow; Start-Sleep -Seconds 60; 'no' }\n"
STATE = "$c = (Get-Job).ChildJobs[0]; $c.State.ToString(); $c.JobStateInfo.Reason.Message"


def later(clock: VirtualClock, store: MemoryStore, seconds: float, text: str) -> list[Any]:
    """Goes on in another process after a while."""
    clock.time_s += seconds
    return Session(store, clock=clock).run(text)


def test_running_time_counts_across_a_suspension() -> None:
    """60 s before a suspension and 60 behind it are more than a limit of 100; the days between do not count."""
    clock, store = VirtualClock(), MemoryStore()
    first = Session(store, clock=clock)
    first.run(TWO_WAITS + "W -AsJob -PSRunningTimeoutSec 100 | Wait-Job -WarningAction SilentlyContinue | Out-Null")
    resumed = clock.time_s + 5 * 86_400
    out = later(clock, store, 5 * 86_400, "Get-Job | Resume-Job | Wait-Job | Out-Null; " + STATE)
    assert out == ["Failed", "The workflow has reached its running time limit."]
    assert clock.time_s - resumed < 100


def test_running_time_up_to_a_kill_is_not_lost() -> None:
    """A killed run has noted its running time, though no checkpoint was made meanwhile."""
    clock, store = VirtualClock(), MemoryStore()
    first = Session(store, clock=clock)
    commit, seen = store.commit, []

    def dying(requests: Any) -> Any:
        answers = commit(requests)
        for request in requests:
            seen.extend(float(body) for _, body in request.delta.journal)
            if seen and seen[-1] >= 40:  # nothing more is written, as in a kill
                store.commit = lambda requests: [StoreError("failed", "gone")] * len(requests)  # type: ignore[method-assign]
        return answers

    store.commit = dying  # type: ignore[method-assign]
    first.run("workflow W { Checkpoint-Workflow; Start-Sleep -Seconds 80; 'no' }; W -AsJob -PSRunningTimeoutSec 100 "
              "| Wait-Job | Out-Null")  # fmt: skip
    store.commit = commit  # type: ignore[method-assign]
    job = store.list_jobs()[-1]
    head = store.read_head(job.id)
    assert [key for key, _ in head.journal][-1] == "running"
    assert 40 <= float(head.journal[-1][1]) <= 80


def test_elapsed_time_counts_while_suspended() -> None:
    clock, store = VirtualClock(), MemoryStore()
    first = Session(store, clock=clock)
    first.run(TWO_WAITS + "W -AsJob -PSElapsedTimeoutSec 100 | Wait-Job -WarningAction SilentlyContinue | Out-Null")
    out = later(clock, store, 200, "Get-Job | Resume-Job | Wait-Job | Out-Null; " + STATE)
    assert out == ["Failed", "The workflow has reached its elapsed time limit."]
