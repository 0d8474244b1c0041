#: case a-base-class-needs-a-constructor-without-parameters
class A { A([int]$x) {} }
class B : A { }
#= throw: BaseClassNoDefaultCtor | ParserError | Base class 'A' does not contain a parameterless constructor.

#: case sealed-types-are-no-base-classes
class A : int { }
class B : string { }
class C : ConsoleColor { }
#= throw: SealedBaseClass | ParserError | Cannot inherit from sealed class 'Int32'.
#= throw: SealedBaseClass | ParserError | Cannot inherit from sealed class 'String'.
#= throw: SealedBaseClass | ParserError | Cannot inherit from sealed class 'ConsoleColor'.

#: case behind-the-base-class-stand-interfaces
class A : object, string { }
class B : int[] { }
#= throw: InterfaceNameExpected | ParserError | 'String': Interface name expected.
#= throw: SubtypeArray | ParserError | Invalid base type 'int[]'. Base type cannot be an array.

#: case a-class-is-defined-once
class A {} class A {}
enum A { X }
#= throw: MemberAlreadyDefined | ParserError | The member 'A' is already defined.
#= throw: MemberAlreadyDefined | ParserError | The member 'A' is already defined.

#: case a-static-property-is-named-with-its-class
class A { static [int]$s; [int]$p; F() { $s = 1; $p = 2 } }
#= throw: MissingTypeInStaticPropertyAssignment | ParserError | Cannot assign property, use '[A]::s'.
#= throw: MissingThis | ParserError | Cannot assign property, use '$this.p'.

#: case automatic-variables-keep-their-type
[string[]]$args = 1
[int]$this = 1
[object]$input = 3
[ValidateNotNull()]$PSScriptRoot = 1
#= throw: AssignmentStatementToAutomaticNotSupported | ParserError | Cannot assign automatic variable 'args' with type 'System.Object[]'
#= throw: AssignmentStatementToAutomaticNotSupported | ParserError | Cannot assign automatic variable 'this' with type 'System.Object'
#= throw: AssignmentStatementToAutomaticNotSupported | ParserError | Cannot assign automatic variable 'PSScriptRoot' with type 'System.String'

#: case what-a-getter-throws-is-swallowed
$o = [pscustomobject]@{ a = 1 }
$o | Add-Member ScriptProperty bad { throw 'x' }
"[$($o.bad)]"
#= types: System.String
#= out: []
