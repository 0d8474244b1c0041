#: case validation-speaks-of-collections
function f { param([ValidateNotNull()][object[]]$X) }
f 1, $null
function g { param([ValidateNotNullOrWhiteSpace()][string[]]$X) }
g 'a', ' '
function h { param([ValidateCount(1, 2)]$X) }
h 5
function i { param([ValidateLength(1, 2)]$X) }
i 5
function j { param([ValidateRange('Negative')][int]$X) }
j 1
#= error: ParameterArgumentValidationError,f | InvalidData | Cannot validate argument on parameter 'X'. The argument has a null value, or an element of the argument collection contains a null value. Provide a collection that does not contain any null values, and then try the command again.
#= error: ParameterArgumentValidationError,g | InvalidData | Cannot validate argument on parameter 'X'. An element of the argument collection is null, empty, or consists of only white-space characters. Supply a collection that does not contain any those values and then try the command again.
#= error: ParameterArgumentValidationError,h | InvalidData | Cannot validate argument on parameter 'X'. The ValidateCount attribute cannot be applied to a non-array parameter. Either remove the attribute from the parameter or make the parameter an array parameter.
#= error: ParameterArgumentValidationError,i | InvalidData | Cannot validate argument on parameter 'X'. The ValidateLength attribute cannot be applied to a parameter that is not a string or string[] parameter. Make the parameter a string or string[] parameter.
#= error: ParameterArgumentValidationError,j | InvalidData | Cannot validate argument on parameter 'X'. The argument "1" cannot be validated because its value is not less than zero.

#: case shouldprocess-with-texts-of-its-own
function f { [CmdletBinding(SupportsShouldProcess)] param() $PSCmdlet.ShouldProcess('what is done', 'is it right?', 'Caption') }
f -Verbose
f -WhatIf
#= types: System.Boolean*2
#= out: True
#= out: False
#= verbose: what is done

#: case nobody-can-be-asked
function f { [CmdletBinding(SupportsShouldProcess)] param() $PSCmdlet.ShouldContinue('really?', 'Caption') }
f
#= error: PSInvalidOperationException | NotSpecified | Exception calling "ShouldContinue" with "2" argument(s): "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available."

#: case strict-mode-wants-a-version
Set-StrictMode -Version abc
Set-StrictMode -Version 99
#= error: CannotConvertArgumentNoMessage,Microsoft.PowerShell.Commands.SetStrictModeCommand | InvalidArgument | Cannot bind parameter 'Version'. Cannot convert value "abc" to type "System.Version". Error: "Version string portion was too short or too long. (Parameter 'input')"
#= error: ParameterArgumentValidationError,Microsoft.PowerShell.Commands.SetStrictModeCommand | InvalidData | Cannot validate argument on parameter 'Version'. The "99.0" argument does not contain a valid PowerShell version. Supply a valid version number and then try the command again.

#: case dynamic-parameters-that-cannot-be-had
function f { [CmdletBinding()] param() dynamicparam { 5 } end { 'x' } }
f
function g { [CmdletBinding()] param() dynamicparam { throw 'dp' } end { 'x' } }
g
function h { [CmdletBinding()] param() dynamicparam { $null } end { 'ok' } }
h
#= types: System.String
#= out: ok
#= error: GetDynamicParametersException,f | InvalidArgument | Cannot retrieve the dynamic parameters for the cmdlet. Object "5" is the wrong type to return from the dynamicparam block. The dynamicparam block must return either $null, or an object with type [System.Management.Automation.RuntimeDefinedParameterDictionary].
#= error: GetDynamicParametersException,g | InvalidArgument | Cannot retrieve the dynamic parameters for the cmdlet. dp

#: case names-of-parameters-are-used-once
function a { param($x, [Alias('x')]$y) }
a 1
function b { [CmdletBinding()] param($Verbose) 'b' }
b
function c { param([Alias('q')]$a, [Alias('q')]$b) }
c 1
#= error: ParameterNameConflictsWithAlias | MetadataError | The parameter 'x' cannot be specified because it conflicts with the parameter alias of the same name for parameter 'y'.
#= error: ParameterNameAlreadyExistsForCommand | MetadataError | A parameter with the name 'Verbose' was defined multiple times for the command.
#= error: AliasParameterNameAlreadyExistsForCommand | MetadataError | The parameter alias cannot be specified because an alias with the name 'q' was already defined multiple times for the command.

#: case a-range-wants-its-own-type
function f { param([ValidateRange(1, 5)]$x) "f$x" }
f abc
f '3'
f 9
#= types: System.String
#= out: f3
#= error: ParameterArgumentValidationError,f | InvalidData | Cannot validate argument on parameter 'x'. The argument cannot be validated because its type "String" is not the same type (Int32) as the maximum and minimum limits of the parameter. Make sure the argument is of type Int32 and then try the command again.
#= error: ParameterArgumentValidationError,f | InvalidData | Cannot validate argument on parameter 'x'. The 9 argument is greater than the maximum allowed range of 5. Supply an argument that is less than or equal to 5 and then try the command again.
