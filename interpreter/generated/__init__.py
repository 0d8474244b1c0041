"""Generates Python functions for hot loops and function bodies: straight-line code in place of nested closures.

What it has no rule for, it leaves to the closure of the node, so a rule here is a quicker way to the same end and never the
only one. Loaded when the first body is hot (compile/hot.py); docs/adr/0008-hot-bodies-become-python-functions.md.
"""
