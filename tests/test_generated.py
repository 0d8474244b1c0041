"""Generated files are what `make tables` makes of the sources."""

import subprocess
import sys

import pytest

from perdure.grammar import tables
from perdure.interpreter.dotnet import index as dotnet_index


@pytest.mark.slow
def test_the_index_of_dotnet_types_is_current() -> None:
    command = [
        sys.executable,
        "-m",
        "perdure.interpreter.dotnet.index",
    ]  # what this process has imported does not count
    made = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert (dotnet_index.FOLDER / "_index.py").read_text(encoding="utf-8") == made


@pytest.mark.slow
def test_the_parser_s_tables_are_current() -> None:
    assert tables.main([]) == 0
