"""Definitions of workflows, and what travels with a job: texts of everything that it can call, so a resume needs no file.

A definition's key is the digest of its source's text and its stretch there; it is all that a snapshot says of it.
"""

import os
from hashlib import blake2b
from typing import Any

from perdure.grammar import ast
from perdure.grammar.source import Source
from perdure.interpreter.classes import define_types
from perdure.interpreter.command import FunctionInfo
from perdure.interpreter.compile.core import unit_of
from perdure.interpreter.context import Context
from perdure.interpreter.frames import Definition
from perdure.interpreter.modules import import_module, load_file
from perdure.interpreter.records import MissingName
from perdure.interpreter.snapshot import dump_value, load_value
from perdure.interpreter.snapshot_blocks import node_at, places_of
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.runtime.stubs import from_luggage
from perdure.runtime.workflow_context import visible_aliases


def digest_of(source: Source) -> str:
    """Gives the digest by which a text is known."""
    return blake2b(source.text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def key_of(source: Source, node: ast.FunctionDefinition) -> str:
    return f"{digest_of(source)}:{node.span.start}:{node.span.end}"


def make_workflow(node: ast.FunctionDefinition, source: Source, module: Any) -> FunctionInfo:
    """Makes the command of a workflow's definition."""
    block = ScriptBlock(node.body, source, module, node)
    info = FunctionInfo(node.name, block, "Workflow", node)
    definition = Definition(source, node)
    definition.key = key_of(source, node)
    info.compiled = definition
    return info


def definition_of(info: FunctionInfo) -> Definition:
    """Gives a workflow's definition, made anew for a command that was loaded."""
    if info.compiled is None:
        node = info.block.definition
        made = Definition(info.block.source, node)
        made.key = key_of(info.block.source, node)
        info.compiled = made
    return info.compiled  # type: ignore[no-any-return]


def capture(cx: Context, definition: Definition) -> bytes:
    """Encodes what a job takes along: texts, functions, aliases, where it works, which modules it needs."""
    return luggage_of(cx, [definition.source], definition.key)


def luggage_of(cx: Context, texts: list[Source], key: str = "") -> bytes:
    """Encodes what a session's functions and classes need elsewhere; `key` names the workflow that is to run."""
    functions = [info for info in (cx.global_scope.functions or {}).values() if of_script(info)]
    sources: dict[str, Source] = {}
    for source in [info.block.source for info in functions] + type_sources(cx) + texts:
        sources.setdefault(digest_of(source), source)
    aliases = {name: getattr(info, "definition", info) for name, info in visible_aliases(cx.global_scope).items()}
    return dump_value(
        {
            "sources": list(sources.values()),
            "functions": [dict_of(info) for info in functions],
            "workflow": key,
            "aliases": aliases,
            "location": cx.location,
            "modules": [info.path for info in cx.modules.values() if info.path],
            "environment": {name: value for name, value in cx.environment.items() if os.environ.get(name) != value},
            "usings": cx.usings,
            "stubs": cx.stubs.luggage() if cx.stubs is not None else None,
        }
    )


def of_script(info: FunctionInfo) -> bool:
    """Tells whether a function's text travels with the job; modules' functions come from their files again."""
    return info.block is not None and (info.block.module is None or info.block.module.name == "")


def dict_of(info: FunctionInfo) -> dict[str, Any]:
    return {"name": info.name, "kind": info.kind, "block": info.block}


def type_sources(cx: Context) -> list[Source]:
    """Gives the texts that define the classes known in a session."""
    found = []
    for made in (cx.global_scope.types or {}).values():
        source = getattr(getattr(made.data, "unit", None), "source", None)
        if source is not None:
            found.append(source)
    return found


class Luggage:
    """What a stored job has brought along, opened again."""

    def __init__(self, body: bytes) -> None:
        self.content: dict[str, Any] = load_value(body)
        self.sources: dict[str, Source] = {digest_of(source): source for source in self.content["sources"]}
        self.made: dict[str, Definition] = {}

    @property
    def location(self) -> str:
        return self.content["location"]  # type: ignore[no-any-return]

    def unpack(self, cx: Context) -> None:
        """Gives a session the functions, classes and aliases that the job was called with."""
        top = cx.global_scope
        top.functions = top.functions or {}
        for row in self.content["functions"]:
            info = FunctionInfo(row["name"], row["block"], row["kind"], row["block"].definition)
            row["block"].module = cx.top
            top.functions[row["name"].lower()] = info
        for name, target in self.content["aliases"].items():
            top.aliases = top.aliases or {}
            top.aliases[name] = target
        cx.usings = self.content["usings"]
        cx.environment.update(self.content["environment"])
        cx.environment_before = dict(cx.environment)
        for path in self.content["modules"]:
            if cx.host.stat(path) is None:
                raise MissingName("module", path)
            import_module(load_file(cx, path, [], _drop), top)
        for source in self.sources.values():
            define_types(unit_of(source), places_of(source).script.body, top)
        cx.version += 1

    def unpack_stubs(self, cx: Context, told: Any = None) -> None:
        """Gives a session the stubs that the job was started with, where the process has none of its own."""
        if cx.stubs is None and self.content["stubs"] is not None:
            from_luggage(self.content["stubs"], told).install(cx)

    def definition(self, key: str) -> Definition:
        """Gives the definition of a key; MissingName where its text did not come along."""
        found = self.made.get(key)
        if found is None:
            digest, start, end = key.split(":")
            source = self.sources.get(digest)
            if source is None:
                raise MissingName("workflow", key)
            node = node_at(source, "FunctionDefinition", int(start), int(end))
            assert isinstance(node, ast.FunctionDefinition)
            found = self.made[key] = Definition(source, node)
            found.key = key
        return found

    def main(self) -> Definition:
        """Gives the definition of the workflow that the job runs."""
        return self.definition(self.content["workflow"])


def _drop(_value: Any) -> None:
    return None


def hoisted(body: ast.ScriptBlock) -> list[ast.FunctionDefinition]:
    """Gives the workflows that a text defines outside of functions, in order (SD-25)."""
    found: list[ast.FunctionDefinition] = []
    stack: list[ast.Node] = [body]
    while stack:
        here = stack.pop()
        if isinstance(here, ast.FunctionDefinition):
            if here.kind == "workflow":
                found.append(here)
            continue
        if isinstance(here, (ast.ScriptBlockExpression, ast.ClassDefinition)):
            continue
        stack.extend(reversed(list(here.children())))
    return found
