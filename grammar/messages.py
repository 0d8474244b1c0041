"""The texts of PowerShell's parse errors by their ids. A table; knows nothing. Serves the lexer, the parser and the checks.

`{0}` and `{1}` stand for what was found. A text that is not here is told by its id alone.
"""

_FORM = "\nThe correct form is: foreach ($a in $b) {...}"
_DATA = "restricted language mode or a Data section."

MESSAGES = {
    # ---- characters and tokens
    "UnexpectedToken": "Unexpected token '{0}' in expression or statement.",
    "UnrecognizedToken": "Unrecognized token in source text.",
    "TerminatorExpectedAtEndOfString": "The string is missing the terminator: {0}.",
    "WhitespaceBeforeHereStringFooter": "White space is not allowed before the string terminator.",
    "UnexpectedCharactersAfterHereStringHeader": (
        "No characters are allowed after a here-string header but before the end of the line."
    ),
    "MissingTerminatorMultiLineComment": "The terminator '#>' is missing from the multiline comment.",
    "IncompleteString": "Incomplete string token.",
    "InvalidUnicodeEscapeSequence": (
        "The Unicode escape sequence is not valid. A valid sequence is `u{ followed by one to six hex digits and a closing '}'."
    ),
    "InvalidUnicodeEscapeSequenceValue": (
        "The Unicode escape sequence value is out of range. The maximum value is 0x10FFFF."
    ),
    "MissingUnicodeEscapeSequenceTerminator": "The Unicode escape sequence is missing the closing '}'.",
    "TooManyDigitsInUnicodeEscapeSequence": (
        "The Unicode escape sequence contains more than the maximum of six hex digits between braces."
    ),
    "BadNumericConstant": "The numeric constant {0} is not valid.",
    "EmptyVariableReference": "An empty ${} variable reference was found. A name is required inside the braces.",
    "InvalidVariableReference": (
        "Variable reference is not valid. '$' was not followed by a valid variable name character. "
        "Consider using ${} to delimit the name."
    ),
    "InvalidVariableReferenceWithDrive": (
        "Variable reference is not valid. ':' was not followed by a valid variable name character. "
        "Consider using ${} to delimit the name."
    ),
    "InvalidBracedVariableReference": "Variable reference is not valid. The variable name is missing.",
    "IncompleteDollarVariableReference": "${{variable}} reference starting is missing the closing '}}'.",
    "IncompleteDollarSubexpressionReference": "$(subexpression) is missing the closing ')'.",
    "OpenBraceNeedsToBeBackTickedInVariableName": "Use `{ instead of { in variable names.",
    # ---- types and attributes
    "MissingTypename": "Missing type name after '['.",
    "MissingTypeLiteralToken": "Missing type literal.",
    "EndSquareBracketExpectedAtEndOfAttribute": "Missing ] at end of attribute or type literal.",
    "EndSquareBracketExpectedAtEndOfType": "Missing ] at end of type token.",
    "MissingAssemblyNameSpecification": "The type name is missing the assembly name specification.",
    "UnexpectedAttribute": "Unexpected attribute '{0}'.",
    "MissingExpressionInNamedArgument": "Missing statement after '=' in named argument.",
    "DuplicateNamedArgument": "Duplicate named arguments '{0}' are not allowed.",
    "TypeNotAllowedBeforeParam": "Unexpected type [{0}] was found in the parameter statement.",
    "ParameterAttributeArgumentNeedsToBeConstant": "Attribute argument must be a constant.",
    "ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock": (
        "Attribute argument must be a constant or a script block."
    ),
    "OrderedAttributeOnlyOnHashLiteralNode": "The {0} attribute can be specified only on a hash literal node.",
    "AssignmentStatementToAutomaticNotSupported": "Cannot assign automatic variable '{0}' with type '{1}'",
    "SealedBaseClass": "Cannot inherit from sealed class '{0}'.",
    "InterfaceNameExpected": "'{0}': Interface name expected.",
    "SubtypeArray": "Invalid base type '{0}'. Base type cannot be an array.",
    "SubtypeUnclosedGeneric": "Invalid base type '{0}'. Base type cannot be a generic with unspecified parameters.",
    "BaseClassNoDefaultCtor": "Base class '{0}' does not contain a parameterless constructor.",
    "VoidTypeConstraintNotAllowed": "[void] cannot be used as a parameter type, or on the left side of an assignment.",
    "TypeNotFound": "Unable to find type [{0}].",
    "CustomAttributeTypeNotFound": (
        "Cannot find the type for custom attribute '{0}'. Make sure that the assembly that contains this type is loaded."
    ),
    "ScriptTooComplicated": "Processing was stopped because the script is too complex.",
    # ---- expressions
    "ExpectedExpression": "An expression was expected after '('.",
    "ExpectedValueExpression": "You must provide a value expression following the '{0}' operator.",
    "MissingExpressionAfterOperator": "Missing expression after unary operator '{0}'.",
    "MissingExpressionAfterToken": "Missing expression after '{0}'.",
    "MissingEndParenthesisInExpression": "Missing closing ')' in expression.",
    "MissingEndParenthesisInSubexpression": "Missing closing ')' in subexpression.",
    "MissingEndParenthesisInMethodCall": "Missing ')' in method call.",
    "MissingEndSquareBracket": "Missing ']' after array index expression.",
    "MissingArrayIndexExpression": "Array index expression is missing or not valid.",
    "MissingPropertyName": "Missing property name after reference operator.",
    "MissingColonInTernaryExpression": "Missing ':' in the ternary expression.",
    "MissingEqualsInHashLiteral": "Missing '=' operator after key in hash literal.",
    "MissingStatementInHashLiteral": "Missing statement after '=' in hash literal.",
    "DuplicateKeyInHashLiteral": "Duplicate keys '{0}' are not allowed in hash literals.",
    "InvalidLeftHandSide": (
        "The assignment expression is not valid. The input to an assignment operator must be an object that is able to "
        "accept assignments, such as a variable or a property."
    ),
    "OperatorRequiresVariableOrProperty": "The '{0}' operator works only on variables or on properties.",
    "SplattingNotPermitted": (
        "The splatting operator '@' cannot be used to reference variables in an expression. '@{0}' can be used only as an "
        "argument to a command. To reference variables in an expression use '${0}'."
    ),
    "SplattingNotPermittedInArgumentList": (
        "Splatted variables like '@{0}' cannot be part of a comma-separated list of arguments."
    ),
    "InvalidUsingExpression": "Expression is not allowed in a Using expression.",
    "ReferenceNeedsToBeByItselfInTypeConstraint": "Cannot use [ref] with other types in a type constraint.",
    "ReferenceNeedsToBeLastTypeInTypeConversion": "[ref] can only be the final type in type conversion sequence.",
    "ReferenceNeedsToBeByItselfInTypeSequence": "Cannot have two occurrences of [ref] in a type sequence.",
    # ---- pipelines and commands
    "EmptyPipeElement": "An empty pipe element is not allowed.",
    "EmptyPipelineChainElement": "A pipeline chain operator must be followed by a pipeline.",
    "BackgroundOperatorInPipelineChain": "Background operators can only be used at the end of a pipeline chain.",
    "ExpressionsMustBeFirstInPipeline": "Expressions are only allowed as the first element of a pipeline.",
    "MissingExpression": "Missing expression after '{0}' in pipeline element.",
    "MissingArgument": "Missing argument in parameter list.",
    "ParameterRequiresArgument": "Parameter {0} requires an argument.",
    "MissingFileSpecification": "Missing file specification after redirection operator.",
    "RedirectionNotSupported": "The '{0}' operator is reserved for future use.",
    "StreamAlreadyRedirected": "The {0} for this command is already redirected.",
    # ---- statements
    "MissingEndCurlyBrace": "Missing closing '}' in statement block or type definition.",
    "MissingOpenParenthesisInIfStatement": "Missing '(' after '{0}' in if statement.",
    "IfStatementMissingCondition": "Missing condition in if statement after '{0} ('.",
    "MissingStatementBlock": "Missing statement block after {0} ( condition ).",
    "MissingStatementBlockAfterElse": "Missing statement block after 'else' keyword.",
    "MissingEndParenthesisAfterStatement": "Missing closing ')' after expression in '{0}' statement.",
    "MissingOpenParenthesisAfterKeyword": "Missing opening '(' after keyword '{0}'.",
    "MissingExpressionAfterKeyword": "Missing expression after '{0}' in loop.",
    "MissingLoopStatement": "Missing statement body in {0} loop.",
    "MissingWhileOrUntilInDoWhile": "Missing while or until keyword in do loop.",
    "MissingVariableNameAfterForeach": "Missing variable name after foreach." + _FORM,
    "MissingInInForeach": "Missing 'in' after variable in foreach loop." + _FORM,
    "MissingForeachExpression": "Missing expression in foreach loop." + _FORM,
    "MissingForeachStatement": "Missing statement body in foreach loop." + _FORM,
    "MissingEndParenthesisAfterForeach": "Missing closing ')' after expression part of foreach loop." + _FORM,
    "InvalidForeachFlag": "The parameter {0} is not valid for the foreach statement.",
    "MissingThrottleLimit": (
        "The ThrottleLimit parameter of the foreach statement is missing a value. Supply a throttle limit to the parameter."
    ),
    "ThrottleLimitRequiresParallelFlag": (
        "The ThrottleLimit parameter is only supported on foreach statements that use the Parallel parameter."
    ),
    "ParallelNotSupported": "The Parallel parameter of the foreach statement is supported only in a workflow.",
    "KeywordParameterReservedForFutureUse": "The {0} '-{1}' parameter is reserved for future use.",
    "UnexpectedKeyword": "Unexpected keyword '{0}'.",
    "MissingStatementAfterKeyword": "Missing statement body after keyword '{0}'.",
    "InvalidSwitchFlag": "The parameter {0} is not valid for the switch statement.",
    "MissingFilenameOption": (
        "Cannot process the 'switch' statement because of a missing file name argument to the -file option."
    ),
    "PipelineValueRequired": (
        "A switch statement must have one of the following:  '-file file_name' or '( expression )'."
    ),
    "MissingEndParenthesisInSwitchStatement": "Missing ')' after expression in switch statement.",
    "MissingCurlyBraceInSwitchStatement": "Missing '{' in switch statement.",
    "MissingSwitchConditionExpression": "Missing condition in switch statement clause.",
    "MissingSwitchStatementClause": "Missing statement block in switch statement clause.",
    "MultipleSwitchDefaultClauses": "A switch statement can have only one default clause.",
    "MissingTrapStatement": "The 'trap' statement was incomplete. A trap statement requires a body.",
    "MissingTryStatementBlock": "The Try statement is missing its statement block.",
    "MissingCatchOrFinally": "The Try statement is missing its Catch or Finally block.",
    "MissingCatchHandlerBlock": "The Catch block is missing its statement block.",
    "MissingFinallyStatementBlock": "The Finally block is missing its statement block.",
    "ExceptionTypeAlreadyCaught": "Exception type {0} is already handled by a previous handler.",
    "EmptyCatchNotLast": "Catch block must be the last catch block.",
    "ControlLeavingFinally": "Flow of control cannot leave a Finally block.",
    "ReservedKeywordNotAllowed": "The '{0}' keyword is not supported in this version of the language.",
    "MissingNamedStatementBlock": "Missing statement block after '{0}'.",
    "MissingNamedBlocks": "unexpected token '{0}', expected 'begin', 'process', 'end', 'clean', or 'dynamicparam'.",
    "DuplicateScriptCommandClause": "Script command clause '{0}' has already been defined.",
    # ---- functions and parameters
    "MissingNameAfterKeyword": "Missing name after {0} keyword.",
    "MissingFunctionBody": "Missing function body in function declaration.",
    "MissingEndParenthesisInFunctionParameterList": "Missing ')' in function parameter list.",
    "InvalidFunctionParameter": (
        "Parameter declarations are a comma-separated list of variable names with optional initializer expressions."
    ),
    "DuplicateFormalParameter": "Duplicate parameter ${0} in parameter list.",
    "OnlyOneParameterListAllowed": (
        "The param statement cannot be used if arguments were specified in the function declaration."
    ),
    # ---- classes and enums
    "MissingTypeBody": "Missing '{0}' body in '{0}' declaration.",
    "TypeNameExpected": "Type name expected.",
    "IncompleteMemberDefinition": "Missing a property name or method definition.",
    "MissingPropertyTerminator": "Missing ';' or end-of-line in property definition.",
    "MissingMethodParameterList": "Missing '(' in class method parameter list.",
    "MissingBaseCtorCall": "Missing 'base' after ':' in a base class constructor call.",
    "MemberAlreadyDefined": "The member '{0}' is already defined.",
    "TooManyTypes": "Only one type may be specified on class members.",
    "DuplicateQualifier": "Duplicate '{0}' qualifier",
    "ConstructorCantHaveReturnType": "A constructor cannot specify a return type.",
    "StaticConstructorCantHaveParameters": "A static constructor cannot have any parameters.",
    "ParamBlockNotAllowedInMethod": "A param block is not allowed in a class method.",
    "NamedBlockNotAllowedInMethod": "A named block is not allowed in a class method.",
    "MultipleTypeConstraintsOnMethodParam": "Multiple type constraints are not allowed on a method parameter.",
    "TypeNotAllowedForProperty": "The type '{0}' is not allowed on a property.",
    "MethodHasCodePathNotReturn": "Not all code path returns value within method.",
    "VoidMethodHasReturn": "Invalid return statement within void method.",
    "NonVoidMethodMissingReturnValue": "Invalid return statement within non-void method.",
    "VariableNotLocal": "Variable is not assigned in the method.",
    "NonStaticMemberAccessInStaticMember": (
        "Cannot access the non-static member '{0}' in a static method or initializer of a static property."
    ),
    "MissingThis": "Cannot assign property, use '{0}{1}'.",
    "MissingTypeInStaticPropertyAssignment": "Cannot assign property, use '{0}{1}'.",
    "LabelNotFound": "Label '{0}' not found inside the method.",
    "EnumeratorValueMustBeConstant": "Enumerator value must be a constant value.",
    "EnumeratorValueOutOfBounds": "Enumerator value is either too large or too small for {0}.",
    "CycleInEnumInitializers": "Cannot define enum because of a cycle in the initialization expressions.",
    "InvalidUnderlyingType": (
        "'{0}' is not a valid underlying type for enums. Expected a builtin integral type (one of byte, sbyte, short, "
        "ushort, int, uint, long or ulong)"
    ),
    "CannotConvertValue": 'Cannot convert the value to type "{0}".',
    # ---- using
    "UsingMustBeAtStartOfScript": "A 'using' statement must appear before any other statements in a script.",
    "UsingStatementNotSupported": "This syntax of the 'using' statement is not supported.",
    "MissingUsingStatementDirective": "Missing using directive",
    "MissingUsingItemName": "Missing using name",
    "MissingNamespaceAlias": "Missing namespace alias",
    "MissingEqualsInUsingAlias": "Missing '=' operator",
    "InvalidValueForUsingItemName": "'{0}' is not a valid value for using name.",
    "MissingStatementTerminator": "Missing a newline or semicolon.",
    # ---- data sections and configurations
    "MissingStatementBlockForDataSection": "The Data section is missing its statement block.",
    "InvalidParameterForDataSectionStatement": (
        'The "{0}" parameter of the Data section is not valid. The valid Data section parameter is SupportedCommand.'
    ),
    "MissingValueForSupportedCommandInDataSectionStatement": (
        "The SupportedCommand parameter of the Data section is missing a value. Supply a cmdlet or function name to the "
        "parameter."
    ),
    "CmdletNotInAllowedListForDataSection": "The command '{0}' is not allowed in " + _DATA,
    "OperatorNotSupportedInDataSection": "The '{0}' operator is not allowed in " + _DATA,
    "AssignmentStatementNotSupportedInDataSection": "Assignment statements are not allowed in " + _DATA,
    "RedirectionNotSupportedInDataSection": "Redirection is not allowed in " + _DATA,
    "DoWhileStatementNotSupportedInDataSection": "The Do and While statements are not allowed in " + _DATA,
    "ForWhileStatementNotSupportedInDataSection": "For and While statements are not allowed in " + _DATA,
    "ForeachStatementNotSupportedInDataSection": "Foreach statements are not allowed in " + _DATA,
    "SwitchStatementNotSupportedInDataSection": "The switch statement is not allowed in " + _DATA,
    "TrapStatementNotSupportedInDataSection": "The Trap statement is not allowed in " + _DATA,
    "TryStatementNotSupportedInDataSection": "The Try statement is not allowed in " + _DATA,
    "FlowControlStatementNotSupportedInDataSection": (
        "Flow control statements such as Break, Continue, Return, Exit, and Throw are not allowed in " + _DATA
    ),
    "FunctionDeclarationNotSupportedInDataSection": "Function declarations are not allowed in " + _DATA,
    "ParameterDeclarationNotSupportedInDataSection": "Parameter declarations are not allowed in " + _DATA,
    "ScriptBlockNotSupportedInDataSection": "Script block literals are not allowed in " + _DATA,
    "MethodCallNotSupportedInDataSection": "Method calls are not allowed in " + _DATA,
    "PropertyReferenceNotSupportedInDataSection": "Property references are not allowed in " + _DATA,
    "ArrayReferenceNotSupportedInDataSection": "Array references are not allowed in " + _DATA,
    "ExpandableStringNotSupportedInDataSection": "Expandable strings are not allowed in " + _DATA,
    "DotSourcingNotSupportedInDataSection": "Dot sourcing is not allowed in " + _DATA,
    "AttributeNotSupportedInDataSection": "Attributes are not allowed in " + _DATA,
    "TypeNotAllowedInDataSection": "The type {0} is not allowed in " + _DATA,
    "DataSectionStatementNotSupportedInDataSection": (
        "The data statement is not allowed in restricted language mode or another Data section."
    ),
    "VariableReferenceNotSupportedInDataSection": (
        "A variable that cannot be referenced in restricted language mode or a Data section is being referenced. Variables "
        "that can be referenced include the following: $PSCulture, $PSUICulture, $true, $false, $null."
    ),
    "MissingConfigurationName": (
        "The name for the configuration is missing. Provide the missing name as a simple name, string, or string-valued "
        "expression."
    ),
    "MissingCurlyInConfigurationStatement": "Missing '{' in configuration statement.",
    "InvalidConfigurationName": (
        "The configuration name '{0}' is not valid. Standard names may only contain letters (a-z, A-Z), numbers (0-9), "
        "period (.), hyphen (-) and underscore (_). The name may not be null or empty, and should start with a letter."
    ),
}


def message(code: str, *values: str) -> str:
    """Gives the text of an error id with its places filled."""
    text = MESSAGES.get(code, code)
    for i, value in enumerate(values):
        text = text.replace("{" + str(i) + "}", value)
    return text
