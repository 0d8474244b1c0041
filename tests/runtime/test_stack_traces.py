"""ScriptStackTrace: callers that reached a body through .NET or a cmdlet have their place too."""

from pathlib import Path

import perdure

LIMIT_S = 60
SCRIPT = """\
class C { [void] M() { throw 'in method' } static [int] S() { return [int]::Parse('x') } }
$b = {
    throw 'in block'
}
function f { [C]::new().M() }
try { f } catch { $_.ScriptStackTrace }
try { [C]::S() } catch { $_.ScriptStackTrace }
try { 1 | ForEach-Object { & $b } } catch { $_.ScriptStackTrace }
try { Invoke-Expression "`nthrow 'iex'" } catch { $_.ScriptStackTrace }
try { (1).ForEach($b) } catch { $_.ScriptStackTrace }
"""
EXPECTED = """\
at M, {0}: line 1
at f, {0}: line 5
at <ScriptBlock>, {0}: line 6
at S, {0}: line 1
at <ScriptBlock>, {0}: line 7
at <ScriptBlock>, {0}: line 3
at <ScriptBlock>, {0}: line 8
at <ScriptBlock>, {0}: line 8
at <ScriptBlock>, <No file>: line 2
at <ScriptBlock>, {0}: line 9
at <ScriptBlock>, {0}: line 3
at <ScriptBlock>, {0}: line 10"""


def test_every_caller_has_its_place(tmp_path: Path) -> None:
    file = tmp_path / "trace.ps1"
    file.write_text(SCRIPT, encoding="utf-8")
    shown = "\n".join(perdure.run(file, timeout_s=LIMIT_S).output)
    assert shown == EXPECTED.format(file)
