"""Runs conformance cases: small scripts whose expectations stand as comments behind them.

Serves `pytest FOLDER` (by way of `perdure.testing`) and `python -m perdure.runtime.testing`. Knows of the language only what
`perdure.run` and the process `perdure FILE` show to everybody.
"""
