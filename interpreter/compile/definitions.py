"""Statements that define: functions, filters, workflows, classes, enums, data, configurations; and DSC's refusal."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.command import FunctionInfo
from perdure.interpreter.compile.core import Emit, StatementCode, Unit, statement
from perdure.interpreter.compile.signals import Signal
from perdure.interpreter.errors import make_error
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.blocks import ScriptBlock

SCOPED = {"global", "script", "local", "private"}


@statement(ast.FunctionDefinition)
def compile_function(unit: Unit, node: ast.FunctionDefinition) -> StatementCode:
    """Makes the closure that binds the name; `function script:name` says the scope."""
    drive, _, rest = node.name.partition(":")
    name = rest if rest and drive.lower() in SCOPED else node.name
    where = drive.lower() if rest and drive.lower() in SCOPED else ""
    if node.kind == "workflow":
        return workflow_definition(unit, node)

    def code(sc: Any, _emit: Emit) -> Signal | None:
        define_function(unit, node, name, sc, where)
        return None

    return code


def define_function(unit: Unit, node: ast.FunctionDefinition, name: str, sc: Any, where: str = "") -> FunctionInfo:
    """Binds a function's name in a scope."""
    block = ScriptBlock(node.body, unit.source, sc.module, node)
    block.is_filter = node.kind == "filter"
    info = FunctionInfo(name, block, "Filter" if block.is_filter else "Function", node)
    home = sc.cx.global_scope if where == "global" else sc.script_scope() if where == "script" else sc
    home.set_function(name, info)
    return info


def workflow_definition(unit: Unit, node: ast.FunctionDefinition) -> StatementCode:
    source = unit.source

    def code(sc: Any, _emit: Emit) -> Signal | None:
        engine = sc.cx.engine
        if engine is None:
            raise make_error("Workflows need an engine.", "WorkflowNotSupported", "NotImplemented", node.name)
        engine.define_workflow(node, source, sc)
        return None

    return code


@statement(ast.ClassDefinition)
def compile_class(unit: Unit, node: ast.ClassDefinition) -> StatementCode:
    """Classes are defined before the script runs (classes.define_types); the statement itself does nothing."""
    return nothing


@statement(ast.EnumDefinition)
def compile_enum(unit: Unit, node: ast.EnumDefinition) -> StatementCode:
    return nothing


def nothing(_sc: Any, _emit: Emit) -> Signal | None:
    return None


@statement(ast.Data)
def compile_data(unit: Unit, node: ast.Data) -> StatementCode:
    """Makes `data name { }`: its output becomes the variable's value, or goes out where it has no name."""
    value = unit.value_of(node.body)
    run = unit.block(node.body)
    name = node.name

    def code(sc: Any, emit: Emit) -> Signal | None:
        if name is None:
            return run(sc, emit)
        made = value(sc)
        sc.assign(name.lower(), None if made is NOTHING else made, name)
        return None

    return code


@statement(ast.Configuration)
def compile_configuration(unit: Unit, node: ast.Configuration) -> StatementCode:
    def code(sc: Any, _emit: Emit) -> Signal | None:
        raise make_error(
            "Desired State Configuration is not available here: a configuration needs the module "
            "PSDesiredStateConfiguration.",
            "ConfigurationNotSupported",
            "NotImplemented",
        )

    return code


def workflow_only(keyword: str) -> Any:
    """Refuses parallel and sequence outside of workflow bodies; inside them the machine runs them."""

    def compiler(unit: Unit, node: Any) -> StatementCode:
        def code(_sc: Any, _emit: Emit) -> Signal | None:
            raise make_error(f"'{keyword}' works in a workflow only.", "UnexpectedKeyword", "ParserError")

        return code

    return compiler


statement(ast.Parallel)(workflow_only("parallel"))
statement(ast.Sequence)(workflow_only("sequence"))
