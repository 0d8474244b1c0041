"""The checker's rules for variables: names, scope prefixes, which may be read and which assigned (spec 2, 7.2)."""

import re

from perdure.grammar import ast
from perdure.runtime.lint_findings import Walk
from perdure.runtime.workflow_start import SHOWN

NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]*\Z")
AUTOMATIC = frozenset({"_", "?", "^", "$"})
NOT_READABLE = frozenset(
    {"args", "error", "myinvocation", "psboundparameters", "pscmdlet", "pscommandpath", "psdefaultparametervalues",
     "psscriptroot", "stacktrace", "pid"}
)  # fmt: skip
SETTABLE = frozenset(
    {"pscomputername", "pscredential", "psport", "psusessl", "psconfigurationname", "psapplicationname",
     "psconnectionuri", "psallowredirection", "pssessionoption", "psauthentication", "psauthenticationlevel",
     "pscertificatethumbprint", "psconnectionretrycount", "psconnectionretryintervalsec", "verbose", "debug",
     "erroraction", "warningaction", "informationaction", "psprogressmessage", "psdisableserialization", "pspersist"}
)  # fmt: skip
RUNTIME = frozenset(name.lower() for name in SHOWN) | {"input", "psculture", "psuiculture", "other", "all"}


def check_variable(walk: Walk, node: ast.Variable) -> None:
    """Looks at a variable that is read."""
    low = node.name.lower()
    drive = node.drive
    if walk.in_inline:
        if drive == "workflow":
            walk.report(
                "CannotUseWorkflowPrefixInInlineScript",
                "$workflow: can't be used within an InlineScript.",
                node,
                "Read it with $using:, and put out what is to be assigned.",
            )
        return
    if drive in ("global", "script", "local", "private"):
        walk.report(
            "InvalidScopePrefixInWorkflow",
            f"The scope prefix '{drive}' is not valid in a workflow.",
            node,
            "Use $workflow: or a variable of the workflow.",
        )
    elif drive == "using":
        walk.report(
            "InvalidScopePrefixInWorkflow",
            "$using: is valid within an InlineScript only.",
            node,
            "Read the variable itself.",
        )
    elif drive is None and low in NOT_READABLE:
        walk.report(
            "VariableNotSupportedInWorkflow",
            f"The variable ${node.name} can't be used in a workflow.",
            node,
            "Read it within an InlineScript.",
        )
    elif drive in (None, "workflow"):
        check_name(walk, node)


def check_name(walk: Walk, node: ast.Variable) -> None:
    if node.name not in AUTOMATIC and not NAME.match(node.name):
        walk.report(
            "VariableNameNotValid",
            f"'{node.name}' is no valid name of a workflow's variable.",
            node,
            "Use letters, digits, '-' and '_', a letter first.",
        )


def check_assigned(walk: Walk, node: ast.Variable) -> None:
    """Looks at a variable that is assigned, and enters it in its scope."""
    low = node.name.lower()
    drive = node.drive
    if drive == "env":
        walk.report(
            "EnvironmentVariableAssignmentNotSupported",
            "Environment variables can't be assigned in a workflow.",
            node,
            "Assign it within an InlineScript.",
        )
        return
    if drive == "workflow":
        if not walk.nested:
            walk.report(
                "WorkflowScopeOnlyValidInParallelOrSequenceBlock",
                "The prefix $workflow: is valid within a parallel or sequence block only.",
                node,
                "Leave the prefix out.",
            )
        walk.scopes[0].add(low)
    elif drive is not None:
        walk.report(
            "WorkflowScopeOnlyValidInParallelOrSequenceBlock",
            f"A variable can't be assigned with the prefix '{drive}' in a workflow.",
            node,
            "Use $workflow: or no prefix.",
        )
        return
    if not NAME.match(node.name):
        check_name(walk, node)
    elif low in RUNTIME:
        code = "VariableNameReserved" if low in SETTABLE else "VariableNameReadOnly"
        walk.report(code, f"The variable ${node.name} can't be assigned in a workflow.", node, "Use another name.")
    elif low in walk.collecting:
        walk.report(
            "CannotUseDataCollectingVariable",
            f"The variable ${node.name} collects the output of the block in which it is assigned.",
            node,
            "Use another variable within the block.",
        )
    elif drive is None:
        if low not in walk.parameters and walk.defined_outside(low):
            walk.report(
                "VariableAlreadyDefined",
                f"The variable ${node.name} belongs to an enclosing scope.",
                node,
                f"Write $workflow:{node.name} to change it, or use another name.",
            )
        elif low not in walk.parameters:
            walk.scopes[-1].add(low)
