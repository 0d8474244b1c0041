"""A runbook started as a job of its own: in a session of its own, its parameters as data, a workflow's job in the store."""

import os
from typing import Any

from perdure.interpreter.binding import Argument
from perdure.interpreter.compile.body import body_of
from perdure.interpreter.compile.functions import FunctionStage
from perdure.interpreter.context import set_current
from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.pipeline import run_stages
from perdure.interpreter.values.secrets import PSCredential
from perdure.runtime.assets import AssetError, open_assets
from perdure.runtime.cmdlets.automation_assets import credential_of
from perdure.runtime.jobs_thread import ThreadJob
from perdure.runtime.json_read import Reader
from perdure.runtime.json_write import DEFAULT, Writer
from perdure.runtime.runbooks import (
    FOLDER_VARIABLE,
    identify,
    import_children,
    main_workflow,
    read_runbook,
    runbook_file,
)
from perdure.runtime.session import new_context, run_tree, script_block
from perdure.runtime.workflow_context import finder, stoppable
from perdure.runtime.workflow_definitions import definition_of
from perdure.runtime.workflow_engine import JobEngine
from perdure.runtime.workflow_parameters import full_signature
from perdure.runtime.workflow_stage import WorkflowStage

CREDENTIAL = PSCredential.net
JSON_DEPTH = 10
OBJECTS = frozenset({"", "System.Object", "System.Management.Automation.PSObject"})


def start_runbook(cx: Any, name: str, parameters: dict[str, Any], instance_id: str) -> Any:
    """Starts a runbook as a job and gives the job.

    Args:
        parameters: by name; they arrive as JSON carries them.
        instance_id: the job's, "" = a new one.

    Raises:
        ScriptError: there is no such runbook, or its parameters do not bind.
    """
    folder = cx.environment.get(FOLDER_VARIABLE) or cx.location
    path = runbook_file(folder, name)
    if path is None:
        raise make_error(f"The runbook '{name}' was not found: there is no {name}.ps1 in {folder}.", "RunbookNotFound", "ObjectNotFound", name)  # fmt: skip
    tree = read_runbook(path)
    outer = cx.engine
    suspends = isinstance(outer, JobEngine) and outer.run.job is not None and outer.run.job.suspends
    engine = outer.run.engine if isinstance(outer, JobEngine) else getattr(outer, "real", lambda: outer)()
    made = new_context(stoppable(cx.host), cx.location, dict(cx.environment))
    made.engine = engine
    made.resolve_saved = finder(made)
    given = [Argument(key, value, True, True) for key, value in as_data(parameters, cx.scope).items()]
    before = set_current(made)
    try:
        import_children(made, tree, os.path.dirname(path))
        main = main_workflow(tree, path)
        if main is None:
            job: Any = start_script(engine, made, tree, name, given, instance_id)
            engine.runbooks.append(job)
            return job
        run_tree(made, tree, [], _drop)
        info = made.global_scope.find_function(main.name.lower())
        given = with_credentials(full_signature(definition_of(info), made.global_scope), given, made)
        asjob = Argument("AsJob", True, True, True)
        stage = WorkflowStage(engine, info, [*given, asjob], made.global_scope, False, None, None)
        stage.suspends = suspends
        identify(stage, instance_id or engine.new_id())
        out: list[Any] = []
        run_stages([stage], None, out.append)
        engine.runbooks.append(out[0])
        return out[0]
    finally:
        set_current(before)


def start_script(engine: Any, cx: Any, tree: Any, name: str, given: list[Argument], instance_id: str) -> ThreadJob:
    """Starts a script runbook on a thread; nothing of it is stored."""
    cx.check_stop = True
    block = script_block(cx, tree)

    def work(cx: Any, emit: Any) -> None:
        arguments = with_credentials(body_of(block).signed(cx.global_scope), given, cx)
        stage = FunctionStage(block, name, arguments, cx.global_scope, False, None, None, True, "script")
        run_stages([stage], None, emit)

    job = ThreadJob(engine, engine.local_id(), name, name, cx, work)
    job.instance_id = instance_id or job.instance_id
    engine.thread_jobs.start(job)
    return job


def as_data(parameters: dict[str, Any], scope: Any) -> dict[str, Any]:
    """Gives parameters as they arrive at another job: through JSON."""
    made: dict[str, Any] = {}
    for name, value in parameters.items():
        text = Writer(JSON_DEPTH, True, False, DEFAULT, scope).write(value)
        made[name] = Reader().read(text) if not isinstance(value, str) else value
    return made


def with_credentials(signature: Any, given: list[Argument], cx: Any) -> list[Argument]:
    """Gives arguments with credential assets in the place of their names, where a parameter is a credential."""
    made = []
    for argument in given:
        p = signature.by_name.get((argument.name or "").lower())
        if p is not None and isinstance(argument.value, str) and getattr(p.type, "name", "") == CREDENTIAL:
            argument = Argument(argument.name, credential(argument.value, cx), True, True)
        made.append(argument)
    return made


def as_portal(signature: Any, given: list[Argument]) -> list[Argument]:
    """Gives arguments as Azure's portal passes them: JSON text is its value where a parameter takes objects or arrays."""
    made = []
    for argument in given:
        p = signature.by_name.get((argument.name or "").lower())
        kind = "" if p is None else getattr(p.type, "name", "System.Object")
        text = argument.value
        if (
            p is not None
            and isinstance(text, str)
            and text[:1] in ("[", "{")
            and (kind in OBJECTS or kind.endswith("[]"))
        ):
            try:
                argument = Argument(argument.name, Reader().read(text), True, True)
            except ScriptError:
                argument = Argument(argument.name, text, True, True)  # no JSON: the text itself
        made.append(argument)
    return made


def credential(name: str, cx: Any) -> PSCredential:
    """Gives the credential asset of a name."""
    try:
        entry = open_assets(cx.environment).get("credential", name)
    except AssetError as error:
        raise make_error(str(error), "AssetsNotAvailable", "ResourceUnavailable", name) from None
    if entry is None:
        raise not_there(name)
    return credential_of(entry)


def not_there(name: str) -> ScriptError:
    return make_error(f"There is no credential asset named {name}.", "CredentialNotFound", "ObjectNotFound", name)


def _drop(_value: Any) -> None:
    """Definitions put nothing out."""
