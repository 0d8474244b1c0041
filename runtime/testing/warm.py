"""A warm process that forks: each child starts as `python -m perdure` would, without the time that the imports take.

Runs as `python -m perdure.runtime.testing.warm FD PARENT`; reads one request at a time from the socket FD, forks, answers with the
child's id, and answers again with its wait status. One request is a JSON object:

    {"argv": [...], "cwd": PATH, "env": {...}, "stdin": PATH, "stdout": PATH, "stderr": PATH}     a process `perdure ...`
    {"worker": true}                                  a worker that takes plain cases (perdure.runtime.testing.worker)

This process itself never runs a script, so it has no threads and may fork.
"""

import importlib
import json
import os
import socket
import sys
import time
from typing import Any

from perdure.runtime.testing.orphans import die_with_parent
from perdure.runtime.testing.worker import serve


def main() -> int:
    """Serves until the socket closes; in a child, goes on as that child and gives its exit status."""
    die_with_parent(int(sys.argv[2]))
    requests = socket.socket(fileno=int(sys.argv[1]))
    lines = requests.makefile("rb")
    _preload()
    requests.sendall(b'{"ready": true}\n')
    for line in lines:
        request, here = json.loads(line), os.getpid()
        pid = os.fork()
        if pid == 0:
            os.setsid()
            die_with_parent(here)
            if request.get("worker"):
                return serve(requests, lines)
            lines.close()
            requests.close()
            return _become(request)
        requests.sendall(json.dumps({"pid": pid}).encode() + b"\n")
        _, status = os.waitpid(pid, 0)
        requests.sendall(json.dumps({"status": os.waitstatus_to_exitcode(status)}).encode() + b"\n")
    return 0


def _become(request: dict[str, Any]) -> int:
    """Takes on the request's folder, environment and streams, then runs perdure's own entry."""
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    for number, path, flags in (
        (0, request["stdin"], os.O_RDONLY),
        (1, request["stdout"], os.O_WRONLY | os.O_CREAT | os.O_APPEND),
        (2, request["stderr"], os.O_WRONLY | os.O_CREAT | os.O_APPEND),
    ):
        opened = os.open(path, flags, 0o644)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115 -- they live as long as the process
    sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115 -- they live as long as the process
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1)  # noqa: SIM115 -- they live as long as the process
    sys.argv = ["perdure", *request["argv"]]
    from perdure.__main__ import main as perdure_main

    return int(perdure_main() or 0)


def _preload() -> None:
    """Imports what a first script would import late: a child runs one and says which modules came."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        names: list[str] = []
        try:
            import perdure

            before = set(sys.modules)
            perdure.out_string(perdure.run("workflow w { 1 }; w; [pscustomobject]@{ a = 1 }; 1 | Sort-Object").output)
            names = [name for name in sys.modules if name not in before]
        except BaseException:  # what is not there yet fails in the cases, where it is told
            pass
        os.write(writing, " ".join(names).encode()[:60000])
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as told:
        names = told.read().decode().split()
    os.waitpid(pid, 0)
    for name in ("perdure.runtime.testing.plain", *names):
        try:
            importlib.import_module(name)
        except ImportError:
            continue
    try:
        import perdure

        perdure.parse("1")
    except Exception:
        return


if __name__ == "__main__":
    sys.exit(main())
