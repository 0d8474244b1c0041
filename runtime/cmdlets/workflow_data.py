"""Get-PSWorkflowData and Set-PSWorkflowData; and what Checkpoint-Workflow and Suspend-Workflow are outside of statements."""

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import make_error
from perdure.interpreter.lookup import not_found
from perdure.interpreter.values.collections import Hashtable
from perdure.runtime.workflow_engine import JobEngine
from perdure.runtime.workflow_start import SHOWN

RETRIEVABLE = (*SHOWN, "Input", "PSCulture", "PSUICulture", "PSVersionTable", "PSSenderInfo", "Verbose", "Debug",
               "ErrorAction", "WarningAction", "InformationAction", "Other", "All")  # fmt: skip


@cmdlet("Get-PSWorkflowData", module="PSWorkflow", quick=True)
class GetPSWorkflowData(Cmdlet):
    """Gives a runtime variable of the workflow, or (All) a hashtable of all of them."""

    VariableToRetrieve = P("string", pos=0, mandatory=True, values=RETRIEVABLE)
    OtherVariableName = P("string")

    def end(self) -> None:
        wanted = to_string(self.VariableToRetrieve).lower()
        if wanted == "all":
            table = Hashtable()
            for name in SHOWN:
                table.set(name, self.cx.variable(name.lower(), self.scope))
            self.write(table)
            return
        name = to_string(self.OtherVariableName).lower() if wanted == "other" else wanted
        self.write(self.cx.variable(name, self.scope))


@cmdlet("Set-PSWorkflowData", module="PSWorkflow", quick=True)
class SetPSWorkflowData(Cmdlet):
    """Changes runtime variables of the workflow for what follows in the job."""

    OtherVariableName = P("string")
    Value = P("object", null=True)
    PSComputerName = P("string[]")
    PSCredential = P("object", null=True)
    PSPort = P("uint32")
    PSUseSsl = P("bool")
    PSConfigurationName = P("string")
    PSApplicationName = P("string")
    PSConnectionUri = P("string[]")
    PSAllowRedirection = P("bool")
    PSSessionOption = P("object", null=True)
    PSAuthentication = P("object", null=True)
    PSAuthenticationLevel = P("object", null=True)
    PSCertificateThumbprint = P("string")
    PSConnectionRetryCount = P("uint32")
    PSConnectionRetryIntervalSec = P("uint32")
    PSPersist = P("bool")
    PSProgressMessage = P("string")
    PSDisableSerialization = P("bool")

    def end(self) -> None:
        if not isinstance(self.cx.engine, JobEngine):
            raise not_found(self.name)
        run = self.cx.engine.run
        if run.outer is not None:
            run = run.saver
        changed = {name.lower(): self.bound[name] for name in self.bound if name not in ("OtherVariableName", "Value")}
        changed = {name: value for name, value in changed.items() if name in SETTABLE}
        if self.has("OtherVariableName"):
            changed[to_string(self.OtherVariableName).lower()] = self.Value
        run.machine.variables.update(changed)
        run.cx.global_scope.vars.update(changed)
        if "pspersist" in changed:
            run.persist = bool(changed["pspersist"])


SETTABLE = frozenset(name.lower() for name in SHOWN) | {"psprogressmessage", "psdisableserialization"}


@cmdlet("Checkpoint-Workflow", module="PSWorkflow")
class CheckpointWorkflow(Cmdlet):
    """Stands for the statement where it can't be one: inside of an expression, a function or a script."""

    def end(self) -> None:
        raise misplaced(self)


@cmdlet("Suspend-Workflow", module="PSWorkflow")
class SuspendWorkflow(Cmdlet):
    """The same for Suspend-Workflow."""

    Label = P("string", pos=0)

    def end(self) -> None:
        raise misplaced(self)


def misplaced(cmdlet_: Cmdlet) -> Exception:
    """Makes the error of a workflow statement in the wrong place; outside of workflows there is no such command."""
    if not isinstance(cmdlet_.cx.engine, JobEngine):
        return not_found(cmdlet_.name)
    return make_error(
        f"{cmdlet_.name} works as a statement of a workflow only.", "ActivityNotSupportedInPipeline", "InvalidOperation"
    )
