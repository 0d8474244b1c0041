"""`perdure assets`: secrets come from standard input and are shown only when asked for."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.timeout(60)


class Line:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "PERDURE_ASSETS": "a.sealed", "PERDURE_KEY_FILE": "key", "NO_COLOR": "1"}
        self.environment.pop("PERDURE_KEY", None)

    def __call__(self, *arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "perdure", *arguments], cwd=self.folder, env=self.environment, input=given,
            capture_output=True, text=True, timeout=50,
        )  # fmt: skip


@pytest.mark.slow
def test_a_sealed_store_from_the_first_key_on(tmp_path: Path) -> None:
    line = Line(tmp_path)
    assert "there is no key" not in line("assets", "key", "key").stderr
    assert line("assets", "key", "key").returncode == 4, "a key that is there is never written over"
    assert line("assets", "set", "variable", "Token", "--encrypted", given="geheim\n").returncode == 0
    assert line("assets", "set", "credential", "Admin", "--user", "ann", given="pw").returncode == 0
    rows = json.loads(line("assets", "list", "--json").stdout)
    assert rows == [
        {"kind": "variable", "name": "Token", "encrypted": True},
        {"kind": "credential", "name": "Admin", "username": "ann"},
    ]
    assert line("assets", "get", "variable", "token").stdout == "********\n"
    assert line("assets", "get", "variable", "token", "--show").stdout == "geheim\n"
    assert line("assets", "get", "credential", "Admin").stdout == "username: ann\npassword: ********\n"
    assert line("-c", "(Get-AutomationPSCredential Admin).GetNetworkCredential().Password").stdout == "pw\n"
    assert line("assets", "rm", "variable", "TOKEN").returncode == 0
    assert line("assets", "get", "variable", "Token").returncode == 4


@pytest.mark.slow
def test_import_takes_all_of_a_plain_file(tmp_path: Path) -> None:
    line = Line(tmp_path)
    line("assets", "key", "key")
    (tmp_path / "plain.yaml").write_text(
        "variables: {A: 1, B: {value: x, encrypted: true}}\nconnections: {C: {Id: 7}}\n"
    )
    assert "3 assets imported" in line("assets", "import", "plain.yaml").stderr
    assert line("assets", "get", "connection", "C").stdout == "Id: 7\n"
    (tmp_path / "run.ps1").write_text("Get-AutomationVariable A")
    assert line("run", "--assets", "plain.yaml", "run.ps1").stdout == "1\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["assets"], "perdure assets list"),
        (["assets", "get", "thing", "x"], "KIND: variable"),
        (["assets", "set", "variable", "T", "secret", "--encrypted"], "read from standard input"),
        (["assets", "list"], "there is no key"),
        (["assets", "list", "--asets", "x"], "unknown option"),
    ],
)
def test_wrong_calls_are_told(tmp_path: Path, arguments: list[str], says: str) -> None:
    line = Line(tmp_path)
    line.environment.pop("PERDURE_KEY_FILE")
    done = line(*arguments)
    assert done.returncode in (4, 64) and says in done.stderr and "Traceback" not in done.stderr
