"""The public interface for Python programs: run a script, look at what came of it, parse, format.

Knows sessions and the parser; serves everybody who imports perdure. Nothing here is imported by the command line's start.
"""
