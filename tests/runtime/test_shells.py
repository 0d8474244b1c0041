"""[powershell] instances and runspaces beyond the recorded cases: script in, output out."""

import pytest

import perdure

CASES = {
    "commands make one pipeline, statements several": (
        "$p = [powershell]::Create().AddCommand('Get-Date').AddParameter('Year', 2020).AddCommand('ForEach-Object')"
        ".AddParameter('MemberName', 'Year').AddStatement().AddScript('7'); $p.Invoke() -join ' '",
        ["2020 7"],
    ),
    "a command that is not there": (
        "$p = [powershell]::Create().AddCommand('Get-Nothing'); try { $p.Invoke() } catch "
        "{ $_.Exception.InnerException.GetType().Name }",
        ["CommandNotFoundException"],
    ),
    "output goes into a given collection": (
        "$in = [System.Management.Automation.PSDataCollection[psobject]]::new(); $in.Add(1); $in.Complete()\n"
        "$out = [System.Management.Automation.PSDataCollection[psobject]]::new()\n"
        "$p = [powershell]::Create().AddScript('$input | ForEach-Object { $_ + 1 }')\n"
        "$h = $p.BeginInvoke($in, $out); $null = $h.AsyncWaitHandle.WaitOne(); $null = $p.EndInvoke($h); $out.Count; $out[0]",
        ["1", "2"],
    ),
    "functions of the caller are unknown, modules come by the initial state": (
        "function f { 1 }; $p = [powershell]::Create().AddScript('[bool](Get-Command f -ErrorAction Ignore)'); $p.Invoke()",
        ["False"],
    ),
    "a local scope keeps its variables": (
        "$p = [powershell]::Create().AddScript('$v = 1', $true); $null = $p.Invoke(); $p.Commands.Clear()\n"
        "\"[$($p.AddScript('$v').Invoke())]\"",
        ["[]"],
    ),
    "nothing to run": (
        "try { [powershell]::Create().Invoke() } catch { $_.Exception.InnerException.Message }",
        ["No commands are specified."],
    ),
    "a pool that is closed takes nothing": (
        "$pool = [runspacefactory]::CreateRunspacePool(1, 2); $p = [powershell]::Create().AddScript('1')\n"
        "$p.RunspacePool = $pool; try { $p.BeginInvoke() } catch { $_.Exception.InnerException.GetType().Name }",
        ["InvalidRunspacePoolStateException"],
    ),
    "a stopped run says so at its end": (
        "$p = [powershell]::Create().AddScript('Start-Sleep 60'); $h = $p.BeginInvoke(); $p.Stop()\n"
        "try { $p.EndInvoke($h) } catch { $_.Exception.InnerException.GetType().Name }; $p.InvocationStateInfo.State",
        ["PipelineStoppedException", "Stopped"],
    ),
    "exit ends the script of the shell only": (
        "$p = [powershell]::Create().AddScript('1; exit 3; 2'); $p.Invoke(); 'on'",
        ["1", "on"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_shells(name: str) -> None:
    """A shell builds, runs and ends its pipelines as PowerShell's own API does."""
    script, output = CASES[name]
    result = perdure.run(script, timeout_s=30)
    assert (result.error, [perdure.out_string([v]).strip() for v in result.output]) == (None, output)
