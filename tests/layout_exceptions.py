"""The exceptions to the house rules of test_layout.py, each with its reason. These lists may only shrink."""

# The start-up table: what may be imported inside functions anywhere, because a script seldom needs it and it takes time.
LATE_ANYWHERE = frozenset(
    [
        "argparse",
        "asyncio",
        "attrs",
        "base64",
        "bisect",
        "bz2",
        "calendar",
        "cloudpickle",
        "code",
        "concurrent",
        "cryptography",
        "csv",
        "ctypes",
        "datetime",
        "decimal",
        "difflib",
        "email",
        "errno",
        "fcntl",
        "fractions",
        "getpass",
        "glob",
        "grp",
        "gzip",
        "hashlib",
        "heapq",
        "hmac",
        "html",
        "http",
        "importlib",
        "inspect",
        "json",
        "lark",
        "locale",
        "lzma",
        "multiprocessing",
        "pickle",
        "platform",
        "platformdirs",
        "pprint",
        "pty",
        "pwd",
        "queue",
        "random",
        "readline",
        "secrets",
        "select",
        "shlex",
        "shutil",
        "signal",
        "socket",
        "sqlite3",
        "ssl",
        "statistics",
        "string",
        "struct",
        "subprocess",
        "tarfile",
        "tempfile",
        "termios",
        "textwrap",
        "threading",
        "traceback",
        "tty",
        "unicodedata",
        "urllib",
        "uuid",
        "weakref",
        "xml",
        "zipfile",
        "zlib",
        "zoneinfo",
    ]
)

# Other imports inside functions, that is of our own modules: file -> {module: reason}.
LATE_IMPORTS: dict[str, dict[str, str]] = {
    "runtime/cli.py": {
        "perdure.runtime.cli_script": "a subcommand needs not what another one does",
        "perdure.runtime.stores": "known only once a store is needed",
    },
    "runtime/console.py": {"perdure.runtime.formatting.error_view": "most runs show no error"},
    "runtime/native.py": {"perdure.runtime.formatting.output": "only objects that are no text need it"},
    "grammar/parse.py": {"perdure.grammar.parse_fresh": "the parser, not needed for a tree from the cache"},
    "grammar/parse_fresh.py": {
        "perdure.grammar.recovery": "going on behind an error, which most texts have none of",
        "perdure.grammar.requires": "few texts hold #Requires",
    },
    "grammar/tables.py": {"perdure.grammar.tables_build": "makes the tables anew with lark, which nothing else needs"},
    "interpreter/typesys.py": {"perdure.interpreter.dotnet._index": "read when the first type is looked up"},
    "perdure/__main__.py": {"perdure.runtime.cli": "the door stays light for those who import it only"},
    "runtime/embed.py": {
        "perdure.runtime.console": "only who reads Result.text needs the views",
        "perdure.runtime.formatting": "only who formats needs the views",
    },
    "runtime/cmdlets/foreach_object.py": {
        "perdure.runtime.cmdlets.foreach_parallel": "only -Parallel needs threads",
    },
    "runtime/formatting/__init__.py": {
        "perdure.interpreter.context": "formatting works without a session too",
        "perdure.runtime.formatting.output": "the package itself stays light",
    },
    "runtime/formatting/error_view.py": {"perdure.runtime.formatting.error_details": "only DetailedView needs it"},
    "runtime/formatting/views.py": {
        "perdure.runtime.formatting.views_core": "the views are read at the first look-up",
        "perdure.runtime.formatting.views_dotnet": "the views are read at the first look-up",
        "perdure.runtime.formatting.views_files": "the views are read at the first look-up",
    },
    "runtime/session.py": {"perdure.runtime.text_files": "only redirections to files need the views"},
    "runtime/stores/__init__.py": {
        "perdure.runtime.stores.faulty": "for tests only",
        "perdure.runtime.stores.memory": "the one store that is asked for is imported",
        "perdure.runtime.stores.sqlite": "the one store that is asked for is imported",
    },
    "runtime/testing/warm.py": {
        "perdure": "what is not there fails in the cases, not here",
        "perdure.__main__": "imported in the child only",
    },
    "runtime/testing/worker.py": {"perdure.runtime.testing.plain": "a fault of perdure's own is told for each case"},
    "interpreter/convert.py": {
        "perdure.interpreter.context": "conversions and operators run without a session too",
        "perdure.interpreter.convert_numbers": "read when it is first needed",
        "perdure.interpreter.convert_objects": "read when it is first needed",
        "perdure.interpreter.convert_text": "read when it is first needed",
        "perdure.interpreter.errors": "read when it is first needed",
    },
    "interpreter/convert_arrays.py": {
        "perdure.interpreter.convert_errors": "read when it is first needed",
        "perdure.interpreter.convert_text": "read when it is first needed",
        "perdure.interpreter.values.utf16": "read when it is first needed",
    },
    "interpreter/convert_enums.py": {
        "perdure.interpreter.convert": "read when it is first needed",
        "perdure.interpreter.convert_text": "read when it is first needed",
        "perdure.interpreter.operators_numeric": "read when it is first needed",
    },
    "interpreter/convert_errors.py": {"perdure.interpreter.convert_text": "read when it is first needed"},
    "interpreter/convert_known.py": {
        "perdure.interpreter.convert": "read when it is first needed",
        "perdure.interpreter.convert_errors": "read when it is first needed",
        "perdure.interpreter.convert_members": "members stand on conversions",
        "perdure.interpreter.date_format": "read when it is first needed",
        "perdure.interpreter.date_parse": "read when it is first needed",
        "perdure.interpreter.regexes": "read when it is first needed",
        "perdure.interpreter.span_parse": "read when it is first needed",
        "perdure.interpreter.type_names": "members stand on conversions",
        "perdure.interpreter.values.datetime": "read when it is first needed",
        "perdure.interpreter.values.delegates": "read when it is first needed",
        "perdure.interpreter.values.guid": "read when it is first needed",
        "perdure.interpreter.values.regex": "read when it is first needed",
        "perdure.interpreter.values.switch": "read when it is first needed",
        "perdure.interpreter.values.timespan": "read when it is first needed",
        "perdure.interpreter.values.version": "read when it is first needed",
    },
    "interpreter/convert_members.py": {
        "perdure.interpreter.members_invoke": "read when it is first needed",
        "perdure.interpreter.ranks": "read when it is first needed",
    },
    "interpreter/convert_numbers.py": {"perdure.interpreter.convert_text": "read when it is first needed"},
    "interpreter/convert_objects.py": {
        "perdure.interpreter.convert": "read when it is first needed",
        "perdure.interpreter.convert_errors": "read when it is first needed",
        "perdure.interpreter.convert_members": "members stand on conversions",
        "perdure.interpreter.convert_text": "read when it is first needed",
        "perdure.interpreter.members": "members stand on conversions",
    },
    "interpreter/convert_text.py": {
        "perdure.interpreter.memberinfo": "read when it is first needed",
        "perdure.interpreter.members": "members stand on conversions",
        "perdure.interpreter.members_list": "read when it is first needed",
        "perdure.interpreter.type_names": "members stand on conversions",
    },
    "interpreter/date_format.py": {
        "perdure.interpreter.context": "conversions and operators run without a session too"
    },
    "interpreter/date_parse.py": {
        "perdure.interpreter.context": "conversions and operators run without a session too",
        "perdure.interpreter.date_format": "read when it is first needed",
    },
    "interpreter/format_operator.py": {
        "perdure.interpreter.date_format": "read when it is first needed",
        "perdure.interpreter.memberinfo": "read when it is first needed",
        "perdure.interpreter.number_format": "read when it is first needed",
        "perdure.interpreter.typesys": "read when it is first needed",
    },
    "interpreter/number_parse.py": {
        "perdure.interpreter.decimals": "read when it is first needed",
        "perdure.interpreter.number_format": "read when it is first needed",
        "perdure.interpreter.values.numbers": "read when it is first needed",
    },
    "interpreter/operators.py": {
        "perdure.interpreter.convert": "read when it is first needed",
        "perdure.interpreter.operators_misc": "read when it is first needed",
        "perdure.interpreter.operators_numeric": "read when it is first needed",
        "perdure.interpreter.operators_text": "read when it is first needed",
    },
    "interpreter/operators_compare.py": {
        "perdure.interpreter.convert_numbers": "read when it is first needed",
        "perdure.interpreter.decimals": "read when it is first needed",
    },
    "interpreter/operators_implicit.py": {
        "perdure.interpreter.memberinfo": "read when it is first needed",
        "perdure.interpreter.members": "members stand on conversions",
    },
    "interpreter/operators_misc.py": {"perdure.interpreter.format_operator": "read when it is first needed"},
    "interpreter/operators_numeric.py": {"perdure.interpreter.errors": "read when it is first needed"},
    "interpreter/operators_text.py": {
        "perdure.interpreter.context": "conversions and operators run without a session too",
        "perdure.interpreter.convert": "read when it is first needed",
        "perdure.interpreter.values.regex": "read when it is first needed",
    },
    "interpreter/regexes.py": {"regex": "optional: lookbehind of varying length"},
    "interpreter/values/collections.py": {"perdure.interpreter.convert_text": "read when it is first needed"},
    "interpreter/values/datetime.py": {"perdure.interpreter.date_format": "read when it is first needed"},
    "interpreter/values/delegates.py": {
        "perdure.interpreter.context": "conversions and operators run without a session too"
    },
    "interpreter/values/regex.py": {"perdure.interpreter.regexes": "read when it is first needed"},
    "interpreter/values/tuples.py": {"perdure.interpreter.convert_text": "read when it is first needed"},
}

# Modules that interpreter/ may not import, with those files that may all the same: module -> {file: reason}.
WORLDLY: dict[str, dict[str, str]] = {
    "asyncio": {}, "concurrent": {}, "ctypes": {}, "fcntl": {}, "glob": {}, "http": {}, "importlib": {
        "interpreter/snapshot_families.py": "loads our own files of values by name",
        "interpreter/typesys.py": "loads our own files of .NET types by name",
        "interpreter/dotnet/index.py": "a tool that writes _index.py; no run uses it",
    },
    "io": {
        "interpreter/snapshot.py": "BytesIO, bytes in memory",
    }, "multiprocessing": {}, "os": {}, "pathlib": {
        "interpreter/dotnet/index.py": "a tool that writes _index.py; no run uses it",
    }, "random": {}, "secrets": {}, "select": {}, "shutil": {},
    "signal": {}, "socket": {}, "sqlite3": {}, "ssl": {}, "subprocess": {}, "sys": {
        "interpreter/dotnet/index.py": "a tool that writes _index.py; no run uses it",
    }, "tempfile": {}, "threading": {
        "interpreter/context.py": "thread-local state and locks; starts no thread",
        "interpreter/dotnet/concurrent.py": "a lock; starts no thread",
    },
    "time": {}, "urllib": {}, "uuid": {},
}  # fmt: skip

# Files of more than 400 lines and functions of 60 or more: the size they may not pass, and why.
LONG_FILES: dict[str, tuple[int, str]] = {
    "interpreter/dotnet/_index.py": (4000, "generated"),
    "interpreter/dotnet/string.py": (460, "the table of String's members"),
    "grammar/ast.py": (700, "one list of all nodes, read as a table"),
    "interpreter/dotnet/linq.py": (420, "the table of Enumerable's methods"),
}
LONG_FUNCTIONS: dict[str, tuple[int, str]] = {
    "interpreter/dotnet/string.py::_instance": (90, "a table"),
    "interpreter/dotnet/offsets.py::_members": (90, "a table"),
}

# Cmdlets that no conformance case names, and why.
CMDLETS_WITHOUT_CASES: dict[str, str] = {
    "Add-Type": "tests/runtime tries it",
    "Clear-ItemProperty": "tests/runtime tries it",
    "Copy-ItemProperty": "tests/runtime tries it",
    "Export-Alias": "tests/runtime tries it",
    "Get-Host": "tests/runtime tries it",
    "Get-PSCallStack": "tests/runtime tries it",
    "Get-SecureRandom": "tests/runtime tries it",
    "Get-UICulture": "tests/runtime tries it",
    "Import-Alias": "tests/runtime tries it",
    "Import-LocalizedData": "tests/runtime tries it",
    "Invoke-Item": "needs a desktop; all it does is refuse",
    "Move-ItemProperty": "tests/runtime tries it",
    "New-ItemProperty": "tests/runtime tries it",
    "Remove-ItemProperty": "tests/runtime tries it",
    "Rename-ItemProperty": "tests/runtime tries it",
    "Set-Date": "tests/runtime tries it",
    "Set-ItemProperty": "tests/runtime tries it",
    "Set-PSDebug": "tests/runtime tries it",
    "Update-FormatData": "tests/runtime tries it",
    "Wait-Debugger": "tests/runtime tries it",
}
