"""What every store must do: ids, jobs, commits, fencing, outputs, orders. Each test runs over each implementation."""

import pytest

from perdure.interpreter.snapshot import load
from perdure.runtime.stores.errors import FencedError, HeldError, StoreError
from perdure.runtime.stores.protocol import KEEP_ALL, Ack, Delta, Job, NewOutput, Request, Store
from tests.stores.kit import ME, commit, create, new_job, snap, texts, value_of


def test_ids_are_whole_numbers_and_never_come_again(store: Store) -> None:
    first, second = create(store, new_job(), new_job())
    reserved = store.reserve_ids(2)
    store.remove_jobs([second.job])
    (third,) = create(store)
    (fourth,) = create(store, new_job(id=reserved))
    assert [first.job, second.job, third.job, fourth.job] == [1, 2, 5, 3]


def test_a_parent_and_its_children_are_made_at_once(store: Store) -> None:
    leases = create(store, new_job("all"), new_job(parent_index=0), new_job(parent_index=0))
    jobs = store.list_jobs()
    assert [(job.id, job.parent, job.name) for job in jobs] == [(1, None, "all"), (2, 1, "Job2"), (3, 1, "Job3")]
    assert [lease.epoch for lease in leases] == [1, 1, 1]
    assert all(job.alive and job.owner == ME for job in jobs)


def test_an_instance_id_is_taken_once(store: Store) -> None:
    new = new_job()
    create(store, new)
    with pytest.raises(StoreError):
        create(store, new)
    assert len(store.list_jobs()) == 1


def test_a_job_keeps_what_it_was_made_with(store: Store) -> None:
    new = new_job("nightly", script="/a/b.ps1", kind="runbook", metadata=b"\0meta", definition=b"workflow X { }" * 100)
    create(store, new, new_job(definition=new.definition))
    job = store.find_job(1)
    assert (job.instance_id, job.name, job.command, job.script, job.kind, job.metadata) == (
        new.instance_id, "nightly", "Test-Job", "/a/b.ps1", "runbook", b"\0meta",
    )  # fmt: skip
    assert store.read_definition(1) == store.read_definition(2) == new.definition
    assert (job.state, job.checkpoints, job.outputs, job.finished) == ("NotStarted", 0, 0, False)


def test_a_first_commit_may_come_with_the_job(store: Store) -> None:
    (lease,) = create(store, new_job(first=Delta(9, snap("start"), [NewOutput("Output", b"x")], state="Running")))
    assert (lease.head_seq, lease.outputs) == (1, 1)
    assert value_of(store, lease.job) == "start"
    assert store.find_job(lease.job).state == "Running"
    assert commit(store, lease, "next") == Ack(2, 1)


def test_unknown_jobs_are_named(store: Store) -> None:
    for ask in (store.find_job, store.read_head, store.checkpoints, store.read_definition, store.read_outputs):
        with pytest.raises(StoreError, match="no job 77") as caught:
            ask(77)
        assert caught.value.code == "unknown-job"
    for asked in (lambda: store.acquire([77], ME), lambda: store.post(77, "stop", b"", 1)):
        with pytest.raises(StoreError, match="no job 77"):
            asked()
    assert store.list_jobs([77]) == []


def test_a_commit_moves_state_outputs_and_head_together(store: Store) -> None:
    (lease,) = create(store)
    assert commit(store, lease, {"n": 1}, "a", "b", state="Running", began_ms=3, status="busy") == Ack(1, 2)
    assert commit(store, lease, {"n": 2}, "c", state="Completed", ended_ms=8, reason=b"why", due_ms=4) == Ack(2, 3)
    job = store.find_job(lease.job)
    assert (job.state, job.status, job.began_ms, job.ended_ms, job.reason, job.due_ms) == (
        "Completed",
        "busy",
        3,
        8,
        b"why",
        4,
    )
    assert (job.checkpoints, job.head_seq, job.outputs) == (2, 2, 3)
    assert value_of(store, lease.job) == {"n": 2}
    assert texts(store, lease.job) == ["a", "b", "c"]


def test_a_commit_without_a_state_keeps_the_last_one(store: Store) -> None:
    (lease,) = create(store)
    commit(store, lease, "kept", "a")
    commit(store, lease, None, "b")
    head = store.read_head(lease.job)
    assert value_of(store, lease.job) == "kept"
    assert (head.outputs_at_snapshot, head.outputs, head.seq) == (1, 2, 2)


def test_the_journal_lasts_until_the_next_state(store: Store) -> None:
    (lease,) = create(store)
    commit(store, lease, "one")
    commit(store, lease, None, journal=[("1/a", b"x"), ("2/b", b"y")])
    commit(store, lease, None, "out", journal=[("1/c", b"")])
    head = store.read_head(lease.job)
    assert head.journal == (("1/a", b"x"), ("2/b", b"y"), ("1/c", b""))
    commit(store, lease, "two")
    assert store.read_head(lease.job).journal == ()
    commit(store, lease, None, journal=[("z", b"z")])
    assert store.read_head(lease.job).journal == (("z", b"z"),)


def test_a_job_without_a_state_has_an_empty_head(store: Store) -> None:
    (lease,) = create(store)
    assert store.read_head(lease.job).snapshot is None
    commit(store, lease, "x")
    commit(store, lease, None, drop_snapshots=True, state="Completed")
    assert store.read_head(lease.job).snapshot is None
    assert store.checkpoints(lease.job) == []


def test_only_the_owner_commits(store: Store) -> None:
    (old,) = create(store)
    commit(store, old, "first", "a")
    store.release(old)
    (new,) = store.acquire([old.job], ME)
    assert new.epoch == 2
    assert new.head_seq == 1
    answer = commit(store, old, "stale", "b")
    assert isinstance(answer, FencedError)
    assert old.lost
    assert value_of(store, old.job) == "first"
    assert texts(store, old.job) == ["a"]
    assert commit(store, new, "second", "c") == Ack(2, 2)


def test_a_forged_lease_is_fenced(store: Store) -> None:
    (lease,) = create(store)
    commit(store, lease, "one")
    lease.head_seq = 0
    assert isinstance(commit(store, lease, "again"), FencedError)
    assert value_of(store, lease.job) == "one"


def test_one_fenced_commit_does_not_hold_up_the_others(store: Store) -> None:
    good, bad = create(store, new_job(), new_job())
    store.release(bad)
    requests = [
        Request(bad, Delta(1, snap("bad"), [NewOutput("Output", b"bad")])),
        Request(good, Delta(1, snap("good"), [NewOutput("Output", b"1")])),
        Request(good, Delta(1, snap("better"), [NewOutput("Output", b"2")])),
    ]
    answers = store.commit(requests)
    assert isinstance(answers[0], FencedError)
    assert answers[1:] == [Ack(1, 1), Ack(2, 2)]
    assert value_of(store, good.job) == "better"
    assert texts(store, good.job) == ["1", "2"]
    assert texts(store, bad.job) == []


def test_a_held_job_is_refused_with_its_owner(store: Store) -> None:
    one, two = create(store, new_job(), new_job())
    store.release(one)
    with pytest.raises(HeldError, match=f"process {ME.pid} on {ME.host}") as caught:
        store.acquire([one.job, two.job], ME)
    assert caught.value.owner == ME
    assert caught.value.job == two.job
    store.acquire([one.job], ME)  # nothing was taken by the refused call


def test_a_released_job_shows_as_suspended(store: Store) -> None:
    (lease,) = create(store)
    commit(store, lease, "x", state="Running")
    assert store.find_job(lease.job).shown_state == "Running"
    store.release(lease)
    store.release(lease)
    job = store.find_job(lease.job)
    assert (job.state, job.shown_state, job.alive) == ("Running", "Suspended", False)
    (lease,) = store.acquire([lease.job], ME)
    commit(store, lease, None, state="Failed")
    store.release(lease)
    assert store.find_job(lease.job).shown_state == "Failed"


def test_the_newest_checkpoints_are_kept(store: Store) -> None:
    (lease,) = create(store)
    for n in range(1, 41):
        commit(store, lease, {"n": n, "same": "x" * 3000}, f"o{n}", note=b"n%d" % n, now_ms=n)
    kept = store.checkpoints(lease.job)
    assert len(kept) == 10
    assert [(at.seq, at.note, at.made_ms, at.outputs) for at in kept[:2]] == [
        (40, b"n40", 40, 40),
        (39, b"n39", 39, 39),
    ]
    for at in kept:
        head = store.read_checkpoint(lease.job, at.seq)
        assert head.snapshot is not None
        assert head.outputs == at.seq
    with pytest.raises(StoreError) as caught:
        store.read_checkpoint(lease.job, 3)
    assert caught.value.code == "no-checkpoint"


@pytest.mark.parametrize(("keep", "stay"), [(0, 1), (3, 3), (KEEP_ALL, 25)])
def test_a_run_says_how_many_checkpoints_stay(store: Store, keep: int, stay: int) -> None:
    (lease,) = create(store)
    for n in range(1, 13):
        commit(store, lease, {"n": n})
    lease.keep = keep
    for n in range(13, 28):
        commit(store, lease, {"n": n, "text": "x" * 20_000})
    assert [at.seq for at in store.checkpoints(lease.job)] == list(range(27, 27 - stay, -1))
    commit(store, lease, None, state="Completed")
    for at in store.checkpoints(lease.job):  # those of a finished job too
        found = store.read_checkpoint(lease.job, at.seq).snapshot
        assert found is not None
        assert load(found)["main"]["n"] == at.seq


def test_going_back_to_a_checkpoint_takes_later_outputs_away(store: Store) -> None:
    (lease,) = create(store)
    for n in range(1, 6):
        commit(store, lease, {"n": n}, f"o{n}", journal=[("j", b"j")])
    store.rewind(lease, 3)
    assert value_of(store, lease.job) == {"n": 3}
    assert texts(store, lease.job) == ["o1", "o2", "o3"]
    assert [at.seq for at in store.checkpoints(lease.job)] == [3, 2, 1]
    assert store.read_head(lease.job).journal == ()
    assert isinstance(commit(store, lease, {"n": 99}, "new"), Ack)
    assert texts(store, lease.job) == ["o1", "o2", "o3", "new"]
    assert value_of(store, lease.job) == {"n": 99}


def test_outputs_are_read_by_stream_place_and_receipt(store: Store) -> None:
    (lease,) = create(store)
    streams = ["Output", "Warning", "Output", "Error"]
    store.commit([Request(lease, Delta(1, outputs=[NewOutput(s, b"%d" % n) for n, s in enumerate(streams)]))])
    assert [(out.seq, out.stream) for out in store.read_outputs(lease.job)] == list(enumerate(streams, 1))
    assert texts(store, lease.job, streams=["Output"]) == ["0", "2"]
    assert texts(store, lease.job, after=2) == ["2", "3"]
    store.mark_received(lease.job, [1, 4])
    assert texts(store, lease.job, unreceived=True) == ["1", "2"]
    assert store.find_job(lease.job).unreceived == 2
    assert len(store.read_outputs(lease.job)) == 4


def test_outputs_handed_out_before_their_commit_stay_handed_out(store: Store) -> None:
    (lease,) = create(store)
    store.commit([Request(lease, Delta(1, outputs=[NewOutput("Output", b"seen", True), NewOutput("Output", b"new")]))])
    assert texts(store, lease.job, unreceived=True) == ["new"]


def test_orders_reach_whoever_runs_the_job(store: Store) -> None:
    one, two = create(store, new_job(), new_job())
    store.post(one.job, "suspend", b"", 1)
    store.post(two.job, "stop", b"now", 2)
    store.post(one.job, "stop", b"", 3)
    assert [(mail.job, mail.order, mail.body) for mail in store.take_mail([one.job])] == [
        (1, "suspend", b""), (1, "stop", b""),
    ]  # fmt: skip
    assert store.take_mail([one.job]) == []
    assert [mail.order for mail in store.take_mail([two.job, 99])] == ["stop"]


def test_orders_to_a_former_run_are_not_carried_out_by_the_next(store: Store) -> None:
    (lease,) = create(store)
    store.post(lease.job, "suspend", b"", 1)
    store.release(lease)
    store.acquire([lease.job], ME)
    assert store.take_mail([lease.job]) == []


def test_removing_takes_the_children_along_and_ends_leases(store: Store) -> None:
    parent, child, other = create(store, new_job(), new_job(parent_index=0), new_job(definition=b"x"))
    commit(store, child, "x", "out")
    store.post(child.job, "stop", b"", 1)
    store.remove_jobs([parent.job, 77])
    assert [job.id for job in store.list_jobs()] == [other.job]
    assert isinstance(commit(store, child, "y"), FencedError)
    assert store.read_definition(other.job) == b"x"
    store.remove_jobs([other.job])
    assert store.list_jobs() == []


def test_a_closed_store_says_so(store: Store) -> None:
    create(store)
    store.close()
    store.close()
    with pytest.raises(StoreError) as caught:
        store.list_jobs()
    assert caught.value.code == "closed"


def test_figures_are_counted(store: Store) -> None:
    (lease,) = create(store)
    before = store.counters.as_dict()
    commit(store, lease, "some text", "out")
    after = store.counters.as_dict()
    assert after["requests"] == before["requests"] + 1
    assert after["commits"] == before["commits"] + 1
    assert after["encoded_bytes"] > before["encoded_bytes"]
    assert store.find_job(lease.job).encoded_bytes == after["encoded_bytes"] - before["encoded_bytes"]


def test_unchanged_parts_are_written_once(store: Store) -> None:
    if store.where == "memory":
        pytest.skip("keeps whole states")
    (lease,) = create(store)
    text = "large " * 20_000
    for n in range(30):
        commit(store, lease, {"n": n, "text": text})
    assert store.counters.encoded_bytes < 2 * len(text)


def test_jobs_are_plain_tuples(store: Store) -> None:
    create(store)
    assert isinstance(store.find_job(1), Job)
