function Install-Software { param($Name) if ($Name -ne 'ExampleApp') { throw "unexpected $Name" } }
function Invoke-Command {
    [CmdletBinding()] param($ComputerName, $ScriptBlock, [object[]]$ArgumentList)
    & $ScriptBlock @ArgumentList
}
