"""Tables of what takes no time: names of methods that run in place in a workflow, types whose members do not."""

from perdure.grammar import ast
from perdure.interpreter.type_names import resolve_text

QUICK_DRIVES = frozenset({"global", "local", "script", "private", "workflow", "variable", "env", "using"})

# static members of these reach outside or wait (text in front of the type's name, lower case)
SLOW_TYPES = (
    "system.io.file", "io.file", "system.io.directory", "io.directory", "system.io.stream", "io.stream", "system.net.",
    "net.", "system.threading.", "threading.", "system.diagnostics.process", "diagnostics.process", "system.console",
    "console", "scriptblock", "powershell", "runspacefactory", "system.management.automation.", "activator",
)  # fmt: skip

QUICK_METHODS = frozenset(
    """
    abs add addday adddays addhours addmilliseconds addminutes addmonths addrange addseconds addticks addyears append
    appendformat appendline asreadonly binarysearch bytelength ceiling charat clear clone combine compare compareordinal
    compareto concat contains containskey containsvalue convertall copy copyto cos create createdatetime dequeue dispose
    divide divrem empty endswith enqueue equals exceptwith exp fill first firstindexof floor format fromminutes
    fromhours fromdays frommilliseconds fromseconds fromticks frombase64string getbytes getchars getcharcount getdayofweek
    getdirectoryname getenumerator getextension getfilename getfilenamewithoutextension getfullpath gethashcode getlength
    getlowerbound getmembers getmethods getname getnames getproperties getproperty getrange getstring gettype
    gettypecode getupperbound getvalue getvalues hasflag hasvalue indexof indexofany initialize insert insertrange
    intersectwith isassignablefrom iscontrol isdefined isdigit isempty isfinite isinfinity isinstanceoftype
    isinterned isleapyear isletter isletterordigit ismatch isnan isnegative isnormalized isnullorempty
    isnullorwhitespace ispathrooted ispunctuation issubclassof issubsetof issupersetof issymbol isupper islower
    iswhitespace item join last lastindexof lastindexofany log log10 log2 match matches max min movenext multiply
    negate newguid next normalize overlaps padleft padright parse parseexact peek pop pow push referenceequals
    remainder remove removeat removerange repeat replace reset reverse round sequenceequal setequals setvalue sign sin
    sort split sqrt startswith substring subtract symmetricexceptwith tan toarray tobase64string tobinary toboolean
    tobyte tochar tochararray todatetime todecimal todouble tohexstring toint16 toint32 toint64 tolist tolocaltime
    tolongdatestring tolongtimestring tolower tolowerinvariant tosbyte toshortdatestring toshorttimestring tosingle
    tostring touint16 touint32 touint64 touniversaltime toupper toupperinvariant trim trimend trimstart trimexcess
    trimtosize truncate tryadd tryparse tryparseexact trygetvalue unescape unionwith escape elapsedmilliseconds start
    stop restart startnew daysinmonth specifykind getnumericvalue getvaluetype get_item set_item pstypenames
    isempty getutcnow addfirst addlast removefirst removelast synchronized fixedsize getrandomfilename
    """.split()  # noqa: SIM905  # a list of this length is read best as words
)


def quick_type(name: ast.TypeName) -> bool:
    """Tells whether a type's static members and constructors take no time: a .NET type; a script class's are script code."""
    text = (name.name or name.text).lower()
    if text.startswith(SLOW_TYPES):
        return False
    found = resolve_text(text)
    return found is not None or name.arguments != ()
