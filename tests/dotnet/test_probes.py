"""Runs the probes of the .NET surface: in `*.txt`, each line of PowerShell is followed by `=> ` and what it gives.

Values are shown with their types where text alone does not tell them; a failure is shown as `!ErrorId | message`.
`python tests/dotnet/test_probes.py FILE` prints a file anew as the session answers today.
"""

import sys
from pathlib import Path

import pytest

import perdure

FOLDER = Path(__file__).parent
SHOW = r"""
function show($x) {
    if ($null -eq $x) { 'null' }
    elseif ($x -is [string]) { "'$x'" }
    elseif ($x -is [array] -or ($x -is [System.Collections.IEnumerable] -and $x -isnot [System.Collections.IDictionary] -and
        $x -isnot [xml])) { '[' + (@(foreach ($i in $x) { show $i }) -join ', ') + ']' + $x.GetType().Name }
    elseif ($x -is [bool] -or $x -is [int]) { "$x" }
    else { "$($x)<" + $x.GetType().Name + '>' }
}
"""


def answer(line: str) -> str:
    """Gives what a line of PowerShell gives, on one line of text."""
    text = line.replace("'", "''")
    run = f"try {{ $r = @(. ([scriptblock]::Create('{text}'))); @(foreach ($i in $r) {{ show $i }}) -join ' ; ' }}"
    fault = "catch { '!' + $_.FullyQualifiedErrorId + ' | ' + $_.Exception.Message }"
    result = perdure.run(f"{SHOW}{run} {fault}", timeout_s=20)
    shown = " ".join([str(value) for value in result.output])
    for record in [*result.errors, *([result.error] if result.error is not None else [])]:
        shown += f" ERROR {record.fully_qualified_error_id}: {record.message}"
    return shown.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n")


def probes(path: Path) -> list[tuple[str, str]]:
    """Gives a file's lines of PowerShell with what is expected of each ("" where nothing stands behind it yet)."""
    found: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("=>"):
            found[-1] = (found[-1][0], line[2:].strip())
        elif line.strip() and not line.startswith("#"):
            found.append((line, ""))
    return found


@pytest.mark.timeout(60)
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda p: p.stem)
def test_probes_of_a_family(path: Path) -> None:
    """Every line of a family's file gives what stands behind it."""
    wrong = []
    for line, expected in probes(path):
        found = answer(line).strip()
        if found != expected:
            wrong.append(f"{line}\n   expected {expected}\n   found    {found}")
    assert not wrong, "\n".join(wrong)


if __name__ == "__main__":
    for line, _ in probes(Path(sys.argv[1])):
        print(f"{line}\n=> {answer(line)}", flush=True)
