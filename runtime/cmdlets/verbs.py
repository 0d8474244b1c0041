"""Get-Verb: the approved verbs."""

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.values.base import PSCustomObject
from perdure.runtime import globs

GROUPS = {
    "Common": (
        "Add a,Clear cl,Close cs,Copy cp,Enter et,Exit ex,Find fd,Format f,Get g,Hide h,Join j,Lock lk,Move m,New n,"
        "Open op,Optimize om,Pop pop,Push pu,Redo re,Remove r,Rename rn,Reset rs,Resize rz,Search sr,Select sc,Set s,"
        "Show sh,Skip sk,Split sl,Step st,Switch sw,Undo un,Unlock uk,Watch wc"
    ),
    "Data": (
        "Backup ba,Checkpoint ch,Compare cr,Compress cm,Convert cv,ConvertFrom cf,ConvertTo ct,Dismount dm,Edit ed,"
        "Expand en,Export ep,Group gp,Import ip,Initialize in,Limit l,Merge mg,Mount mt,Out o,Publish pb,Restore rr,Save sv,"
        "Sync sy,Unpublish ub,Update ud"
    ),
    "Lifecycle": (
        "Approve ap,Assert as,Build bd,Complete cp,Confirm cn,Deny dn,Deploy dp,Disable d,Enable e,Install is,Invoke i,"
        "Register rg,Request rq,Restart rt,Resume ru,Start sa,Stop sp,Submit sb,Suspend ss,Uninstall us,Unregister ur,Wait w"
    ),
    "Diagnostic": "Debug db,Measure ms,Ping pi,Repair rp,Resolve rv,Test t,Trace tr",
    "Communications": "Connect cc,Disconnect dc,Read rd,Receive rc,Send sd,Write wr",
    "Security": "Block bl,Grant gr,Protect pt,Revoke rk,Unblock ul,Unprotect up",
    "Other": "Use u",
}


@cmdlet("Get-Verb")
class GetVerb(Cmdlet):
    """Gets the verbs that command names should start with."""

    Verb = P("string[]", pos=0, pipe="value name")
    Group = P("string[]", pos=1, pipe="name", values=tuple(GROUPS))

    def process(self) -> None:
        for group, text in GROUPS.items():
            if self.Group and group.lower() not in [g.lower() for g in self.Group]:
                continue
            for entry in text.split(","):
                verb, prefix = entry.split()
                if not self.Verb or globs.matches_any(verb, self.Verb):
                    props = {"Verb": verb, "AliasPrefix": prefix, "Group": group, "Description": ""}
                    self.write(PSCustomObject(props, ["System.Management.Automation.VerbInfo"]))
