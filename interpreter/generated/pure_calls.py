"""Pure rules of methods without effects: all of String's, those of Math, and whether a table has a key."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.generated.pure import ANY, BOOL, FLOAT, INT, PYTHON, STR, Pure, Term, rule
from perdure.interpreter.generated.pure_members import key_of, of_class
from perdure.interpreter.generated.support import UNSET
from perdure.interpreter.memberinfo import MethodGroup, find_instance, find_static
from perdure.interpreter.members_ets import of_type
from perdure.interpreter.overloads import Plan
from perdure.interpreter.overloads_plan import plan_for
from perdure.interpreter.python_faults import ENDED
from perdure.interpreter.type_names import resolve
from perdure.interpreter.typesys import type_of
from perdure.interpreter.values.collections import Hashtable

KINDS = {"string": STR, "System.String": STR, "int": INT, "System.Int32": INT, "bool": BOOL, "System.Boolean": BOOL,
         "double": FLOAT, "System.Double": FLOAT}  # fmt: skip
SAMPLES: dict[str, Any] = {STR: "", INT: 0, BOOL: True, FLOAT: 0.0}
IMPURE = frozenset(["copyto", "getenumerator", "foreach", "where", "gethashcode", "gettype"])
PURE_TYPES = frozenset(["System.Math"])


@rule(ast.InvokeMember)
def invoke(pure: Pure, node: ast.InvokeMember) -> Term | None:
    if node.null_conditional or node.type_arguments or not isinstance(node.member, ast.String):
        return None
    name = node.member.value
    if node.static:
        return static(pure, node, name)
    target = pure.term(node.target)
    if target is None:
        return None
    if target.kind == STR or type(target.sample) is str:
        return of_text(pure, node, target, name.lower())
    if target.kind == ANY and type(target.sample) is Hashtable and len(node.arguments) == 1:
        return has_key(pure, node, target) if name.lower() in ("containskey", "contains") else None
    return None


def has_key(pure: Pure, node: ast.InvokeMember, target: Term) -> Term | None:
    key = pure.term(node.arguments[0])
    if key is None:
        return None
    here = of_class(pure, target, Hashtable)
    slot = key_of(pure, here, key)
    pure.guard("not cx.type_data")
    pure.guard(f"{here.text}.ext is None")
    return None if slot is None else Term(f"({slot} in {here.text}.data)", BOOL, sample=True)


def of_text(pure: Pure, node: ast.InvokeMember, target: Term, low: str) -> Term | None:
    """Gives a call of a method of String."""
    group = find_instance(type_of(""), low)
    if not isinstance(group, MethodGroup) or low in IMPURE or of_type("", low, pure.region.live.cx) is not None:
        return None
    text = pure.exact(target, STR)
    given = None if text is None else arguments(pure, node)
    if text is None or given is None:
        return None
    pure.guard("not cx.type_data")
    return call(pure, group, [text], given)


def static(pure: Pure, node: ast.InvokeMember, name: str) -> Term | None:
    """Gives a call of a method of Math."""
    if not isinstance(node.target, ast.TypeExpression):
        return None
    try:
        kind = resolve(node.target.type, pure.region.live)
    except ScriptError:
        return None
    group = find_static(kind, name.lower()) if kind.name in PURE_TYPES else None
    given = arguments(pure, node) if isinstance(group, MethodGroup) else None
    return None if given is None else call(pure, group, [], given)


def arguments(pure: Pure, node: ast.InvokeMember) -> list[Term] | None:
    """Gives a call's arguments, each of one exact plain kind."""
    terms: list[Term] = []
    for one in node.arguments:
        term = pure.term(one)
        if term is None:
            return None
        kind = term.kind
        if kind not in PYTHON:
            kind = next((k for k, cls in PYTHON.items() if type(term.sample) is cls), "")
        found = pure.exact(term, kind) if kind else None
        if found is None:
            return None
        terms.append(found)
    return terms


def call(pure: Pure, group: Any, before: list[Term], given: list[Term]) -> Term | None:
    """Gives the call of the overload that arguments of these kinds have."""
    try:
        plan: Plan = plan_for(group, [SAMPLES[t.kind] for t in given])
    except ScriptError:
        return None
    if not plan.direct or plan.void:
        return None
    texts = [t.text for t in given]
    if plan.casts is not None:
        texts = [
            t if c is None else f"{pure.region.bind(c, 'cast')}({t})" for t, c in zip(texts, plan.casts, strict=True)
        ]
    pure.risky = True
    text = f"{pure.region.bind(plan.call, 'call')}({', '.join([*(t.text for t in before), *texts])})"
    kind = KINDS.get(plan.over.returns, ANY)
    return Term(text, kind, sample=SAMPLES[kind] if kind != ANY else likely(plan, before, given))


def likely(plan: Plan, before: list[Term], given: list[Term]) -> Any:
    """Gives a result for the likely values, UNSET where there is none."""
    values = [t.sample for t in [*before, *given]]
    if any(v is UNSET for v in values) or plan.casts is not None:
        return UNSET
    try:
        return plan.call(*values)
    except ENDED:
        return UNSET
