"""Method calls as statements: at once where the overload for such objects and arguments is known, else by the general way."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter import members
from perdure.interpreter.compile.expressions import cast_inside
from perdure.interpreter.generated.pure import ANY, PYTHON, Term
from perdure.interpreter.generated.pure_calls import KINDS, SAMPLES
from perdure.interpreter.generated.region import Region
from perdure.interpreter.generated.support import UNSET
from perdure.interpreter.generated.values import DEPTH_MAX, called, changes, is_name, value_rule, values
from perdure.interpreter.members_call import call_static, invoke0, invoke1, invoke2
from perdure.interpreter.members_invoke import group_of, invocation_error, wrap_script_error
from perdure.interpreter.members_shapes import VARIES
from perdure.interpreter.overloads import Plan
from perdure.interpreter.python_faults import dotnet_exception
from perdure.interpreter.typesys import type_of

PLAIN_ARGUMENTS = (ast.Number, ast.String, ast.Variable, ast.ExpandableString, ast.Binary)


@value_rule(ast.InvokeMember)
def invoke(region: Region, node: ast.InvokeMember) -> Term | None:
    if node.null_conditional or node.type_arguments or not is_name(node.member):
        return None
    if any(changes(a) for a in node.arguments) or cast_inside(node.target) is not None:
        return None
    name: str = node.member.value  # type: ignore[attr-defined]
    if node.static:
        return static(region, node, name)
    terms = values(region, [node.target, *node.arguments])
    given = [argument(t, a) for t, a in zip(terms[1:], node.arguments, strict=True)]
    temp = region.temp()
    if len(given) < 3:
        call = region.bind((invoke0, invoke1, invoke2)[len(given)], "invoke")
        general = f"{temp} = {call}({', '.join([terms[0].text, repr(name), *given])}, sc)"
    else:
        call = region.bind(members.invoke, "invoke")
        general = f"{temp} = {call}({terms[0].text}, {name!r}, [{', '.join(given)}], sc)"
    plan, group = known(region, terms, name)
    if plan is None or region.depth > DEPTH_MAX:
        called(region, general)
        return Term(temp, ANY, atomic=True)
    since = region.watch()
    with region.block(f"if {' and '.join(guards(region, terms))}:"):
        direct(region, plan, group, temp, [terms[0].text, *given])
    with region.block("else:"):
        region.line(general)
    region.watched(since)
    return Term(temp, ANY, atomic=True, sample=likely(plan, terms[0]))


def likely(plan: Plan, target: Term) -> Any:
    """Gives a value of the type that a call gives, UNSET where that is not plain."""
    kind = KINDS.get(plan.over.returns)
    if kind is not None:
        return SAMPLES[kind]
    own = type_of(target.sample).name
    return target.sample if plan.over.returns in (own, own.rpartition(".")[2]) else UNSET


def argument(term: Term, node: ast.Node) -> str:
    """Gives a method's argument: 'no output' becomes $null, but for a variable."""
    if term.kind != ANY or isinstance(node, PLAIN_ARGUMENTS):
        return term.text
    return f"(None if {term.text} is NOTHING else {term.text})"


def known(region: Region, terms: list[Term], name: str) -> tuple[Plan | None, Any]:
    """Gives the overload that such calls were found to have, if they have been made before."""
    target = terms[0].sample
    if target is UNSET or target is None or any(t.kind not in PYTHON and t.sample is UNSET for t in terms[1:]):
        return None, None
    group = group_of(target, name)
    if group is None or region.live.cx.type_data or getattr(target, "ext", None):
        return None, None
    plan = group.plans.get(tuple([class_of(t) for t in terms[1:]]))
    return (plan, group) if plan is not None and plan.direct else (None, None)


def class_of(term: Term) -> Any:
    return PYTHON[term.kind] if term.kind in PYTHON else type(term.sample)


def guards(region: Region, terms: list[Term]) -> list[str]:
    """Gives the conditions under which a known overload is the right one."""
    target = terms[0]
    cls = type(target.sample)
    texts = ["not cx.type_data", f"type({target.text}) is {region.bind(cls, cls.__name__)}"]
    varies = VARIES.get(cls)
    if varies is not None:
        held = region.bind(getattr(target.sample, varies), "held")
        texts.append(f"{target.text}.{varies} == {held}")
    if hasattr(target.sample, "ext"):
        texts.append(f"not {target.text}.ext")
    for term in terms[1:]:
        if term.kind not in PYTHON:
            texts.append(f"type({term.text}) is {region.bind(class_of(term), 'cls')}")
    return texts


def direct(region: Region, plan: Plan, group: Any, temp: str, given: list[str]) -> None:
    """Writes the call; what it throws is wrapped as by the general way."""
    if plan.casts is not None:
        given = [given[0]] + [
            g if c is None else f"{region.bind(c, 'cast')}({g})" for g, c in zip(given[1:], plan.casts, strict=True)
        ]
    count = len(given) - 1
    with region.block("try:", True):
        region.line(f"{temp} = {region.bind(plan.call, 'call')}({', '.join(given)})")
        if plan.void:
            region.line(f"{temp} = NOTHING")
    with region.block("except RAISED as thrown:"):
        error = region.bind(invocation_error, "invocation_error")
        inner = region.bind(dotnet_exception, "dotnet_exception")
        region.line(f"raise {error}({group.name!r}, {count}, {inner}(thrown)) from None")
    with region.block("except ScriptError as error:"):
        wrap = region.bind(wrap_script_error, "wrap")
        region.line(f"raise {wrap}({region.bind(group, 'group')}, {count}, error) from None")


def static(region: Region, node: ast.InvokeMember, name: str) -> Term | None:
    """Writes a static call or a construction."""
    if not isinstance(node.target, ast.TypeExpression):
        return None
    kind = region.temp()
    region.line(f"{kind} = {region.bind(region.unit.expression(node.target))}(sc)")
    terms = values(region, list(node.arguments))
    given = ", ".join([argument(t, a) for t, a in zip(terms, node.arguments, strict=True)])
    temp = region.temp()
    if name.lower() == "new":
        called(region, f"{temp} = {region.bind(members.construct, 'construct')}({kind}, [{given}], sc)")
    else:
        call = region.bind(call_static, "call_static")
        called(region, f"{temp} = {call}({kind}, {name!r}, [{given}], sc)")
    return Term(temp, ANY, atomic=True)
