"""The common parameters of workflows (spec 5.1): their names and types, and what a call may not combine."""

from typing import Any
from urllib.parse import urlsplit

from perdure.interpreter.convert import to_bool, to_double, to_string
from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.frames import Definition
from perdure.interpreter.signature import ALL, Parameter, SetInfo, Signature, common_parameters
from perdure.interpreter.type_names import resolve_text
from perdure.interpreter.validation import validate_range, validate_set
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.enumerate import as_list

COMMON = (
    ("PSComputerName", "string[]"), ("PSCredential", "object"), ("PSConnectionRetryCount", "uint32"),
    ("PSConnectionRetryIntervalSec", "uint32"), ("PSRunningTimeoutSec", "uint32"), ("PSElapsedTimeoutSec", "uint32"),
    ("PSPersist", "bool"), ("PSAuthentication", "string"), ("PSAuthenticationLevel", "object"),
    ("PSApplicationName", "string"), ("PSPort", "uint32"), ("PSUseSSL", "switch"), ("PSConfigurationName", "string"),
    ("PSConnectionURI", "string[]"), ("PSAllowRedirection", "switch"), ("PSSessionOption", "object"),
    ("PSCertificateThumbprint", "string"), ("PSPrivateMetadata", "hashtable"), ("AsJob", "switch"),
    ("JobName", "string"), ("InputObject", "object"), ("PSParameterCollection", "hashtable[]"),
)  # fmt: skip
MECHANISMS = ("Default", "Basic", "Negotiate", "NegotiateWithImplicitCredential", "Credssp", "Digest", "Kerberos")
LIMIT_MAX_S = 2_147_483
CHECKED = {
    "PSRunningTimeoutSec": validate_range(1, LIMIT_MAX_S),
    "PSElapsedTimeoutSec": validate_range(1, LIMIT_MAX_S),
    "PSAuthentication": validate_set(MECHANISMS),
}
JOB_ONLY = frozenset({"asjob", "jobname", "inputobject", "psparametercollection"})
_made: list[Parameter] = []


def workflow_common() -> list[Parameter]:
    """Gives the workflow common parameters."""
    if not _made:
        for name, type_text in COMMON:
            p = Parameter(name, resolve_text(type_text, None), type_text)
            p.sets[ALL] = SetInfo()
            p.common = True
            p.steps += [CHECKED[name]] if name in CHECKED else []
            p.allow_null = p.allow_empty_string = p.allow_empty_list = True
            _made.append(p)
    return _made


def full_signature(definition: Definition, scope: Any) -> Signature:
    """Gives a workflow's own parameters with all the common ones behind them."""
    if definition.full is None:
        own = definition.signature(scope)
        made = Signature(
            [p for p in own.parameters if not p.common],
            own.default_set,
            True,
            own.positional_binding,
            own.should_process,
        )
        definition.full = made.with_common([*common_parameters(own.should_process), *workflow_common()])
    return definition.full


class Child:
    """What one child job of a call gets: bound parameters, common ones, the computer it is for."""

    __slots__ = ("bound", "common", "computer")

    def __init__(self, bound: dict[str, Any], common: dict[str, Any], computer: str = "localhost") -> None:
        self.bound, self.common, self.computer = bound, common, computer


def children_of(bound: dict[str, Any], common: dict[str, Any], rebind: Any) -> list[Child]:
    """Gives the child jobs of a call: one, one for each computer, or one for each entry of -PSParameterCollection.

    Args:
        rebind: gives (bound, common) of a dictionary of arguments.
    """
    collection = common.get("psparametercollection")
    if collection is not None:
        return _of_collection(as_list(collection), bound, common, rebind)
    computers = computers_of(common)
    if len(computers) < 2:
        return [Child(bound, common, computers[0] if computers else "localhost")]
    named = "psconnectionuri" if "psconnectionuri" in common else "pscomputername"
    return [Child(bound, {**common, named: [c]}, c) for c in computers]


def computers_of(common: dict[str, Any]) -> list[str]:
    """Gives the computers that a call names, by their names or by the addresses of their endpoints."""
    if "psconnectionuri" not in common:
        return [to_string(c) or "localhost" for c in as_list(common.get("pscomputername"))]
    if "pscomputername" in common:
        raise refused(
            "PSConnectionURI and PSComputerName can't be given together: name the computers by one of them.",
            "CannotSupplyUriAndComputername",
        )
    return [urlsplit(to_string(uri)).hostname or to_string(uri) for uri in as_list(common["psconnectionuri"])]


def _of_collection(entries: list[Any], bound: dict[str, Any], common: dict[str, Any], rebind: Any) -> list[Child]:
    if bound or set(common) - JOB_ONLY - CALL_ONLY:
        raise refused(
            "The parameter PSParameterCollection can only be combined with AsJob, JobName and InputObject.",
            "ParameterCollectionOnlyUsedWithAsJobAndJobName",
        )
    tables: list[Dictionary] = []
    defaults: Dictionary | None = None
    for entry in entries:
        table = unwrap(entry)
        if not isinstance(table, Dictionary):
            raise refused("PSParameterCollection takes hashtables.", "InvalidParameterCollection")
        for key in table.keys():  # noqa: SIM118
            if to_string(key).lower() in JOB_ONLY:
                raise refused(
                    f"The parameter '{to_string(key)}' can't be used in PSParameterCollection.",
                    "AsJobAndJobNameNotAllowed",
                )
        if table.get("PSComputerName") == "*":
            if defaults is not None:
                raise refused(
                    "Only one entry of PSParameterCollection may have '*' as its PSComputerName.",
                    "OnlyOneDefaultParameterCollectionAllowed",
                )
            defaults = table
        else:
            tables.append(table)
    made = []
    for table in tables:
        merged: dict[str, Any] = {}
        for source in (defaults, table):
            for key, value in source.items() if source is not None else ():
                name = to_string(key)
                if not (source is defaults and name.lower() == "pscomputername"):
                    merged = {k: v for k, v in merged.items() if k.lower() != name.lower()}
                    merged[name] = value
        own, own_common = rebind(merged)
        names = computers_of(own_common)
        kept = {k: v for k, v in common.items() if k != "psparametercollection"}
        made.append(Child(own, {**kept, **own_common}, names[0] if names else "localhost"))
    return made


CALL_ONLY = frozenset(
    {"erroraction", "warningaction", "informationaction", "verbose", "debug", "progressaction", "errorvariable",
     "warningvariable", "informationvariable", "outvariable", "outbuffer", "pipelinevariable"}
)  # fmt: skip


def limit_of(common: dict[str, Any], name: str) -> float | None:
    """Gives a time limit in seconds, None where none was given."""
    value = common.get(name)
    return None if value is None else to_double(value)


def flag(common: dict[str, Any], name: str) -> bool:
    return name in common and to_bool(common[name])


def refused(message: str, error_id: str) -> ScriptError:
    """Makes the error of a call that can't be."""
    return make_error(message, error_id, "InvalidArgument", None, "System.ArgumentException")
