#: case remaining-arguments-come-as-a-list-of-plain-words
function f { param([Parameter(ValueFromRemainingArguments)]$R) $R.GetType().Name; $R -join '|' }
f 1 -foo bar
f @(1, 2)
function g { param($foo) "foo=$foo|$args" }
function h { param([Parameter(ValueFromRemainingArguments)]$R) g @R }
h -foo 1
#= types: System.String*5
#= out: List`1
#= out: 1|-foo|bar
#= out: Object[]
#= out: 1|2
#= out: foo=-foo|1

#: case join-does-not-look-into-elements
(1, (2, 3), @{}) -join ','
#= types: System.String
#= out: 1,System.Object[],System.Collections.Hashtable

#: case redirections-leave-the-expressions-own-error-alone
$a = (1 / 0) 2>&1
"[$a]"
$d = $(1 / 0; 5) 2>&1
"[$d]"
#= types: System.String*2
#= out: []
#= out: [Attempted to divide by zero. 5]
#= error: RuntimeException | NotSpecified | Attempted to divide by zero.

#: case pipeline-object-binds-parameters-of-one-set-only
function Show-Set {
    [CmdletBinding(DefaultParameterSetName = 'ById')]
    param(
        [Parameter(ValueFromPipeline, Mandatory, ParameterSetName = 'ByDate')] [datetime] $Date,
        [Parameter(ValueFromPipelineByPropertyName, Mandatory, ParameterSetName = 'ById')] [int[]] $Id,
        [Parameter(ValueFromPipelineByPropertyName, Mandatory, ParameterSetName = 'ByName')] [string[]] $Name
    )
    process { "$($PSCmdlet.ParameterSetName): [$Id] [$Name] $($PSBoundParameters.Keys -join ',')" }
}
[datetime]'2020-01-01', [pscustomobject]@{ Id = 3; Name = 'x' }, [pscustomobject]@{ Name = 'y' } | Show-Set
#= types: System.String*3
#= out: ByDate: [] [] Date
#= out: ById: [3] [] Date,Id
#= out: ByName: [] [y] Date,Id,Name
