#: case boundparameters-in-a-plain-function
function f { param($A, $B) "$($PSBoundParameters.Keys)|$($MyInvocation.BoundParameters.Count)" }
f 1 2
f 1
#= types: System.String*2
#= out: A B|2
#= out: A|1

#: case input-is-used-up-in-the-end-block
function f { process { $_ } end { "left: $(@($input).Count)" } }
1..2 | f
function g { $input.GetType().Name; @($input).Count }
1..3 | g
#= types: System.Int32*2 System.String*2 System.Int32
#= out: 1
#= out: 2
#= out: left: 0
#= out: ArrayListEnumeratorSimple
#= out: 3

#: case blocks-know-how-they-were-called
& { $MyInvocation.InvocationName; $MyInvocation.MyCommand.GetType().Name; $MyInvocation.MyCommand.CommandType }
. { $MyInvocation.InvocationName }
#= types: System.String*2 System.Management.Automation.CommandTypes System.String
#= out: &
#= out: ScriptInfo
#= out: Script
#= out: .

#: case a-forced-read-only-variable-stays-read-only
Set-Variable ro 1 -Option ReadOnly
Set-Variable ro 3 -Force
$ro
$ro = 4
Remove-Variable ro
#= types: System.Int32
#= out: 3
#= error: VariableNotWritable | WriteError | Cannot overwrite variable ro because it is read-only or constant.
#= error: VariableNotRemovable,Microsoft.PowerShell.Commands.RemoveVariableCommand | WriteError | Cannot remove variable ro because it is constant or read-only. If the variable is read-only, try the operation again specifying the Force option.

#: case scopes-that-are-not-there
$x = 1
Get-Variable x -Scope 99
Get-Variable x -Scope Bogus
#= error: ArgumentOutOfRange,Microsoft.PowerShell.Commands.GetVariableCommand | InvalidArgument | The scope number '99' exceeds the number of active scopes. (Parameter 'scopeID')\nActual value was 99.
#= error: Argument,Microsoft.PowerShell.Commands.GetVariableCommand | InvalidArgument | Cannot process argument because the value of parameter "scopeID" is not valid. Valid values are "Global", "Local", or "Script", or a number relative to the current scope (0 through the number of scopes where 0 is the current scope and 1 is its parent). Change the value of the "scopeID" parameter and run the operation again.

#: case grids-want-all-their-indexes
$m = [int[,]]::new(2, 3)
$m[0]
$m[0, 1, 2] = 5
#= error: NeedMultidimensionalIndex | InvalidOperation | You cannot index into a 2 dimensional array with index [0].
#= error: NeedMultidimensionalIndex | InvalidOperation | You cannot index into a 2 dimensional array with index [0,1,2].

#: case a-literal-path-is-named-as-given
Get-Item -LiteralPath ./nope.txt
Get-Item ./nope.txt
#= error: PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand | ObjectNotFound | Cannot find path './nope.txt' because it does not exist.
#= error: PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand | ObjectNotFound | Cannot find path '<cwd>/nope.txt' because it does not exist.

#: case the-invocation-of-text
Invoke-Expression '$MyInvocation.MyCommand.CommandType'
#= types: System.Management.Automation.CommandTypes
#= out: Script
