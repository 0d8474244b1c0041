"""From the text of a script to its tree. Knows nothing else of perdure. Importing this package loads nothing.

Start reading at `parse.py` (the door: cache, then parser). `powershell.lark` is the language; `lexer.py` says what a
context-free grammar cannot, with a `lexer_` module for each mode; `parser.py` runs the tables of `tables.bin`; the `build_`
modules make the nodes of `ast.py`; the `checks_` modules refuse what the grammar allows and PowerShell does not;
`syntax_errors.py` and `recovery.py` report as PowerShell does and go on. After a change of the grammar:
`python -m perdure.grammar.tables --write`.
"""
