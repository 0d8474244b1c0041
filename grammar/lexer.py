"""Turns text into tokens, asking the parser's state what would be accepted.

What a context-free grammar cannot say is decided here: expression or argument mode, whether a line end separates, which
words are keywords at this place, whether a bracket touches what stands before it. The lexer keeps a small stack of frames
(which bracket are we in?), the place and what it has reported, so that parsing can go on behind an error. Serves parser.py
and, through lark_lexer.py, Lark itself.
"""

from typing import Any

from perdure.grammar.diagnostic import Diagnostic
from perdure.grammar.lexer_chars import blank, identifier, newlines, separators
from perdure.grammar.lexer_modes import choose
from perdure.grammar.lexer_strings import Strings, next_piece
from perdure.grammar.lexer_types import type_arguments
from perdure.grammar.messages import message
from perdure.grammar.source import Span
from perdure.grammar.tables import State
from perdure.grammar.tokens import CLAUSES, CLOSERS, OPENERS, Token

QUIET = frozenset(("call", "param", "attribute", "index"))  # frames in which line ends mean nothing
HEADS = frozenset(("SWITCH", "FOREACH", "CONFIGURATION", "DATA"))  # line ends before their `{` or `(` mean nothing
NEEDS_MORE = frozenset(("PARAMC", "REDIR", "INVOKE", "FLAGV", "USING"))  # behind these a line end is no blank


class Lexer:
    """The place in a text, the open brackets, and the errors found by looking at characters."""

    __slots__ = (
        "text",
        "size",
        "pos",
        "kind",
        "frames",
        "last",
        "errors",
        "in_string",
        "string",
        "workflows",
        "word",
        "comments",
        "closed",
        "former",
        "flags_at",
        "head_at",
        "clause_at",
        "requires",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.size = len(text)
        self.pos = 0
        self.kind = "top"  # of the innermost frame
        self.frames: list[tuple[str, Strings | None, int]] = []
        self.last = Token("SEP", "", 0, 0)
        self.former = self.last  # the one before it
        self.word = ""  # the last command name, lower case
        self.errors: list[Diagnostic] = []
        self.string: Strings | None = None  # the string whose pieces come next
        self.requires = "#requires" in text or "#requires" in text.lower()
        self.head_at = -1  # the depth of frames at which the head of a `switch` or the like still runs
        self.clause_at = -1  # the depth at which the clauses of a `switch` stand
        self.flags_at = -1  # the depth of frames at which flags of a `foreach` may still come
        self.in_string = 0  # how many strings are open around this place
        self.workflows: list[bool] = []
        self.closed: tuple[str, Any] | None = None  # the frame that the last closing bracket left
        self.comments: list[tuple[int, int]] = []  # stretches of blanks that may hold #requires

    # ---- what the parser asks

    def touches(self) -> bool:
        """Tells whether a bracket that belongs to what stands before it follows at once."""
        p = self.pos
        if p >= self.size:
            return False
        c = self.text[p]
        return c == "(" or c == "{" or (c == "[" and type_arguments(self, p) is not None)

    def next(self, state: State) -> Token:
        """Gives the next token as the parser's state asks for it."""
        if self.string is not None:
            return self.piece()
        scan = state.scan
        if scan is None:
            scan = choose(state)
        text = self.text
        p = blank(text, self.pos).end()
        if self.requires and p > self.pos:
            self.comments.append((self.pos, p))
        while True:
            if p >= self.size:
                self.pos = p
                return Token("$END", "", p, p)
            c = text[p]
            if c == "`" and p + 1 >= self.size:
                self.report("IncompleteString", self.size, self.size)
                self.pos = self.size
                return Token("$END", "", self.size, self.size)
            if c == "\n" or c == "\r" or c == ";":
                found = self.line_end(state, p, c)
                if type(found) is Token:
                    if self.requires:
                        self.comments.append((p, found.end))
                    self.former = self.last
                    self.last = found
                    self.pos = found.end
                    return found
                if self.requires:
                    self.comments.append((p, found))
                p = blank(text, found).end()
                continue
            break
        token: Token = scan(self, state, p, c)
        kind = token.type
        if token.end <= p and kind != "$END" and type(token.value) is not Strings:
            token = Token("WORD", c, p, p + 1)  # a character that nothing takes, such as NUL
            kind = "WORD"
        if kind in OPENERS:
            if kind == "LBRACE" and self.head_at == len(self.frames):
                self.head_at = -1
            self.frames.append((self.kind, None, p))
            self.kind = OPENERS[kind]
        elif kind in CLOSERS:
            self.close(kind)
        elif kind in HEADS:
            self.head_at = len(self.frames)
        self.former = self.last
        self.last = token
        if type(token.value) is not Strings:
            self.pos = token.end
        return token

    # ---- frames

    def close(self, kind: str) -> None:
        """Leaves the innermost bracket, and goes on with the string around it, if that is what stands around it."""
        self.closed = None
        if self.frames and (kind != "RBRACK" or self.kind in ("index", "attribute-end")):
            if self.kind == "attribute" and kind == "RPAREN":
                self.kind = "attribute-end"
                return
            frame = self.frames.pop()
            self.closed = (self.kind, frame)
            self.kind, self.string, _ = frame
            if self.clause_at > len(self.frames):
                self.clause_at = -1

    def unread(self, token: Token) -> None:
        """Takes back the token that was read last."""
        kind = token.type
        if kind in OPENERS:
            self.kind, self.string, _ = self.frames.pop()
        elif kind in ("XB", "XCMD") and self.string is token.value:
            self.leave(token)
        elif kind in CLOSERS:
            if self.closed is not None:
                self.kind, frame = self.closed
                self.frames.append(frame)
                self.string = None
            elif self.kind == "attribute-end" and kind == "RPAREN":
                self.kind = "attribute"
        self.closed = None
        if kind != "$END":
            self.last = self.former
        self.pos = token.start

    def leave(self, token: Token) -> None:
        """Leaves the frame that an opening token began."""
        if token.type in OPENERS:
            if self.kind == "attribute-end" and token.type != "ATTR":
                self.kind, self.string, _ = self.frames.pop()
        elif self.kind == "string":
            self.in_string -= 1
        if self.frames:
            self.kind, self.string, _ = self.frames.pop()

    def begin_string(self, frame: Strings) -> None:
        """Enters a string with sub-expressions."""
        self.frames.append((self.kind, self.string, frame.start))
        self.kind = "string"
        self.string = frame
        self.in_string += 1

    def piece(self) -> Token:
        """Gives the next token inside a string."""
        frame = self.string
        assert frame is not None
        token = next_piece(self, frame)
        if token.type == "SUBX":
            self.frames.append((self.kind, frame, token.start))
            self.kind = "sub"
            self.string = None
        elif token.type == "XE":
            self.kind, self.string, _ = self.frames.pop()
            self.in_string -= 1
        self.former = self.last
        self.last = token
        return token

    # ---- line ends and semicolons

    def line_end(self, state: State, p: int, c: str) -> Any:
        """Gives the SEP that stands at p, or (an int) the place to go on from where it is only blank."""
        text, kind = self.text, self.kind
        if kind in QUIET:
            if c == ";":
                return Token("SEP", ";", p, p + 1)
            return newlines(text, p).end()
        if kind == "for":
            return self.for_separator(state, p)
        if not state.accepts_sep:
            begins_list = "terminated" in state.goto or "usings" in state.goto
            if self.last.type in NEEDS_MORE or (c == ";" and not begins_list):
                return Token("SEP", text[p], p, p + 1)
            return (separators if begins_list else newlines)(text, p).end()
        end = separators(text, p).end()
        run = text[p:end]
        if end >= self.size:
            if not self.frames:
                return Token("SEP", run, p, end)
            return Token("SEP", run, p, p + 1)
        follow = text[end]
        if self.goes_on(state, end, follow, ";" in run):
            return end
        return Token("SEP", run, p, end)

    def goes_on(self, state: State, end: int, follow: str, semicolon: bool) -> bool:
        """Tells whether what follows line ends belongs to the statement before them."""
        text = self.text
        if follow == "|" or (follow == "&" and text[end + 1 : end + 2] == "&"):
            return not semicolon
        if state.clauses:
            m = identifier(text, end)
            if m is not None and CLAUSES.get(m[0].lower()) in state.clauses and not semicolon:
                return True
        depth = len(self.frames)
        if (follow in "{(" and depth == self.head_at) or (follow == "{" and depth == self.clause_at):
            return not semicolon
        if follow == ")" and self.kind == "paren":
            return not semicolon
        return follow == "{" and self.word == "inlinescript" and self.last.type == "CMD" and not semicolon

    def for_separator(self, state: State, p: int) -> Any:
        """Decides on a line end or semicolon in the head of a `for`."""
        text, c = self.text, self.text[p]
        if c != ";":
            end = newlines(text, p).end()
            if self.last.type == "FORLP" or not state.accepts_sep or text[end : end + 1] == ")":
                return end
            if text[end : end + 1] != ";":
                return Token("SEP", text[p:end], p, end)
            p = end
        end = newlines(text, p + 1).end()
        return Token("SEP", ";", p, end)

    # ---- errors

    def report(self, code: str, start: int, end: int, *values: str) -> None:
        """Notes an error unless the same stands already at the same place."""
        found = Diagnostic(code, message(code, *values), Span(start, end))
        if not any(known.code == code and known.span == found.span for known in self.errors[-8:]):
            self.errors.append(found)
