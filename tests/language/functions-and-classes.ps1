#: case a-proxy-function-runs-the-wrapped-command-step-by-step
function Get-Thing { [CmdletBinding()] param([Parameter(ValueFromPipeline)]$X, [string]$Name = 'n') process { if ($X -eq 3) { throw 'three' }; if ($X -eq 4) { Write-Error 'four' }; "p $X $Name" } clean { Write-Host 'cleaned' } }
function Prox {
    [CmdletBinding()] param([Parameter(ValueFromPipeline)]$X, [string]$Name)
    begin {
        $wrapped = $ExecutionContext.InvokeCommand.GetCommand('Get-Thing', [System.Management.Automation.CommandTypes]::Function)
        $sp = { & $wrapped @PSBoundParameters }.GetSteppablePipeline($MyInvocation.CommandOrigin)
        $sp.Begin($PSCmdlet)
    }
    process { $sp.Process($_) }
    end { $sp.End() }
    clean { if ($null -ne $sp) { $sp.Clean() } }
}
1, 2 | Prox -Name z
1, 4, 2 | Prox
try { 1, 3, 2 | Prox } catch { "caught $_ $($_.FullyQualifiedErrorId)" }
1..10 | Prox | Select-Object -First 1
#= types: System.String*8
#= out: p 1 z
#= out: p 2 z
#= out: p 1 n
#= out: p 4 n
#= out: p 2 n
#= out: p 1 n
#= out: caught three three
#= out: p 1 n
#= host: cleaned
#= host: cleaned
#= host: cleaned
#= host: cleaned
#= error: Microsoft.PowerShell.Commands.WriteErrorException,Get-Thing | NotSpecified | four

#: case a-steppable-pipeline-gives-its-output-to-the-caller-of-each-step
$sp = { Where-Object { $_ -gt 1 } | ForEach-Object { "v$_" } }.GetSteppablePipeline()
$sp.Begin($true)
1..3 | ForEach-Object { $sp.Process($_) }
$sp.End()
$sp.GetType().Name
#= types: System.String*3
#= out: v2
#= out: v3
#= out: SteppablePipeline

#: case only-a-block-of-one-pipeline-is-steppable
{ 1; 2 }.GetSteppablePipeline()
{ $x = 1 }.GetSteppablePipeline()
{ 'a' }.GetSteppablePipeline()
{ }.GetSteppablePipeline()
#= error: PSInvalidOperationException | NotSpecified | Exception calling "GetSteppablePipeline" with "0" argument(s): "Only a script block that contains exactly one pipeline or command can be converted. Expressions or control structures are not permitted. Verify that the script block contains exactly one pipeline or command."
#= error: PSInvalidOperationException | NotSpecified | Exception calling "GetSteppablePipeline" with "0" argument(s): "Only a script block that contains exactly one pipeline or command can be converted. Expressions or control structures are not permitted. Verify that the script block contains exactly one pipeline or command."
#= error: PSInvalidOperationException | NotSpecified | Exception calling "GetSteppablePipeline" with "0" argument(s): "An empty script block cannot be converted. Verify that the script block contains exactly one pipeline or command."
#= error: PSInvalidOperationException | NotSpecified | Exception calling "GetSteppablePipeline" with "0" argument(s): "An empty script block cannot be converted. Verify that the script block contains exactly one pipeline or command."

#: case throwterminatingerror-ends-the-function-with-its-own-record
function f {
    [CmdletBinding()] param()
    $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new([InvalidOperationException]::new('term'), 'TId', 'InvalidOperation', 'obj'))
    'not reached'
}
f
'after'
#= types: System.String
#= out: after
#= error: TId,f | InvalidOperation | term

#: case a-class-as-transformation-attribute
class Up : System.Management.Automation.ArgumentTransformationAttribute {
    [object] Transform([System.Management.Automation.EngineIntrinsics]$e, [object]$d) { return "$d".ToUpper() }
}
class Bad : System.Management.Automation.ArgumentTransformationAttribute {
    [object] Transform([System.Management.Automation.EngineIntrinsics]$e, [object]$d) { throw 'no way' }
}
function f { param([Up()][string]$X) $X }
f abc
f -X 5
[Up()]$v = 'qq'
$v
$v = 'zz'
$v
function g { param([Bad()]$X) $X }
g 1
#= types: System.String*4
#= out: ABC
#= out: 5
#= out: QQ
#= out: ZZ
#= error: ParameterArgumentTransformationError,g | InvalidData | Cannot process argument transformation on parameter 'X'. no way

#: case a-class-as-validation-attribute
class Even : System.Management.Automation.ValidateArgumentsAttribute {
    [void] Validate([object]$a, [System.Management.Automation.EngineIntrinsics]$e) {
        if ($a % 2) { throw [System.Management.Automation.ValidationMetadataException]::new("$a is odd") }
    }
}
class Multiple : System.Management.Automation.ValidateEnumeratedArgumentsAttribute {
    [int]$By = 2
    Multiple([int]$b) { $this.By = $b }
    [void] ValidateElement([object]$a) { if ($a % $this.By) { throw "$a no" } }
}
function f { param([Even()][int]$X) $X }
f 2
f 3
function g { param([Multiple(3)][int[]]$X) "$X" }
g 3, 6
g 3, 4
[Even()]$v = 4
$v = 5
$v
#= types: System.Int32 System.String System.Int32
#= out: 2
#= out: 3 6
#= out: 4
#= error: ParameterArgumentValidationError,f | InvalidData | Cannot validate argument on parameter 'X'. 3 is odd
#= error: ParameterArgumentValidationError,g | InvalidData | Cannot validate argument on parameter 'X'. 4 no
#= error: ValidateSetFailure | MetadataError | The variable cannot be validated because the value 5 is not a valid value for the v variable.

#: case a-parameter-may-ask-for-a-pstypename
function f { param([PSTypeName('My.T')]$X) "ok $($X.a)" }
f ([pscustomobject]@{ PSTypeName = 'My.T'; a = 1 })
f ([pscustomobject]@{ a = 1 })
f 5
#= types: System.String
#= out: ok 1
#= error: MismatchedPSTypeName,f | InvalidArgument | Cannot bind argument to parameter 'X', because PSTypeNames of the argument do not match the PSTypeName required by the parameter: My.T.
#= error: MismatchedPSTypeName,f | InvalidArgument | Cannot bind argument to parameter 'X', because PSTypeNames of the argument do not match the PSTypeName required by the parameter: My.T.

#: case a-delayed-script-block-needs-input-and-output
function f { [CmdletBinding()] param([Parameter(ValueFromPipeline)]$In, [Parameter(ValueFromPipelineByPropertyName)][string]$Name) process { "$In/$Name" } }
1, 2 | f -Name { "n$_" }
f -Name { 'x' }
1 | f -Name { }
1 | f -Name { throw 'bad' }
#= types: System.String*2
#= out: 1/n1
#= out: 2/n2
#= error: ScriptBlockArgumentNoInput,f | MetadataError | Cannot evaluate parameter 'Name' because its argument is specified as a script block and there is no input. A script block cannot be evaluated without input.
#= error: ScriptBlockArgumentNoOutput,f | InvalidArgument | Cannot evaluate parameter 'Name' because its argument input did not produce any output.
#= error: ScriptBlockArgumentInvocationFailed,f | InvalidArgument | The input to the script block for parameter 'Name' failed. bad

#: case static-members-get-their-values-at-the-first-use
class C { static [int]$n = 1; static [int] Inc() { return ++[C]::n } static C() { Write-Host 'static'; [C]::n = 10 } }
Write-Host 'begin'
[C]::Inc()
[C]::Inc()
#= types: System.Int32*2
#= out: 11
#= out: 12
#= host: begin
#= host: static

#: case an-object-with-equals-and-gethashcode-is-a-key
class P { [int]$X; P($x) { $this.X = $x }; [bool] Equals([object]$o) { return $this.X -eq $o.X } [int] GetHashCode() { return $this.X } }
$h = @{}
$h[[P]::new(1)] = 'one'
$h[[P]::new(1)]
$h.ContainsKey([P]::new(2))
#= types: System.String System.Boolean
#= out: one
#= out: False

#: case definitions-of-methods-name-script-classes
class O { O() {} O([string]$a, [O]$b) {} [O] M([O[]]$x) { return $null } static [O] S([int]$i) { return $null } }
[O]::new
[O]::S
[O]::new().M
#= types: System.Management.Automation.PSMethod*3
#= out:
#= out: OverloadDefinitions
#= out: -------------------
#= out: O new()
#= out: O new(string a, O b)
#= out:
#= out: static O S(int i)
#= out:
#= out: O M(O[] x)
#= out:
#= out:

#: case errors-in-methods-are-the-callers
class T { [int] D() { return 1 / 0 } [void] V() { [int]'x'; Write-Host 'never' } [string] W() { Get-Item nope; return 'end' } }
[T]::new().D()
'x'
[T]::new().V()
[T]::new().W()
#= types: System.String*2
#= out: x
#= out: end
#= error: RuntimeException | NotSpecified | Attempted to divide by zero.
#= error: InvalidCastFromStringToInteger | InvalidArgument | Cannot convert value "x" to type "System.Int32". Error: "The input string 'x' was not in a correct format."
#= error: PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand | ObjectNotFound | Cannot find path '<cwd>/nope' because it does not exist.

#: case names-of-script-classes-convert-to-types
class A { }
('A' -as [type]).Name
[type]'A' -eq [A]
[A]::new() -is 'A'
#= types: System.String System.Boolean*2
#= out: A
#= out: True
#= out: True

#: case a-constructor-converts-what-it-takes-only
class A { [string]$N; A([string]$n) { $this.N = $n } }
([A]'x').N
[A]5
#= types: System.String
#= out: x
#= error: ConvertToFinalInvalidCastException | InvalidArgument | Cannot convert the "5" value of type "System.Int32" to type "A".

#: case reference-parameters-want-references
function f { param([ref]$r) $r.Value = 9 }
$z = 1
f ([ref]$z)
$z
f 5
function g([int]$x) { "g$x" }
g ([ref]$z)
#= types: System.Int32 System.String
#= out: 9
#= out: g9
#= error: ParameterArgumentTransformationError,f | InvalidData | Cannot process argument transformation on parameter 'r'. Reference type is expected in argument.
