"""Fixtures for tests of workflows: a hosts file of the test's own."""

from pathlib import Path

import pytest


@pytest.fixture
def hosts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Gives the hosts file that the stand-in for remoting reads: web1, web2 and db1 are known."""
    file = tmp_path / "hosts"
    file.write_text("10.0.0.1 web1 web2\n10.0.0.2 db1  # the database\n")
    monkeypatch.setenv("PERDURE_HOSTS", str(file))
    return file
