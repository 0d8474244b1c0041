"""A process of its own for the store tests: `python -m tests.stores.worker TASK PATH ...`; says what it did on stdout."""

import os
import sys
import threading
import time

from perdure.runtime.stores import open_store
from perdure.runtime.stores.errors import Owner, StoreError
from perdure.runtime.stores.protocol import Ack, Delta, NewOutput, Store
from perdure.runtime.stores.writer import Writer
from tests.stores.kit import commit, new_job, snap


def me() -> Owner:
    """Gives who this process is."""
    return Owner(os.getpid(), os.uname().nodename, int(time.time() * 1000))


def say(*words: object) -> None:
    """Writes a line at once, in one system call."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def run(store: Store, job: int, count: int) -> None:
    """Takes the job (0 = makes one) and commits checkpoint after checkpoint: n, with output n, told once it is acknowledged."""
    if job:
        (lease,) = store.acquire([job], me())
    else:
        (lease,) = store.create_jobs([new_job()], me())
    say("has", lease.job, lease.epoch)
    for n in range(lease.outputs + 1, lease.outputs + count + 1):
        answer = commit(store, lease, {"n": n}, str(n), state="Running")
        if isinstance(answer, StoreError):
            say("refused", answer.code)
            return
        say("ack", n)


def through_writer(store: Store, count: int) -> None:
    """The same through the writer thread."""
    (lease,) = store.create_jobs([new_job()], me())
    writer, told = Writer(store), threading.Semaphore(0)

    def done(answer: Ack | StoreError) -> None:
        say("ack" if isinstance(answer, Ack) else "refused")
        told.release()

    for n in range(count):
        writer.submit(lease, Delta(1, snap({"n": n}), [NewOutput("Output", b"x")]), done)
        told.acquire()
    writer.close()


def main() -> None:
    task, path, *rest = sys.argv[1:]
    if task == "race":  # waits for the word, so that several start in one moment
        store = open_store(path)
        say("ready")
        sys.stdin.readline()
        try:
            store.acquire([int(rest[0])], me())
            say("got", os.getpid())
        except StoreError as refused:
            say("refused", refused.code, refused.message)
        sys.stdin.readline()
        return
    try:
        store = open_store(path)
        if task == "run":
            run(store, int(rest[0]), int(rest[1]))
        elif task == "writer":
            through_writer(store, int(rest[0]))
        elif task == "create":
            for _ in range(int(rest[0])):
                say("made", store.create_jobs([new_job()], me())[0].job)
        elif task == "open":
            say("jobs", len(store.list_jobs()))
        elif task == "unsafe":  # what a store without syncs would do; the watcher must notice
            store._db.execute("PRAGMA synchronous = OFF")  # type: ignore[attr-defined]
            run(store, 0, 3)
        elif task == "hold":
            run(store, int(rest[0]), 1)
            if rest[1] == "fork" and os.fork() == 0:
                say("child", os.getpid())
                time.sleep(30)
                os._exit(0)
            if rest[1] == "multiprocessing":
                import multiprocessing

                child = multiprocessing.get_context("fork").Process(target=time.sleep, args=(30,), daemon=True)
                child.start()
                say("child", child.pid)
            if rest[1] == "program":
                import subprocess

                say("child", subprocess.Popen(["sleep", "30"], close_fds=False).pid)
            time.sleep(30)
    except StoreError as error:
        say("error", error.code)
        print(error, file=sys.stderr)
        sys.exit(4)


if __name__ == "__main__":
    main()
