"""Messages between a runner and its child processes: length, then an encoded value. Knows nothing of what they say."""

import os
import struct

HEAD = struct.Struct(">Q")
READ_BYTES = 1 << 16


def packed(body: bytes) -> bytes:
    """Gives a message as it goes through a pipe."""
    return HEAD.pack(len(body)) + body


class Inbox:
    """Puts messages together from the bytes that a pipe gives."""

    def __init__(self) -> None:
        self._held = bytearray()

    def take(self) -> bytes | None:
        """Gives the next whole message; None when more bytes are needed."""
        if len(self._held) < HEAD.size:
            return None
        (size,) = HEAD.unpack_from(self._held)
        end = HEAD.size + size
        if len(self._held) < end:
            return None
        body = bytes(self._held[HEAD.size : end])
        del self._held[:end]
        return body

    def feed(self, fd: int) -> bool:
        """Reads once from a pipe; False at its end."""
        data = os.read(fd, READ_BYTES)
        self._held += data
        return bool(data)


def write_all(fd: int, data: bytes) -> None:
    """Writes all bytes into a pipe; OSError where nobody reads any more."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]
