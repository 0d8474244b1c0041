"""Workflows at the user's level, where a case file can't say it: virtual time, two processes' engines on one store, stops."""

from collections.abc import Iterator
from typing import Any

import pytest

from perdure.interpreter.errors import ScriptError
from perdure.runtime.clock import VirtualClock
from perdure.runtime.stores.memory import MemoryStore
from tests.runtime.sessions import Session

DAY_S = 86_400


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def sessions(store: MemoryStore) -> Iterator[Any]:
    made: list[Session] = []

    def make(**options: Any) -> Session:
        made.append(Session(store, **options))
        return made[-1]

    yield make
    for session in made:
        session.close()


def test_a_sleep_of_a_day_is_a_timer(sessions: Any) -> None:
    """Start-Sleep holds no thread: in virtual time a day is over at once."""
    clock = VirtualClock()
    begun = clock.now_s()
    assert sessions(clock=clock).run("workflow W { 'before'; Start-Sleep -Seconds 86400; 'after' }; W") == [
        "before",
        "after",
    ]
    assert clock.now_s() - begun >= DAY_S


def test_a_sleep_goes_on_in_another_process(sessions: Any) -> None:
    """A restart in the middle of a sleep waits for the rest only (spec 6.5)."""
    clock = VirtualClock()
    first = sessions()
    first.run(
        "workflow W { Checkpoint-Workflow; Start-Sleep -Seconds 3600; 'woke' }; $j = W -AsJob; Start-Sleep -Milliseconds 200"
    )
    child = first.run("(Get-Job).ChildJobs[0]")[0]
    first.run("Suspend-Job (Get-Job) | Out-Null; Wait-Job (Get-Job) -WarningAction SilentlyContinue | Out-Null")
    assert child.state == "Suspended"
    due_s = first.engine.store.find_job(child.id).due_ms / 1000
    clock.time_s = due_s - 5
    second = sessions(clock=clock)
    assert second.run("Get-Job | Resume-Job | Wait-Job | Receive-Job") == ["woke"]
    assert due_s <= clock.now_s() < due_s + 60


def test_two_resumers_one_wins(sessions: Any) -> None:
    """Two processes resume one job: one gets it, the other is told who has it, nothing runs twice."""
    first, second, third = sessions(), sessions(), sessions()
    first.run(
        "workflow W { Suspend-Workflow; InlineScript { Start-Sleep -Milliseconds 700 }; 'once' }\n"
        "W -AsJob | Wait-Job -WarningAction SilentlyContinue | Out-Null"
    )
    second.run("Get-Job | Resume-Job | Out-Null")
    assert third.run("(Get-Job).State.ToString()") == ["Running"]
    third.engine.stored.refresh()
    job = third.engine.jobs.all()[0]
    with pytest.raises(ScriptError) as refused:
        third.engine.stored.resume(job.children)
    assert "is being run by process" in refused.value.record.message
    assert second.run("Get-Job | Wait-Job | Receive-Job") == ["once"]


def test_an_order_reaches_the_process_that_runs_the_job(sessions: Any) -> None:
    """Suspend-Job and Stop-Job work on a job of another process, through the store."""
    runner, other = sessions(), sessions()
    runner.run("workflow W { foreach ($i in 1..1000) { Start-Sleep -Milliseconds 20 } }; $global:j = W -AsJob")
    assert other.run("Get-Job | Suspend-Job -Wait | ForEach-Object { $_.State.ToString() }") == ["Suspended"]
    assert runner.run("(Get-Job).State.ToString()") == ["Suspended"]
    runner.run("Get-Job | Resume-Job | Out-Null")
    other.run("Get-Job | Stop-Job")
    assert runner.run("(Get-Job).State.ToString()") == ["Stopped"]


def test_idle_jobs_save_themselves(sessions: Any) -> None:
    """A job that only waits for a timer is saved after 5 s, so that a restart does not begin its sleep again (SD-30)."""
    session = sessions(clock=VirtualClock())
    session.run(
        "workflow W { Get-Item . | Out-Null; $x = 5; Start-Sleep -Seconds 100; $x }; W -AsJob | Wait-Job | Out-Null"
    )
    row = session.engine.store.list_jobs()[-1]
    assert row.checkpoints == 2  # before the first activity, and while it slept


def test_running_time_limit(sessions: Any) -> None:
    """PSRunningTimeoutSec fails the job, and its finally blocks run."""
    session = sessions(clock=VirtualClock())
    out = session.run(
        "workflow W { try { 'a'; Start-Sleep -Seconds 500; 'no' } finally { 'cleaned' } }\n"
        "$j = W -AsJob -PSRunningTimeoutSec 10; Wait-Job $j | Out-Null; $j.State.ToString()\n"
        "Receive-Job $j -ErrorAction SilentlyContinue; $j.ChildJobs[0].JobStateInfo.Reason.GetType().Name"
    )
    assert out == ["Failed", "a", "cleaned", "TimeoutException"]


def test_retries_wait_their_interval(sessions: Any) -> None:
    clock = VirtualClock()
    session = sessions(clock=clock)
    begun = clock.now_s()
    out = session.run(
        "workflow W { try { InlineScript { throw 'bad' } -PSActionRetryCount 3 -PSActionRetryIntervalSec 60 } catch { 'gave up' } }; W"
    )
    assert out == ["gave up"]
    assert len(session.errors) == 3
    assert clock.now_s() - begun >= 180


def test_an_activity_that_takes_too_long(sessions: Any) -> None:
    """PSActionRunningTimeoutSec ends an activity with a TimeoutException, which can be caught."""
    out = sessions().run(
        "workflow W { try { InlineScript { Start-Sleep -Seconds 30 } -PSActionRunningTimeoutSec 1 } "
        "catch [System.TimeoutException] { 'too late' } }; W"
    )
    assert out == ["too late"]


def test_many_branches(sessions: Any) -> None:
    """A sleeping branch costs a timer, no thread."""
    session = sessions(clock=VirtualClock())
    out = session.run(
        "workflow W { $n = 0; foreach -parallel ($i in 1..3000) { Start-Sleep -Seconds 60; $workflow:n++ }; $n }; W"
    )
    assert out == [3000]
    assert session.engine.executor.hops < 20


@pytest.mark.parametrize("mode", ["never", "marks", "every"])
def test_the_three_modes_agree(sessions: Any, mode: str) -> None:
    """Checkpoints never, at marks, or after every step with a reload: the same output."""
    session = sessions(mode=mode)
    out = session.run(
        """
        function Get-Twice { param($x) $x * 2 }
        workflow Get-Part { param([int]$n) try { if ($n -eq 2) { throw 'two' }; Get-Twice $n } finally { "f$n" } }
        workflow W {
            param([string]$name = 'default')
            $h = @{ list = @(1, 2) }; $alias = $h
            trap { "trapped $($_.Exception.Message)"; continue }
            foreach ($i in 1..3) {
                if ($i -eq 3) { Checkpoint-Workflow }
                switch ($i) { { $_ -gt 1 } { "gt $_" } default { 'one' } }
                $r = Get-Part -n $i
                "$i $($r -join '+')"
            }
            $sum = 0
            foreach -parallel ($k in 1..4) { sequence { $t = $k * 10; $workflow:sum += $t } }
            $alias.list += 3
            "$name $sum $($h.list.Count)"
        }
        W -name given
        """
    )
    assert out == ["one", "1 2+f1", "gt 2", "trapped two", "given 100 3"]


def test_a_value_that_cannot_be_saved_is_named(sessions: Any) -> None:
    session = sessions()
    out = session.run(
        "workflow W { $cfg = @{ Log = @{ File = [System.IO.File]::OpenWrite('/dev/null') } }; "
        "try { Checkpoint-Workflow } catch { $_.Exception.Message } }; W"
    )
    assert "$cfg.Log.File" in out[0]


def test_a_failed_checkpoint_leaves_the_last_good_one(sessions: Any) -> None:
    """The job has failed behind its first checkpoint; the store still has that."""
    session = sessions()
    session.engine.purpose = "runbook"
    session.run(
        "workflow W { 'a'; Checkpoint-Workflow; $f = [System.IO.File]::OpenWrite('/dev/null'); Checkpoint-Workflow }; W"
    )
    row = session.engine.store.list_jobs()[-1]
    assert row.state == "Failed"
    assert session.engine.store.read_head(row.id).snapshot is not None


def test_invoke_as_workflow(sessions: Any) -> None:
    session = sessions()
    assert session.run("Invoke-AsWorkflow -Expression \"'x' * 3\"") == ["xxx"]
    assert session.run(
        "(Invoke-AsWorkflow -CommandName Get-Date -Parameter @{ Year = 2020; Month = 1; Day = 2 }).Year"
    ) == [2020]
    assert session.run("Invoke-AsWorkflow -Expression '5' -AsJob | Wait-Job | Receive-Job") == [5]


def test_workflow_data_that_was_set_is_saved(sessions: Any) -> None:
    """Set-PSWorkflowData changes runtime variables for what follows, also behind a resume (spec 11)."""
    session = sessions()
    out = session.run(
        'workflow W { Set-PSWorkflowData -PSPort 99 -OtherVariableName mine -Value 5; "$PSPort $mine"; Suspend-Workflow\n'
        'InlineScript { "$using:PSPort $using:mine" }; Get-PSWorkflowData -VariableToRetrieve PSPort }\n'
        "$j = W -AsJob; Wait-Job $j -WarningAction SilentlyContinue | Out-Null; Resume-Job $j | Wait-Job | Receive-Job"
    )
    assert [str(value) for value in out] == ["99 5", "99 5", "99"]
