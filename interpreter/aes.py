"""AES in CBC and ECB mode, for ConvertFrom-SecureString -Key and the Aes class: small texts only, speed does not matter.

Source: FIPS 197. No library that is always there offers it.
"""


def _tables() -> tuple[bytes, bytes]:
    """Makes the S-box and its inverse."""
    box = bytearray(256)
    p = q = 1
    while True:
        p = p ^ (p << 1 & 0xFF) ^ (0x1B if p & 0x80 else 0)
        q ^= q << 1
        q ^= q << 2
        q ^= q << 4
        q &= 0xFF
        if q & 0x80:
            q ^= 0x09
        turned = q ^ _turn(q, 1) ^ _turn(q, 2) ^ _turn(q, 3) ^ _turn(q, 4)
        box[p] = turned ^ 0x63
        if p == 1:
            break
    box[0] = 0x63
    inverse = bytearray(256)
    for at, value in enumerate(box):
        inverse[value] = at
    return bytes(box), bytes(inverse)


def _turn(value: int, by: int) -> int:
    return (value << by | value >> 8 - by) & 0xFF


BOX, INVERSE = _tables()


def _double(value: int) -> int:
    return (value << 1 ^ 0x1B) & 0xFF if value & 0x80 else value << 1


def _times(value: int, factor: int) -> int:
    """Multiplies in the field of 256 elements."""
    out = 0
    while factor:
        if factor & 1:
            out ^= value
        value, factor = _double(value), factor >> 1
    return out


def round_keys(key: bytes) -> list[bytes]:
    """Gives the round keys of a key of 16, 24 or 32 bytes."""
    words = [key[i : i + 4] for i in range(0, len(key), 4)]
    size = len(words)
    factor = 1
    for i in range(size, 4 * (size + 7)):
        word = words[i - 1]
        if i % size == 0:
            word = bytes(BOX[b] for b in word[1:] + word[:1])
            word = bytes([word[0] ^ factor]) + word[1:]
            factor = _double(factor)
        elif size > 6 and i % size == 4:
            word = bytes(BOX[b] for b in word)
        words.append(bytes(a ^ b for a, b in zip(words[i - size], word, strict=True)))
    return [b"".join(words[i : i + 4]) for i in range(0, len(words), 4)]


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _mix(block: bytes, factors: tuple[int, int, int, int]) -> bytes:
    """Multiplies each column by the matrix that the factors make."""
    out = bytearray(16)
    for column in range(0, 16, 4):
        for row in range(4):
            value = 0
            for k in range(4):
                value ^= _times(block[column + k], factors[(k - row) % 4])
            out[column + row] = value
    return bytes(out)


_SHIFT = [(i + 4 * (i % 4)) % 16 for i in range(16)]
_UNSHIFT = [(i - 4 * (i % 4)) % 16 for i in range(16)]


def encrypt_block(block: bytes, keys: list[bytes]) -> bytes:
    """Encrypts 16 bytes."""
    block = _xor(block, keys[0])
    for number, key in enumerate(keys[1:], 1):
        block = bytes(BOX[block[i]] for i in _SHIFT)
        if number < len(keys) - 1:
            block = _mix(block, (2, 3, 1, 1))
        block = _xor(block, key)
    return block


def decrypt_block(block: bytes, keys: list[bytes]) -> bytes:
    """Decrypts 16 bytes."""
    for number in range(len(keys) - 1, 0, -1):
        block = _xor(block, keys[number])
        if number < len(keys) - 1:
            block = _mix(block, (14, 11, 13, 9))
        block = bytes(INVERSE[block[i]] for i in _UNSHIFT)
    return _xor(block, keys[0])


def encrypt(data: bytes, key: bytes, start: bytes) -> bytes:
    """Encrypts bytes with PKCS7 padding; `start` is the 16-byte initialization vector."""
    pad = 16 - len(data) % 16
    return chain(data + bytes([pad]) * pad, key, start)


def chain(data: bytes, key: bytes, start: bytes | None) -> bytes:
    """Encrypts whole blocks, each mixed with the one before (CBC); alone where `start` is None (ECB)."""
    keys = round_keys(key)
    out, last = [], start
    for i in range(0, len(data), 16):
        block = data[i : i + 16]
        made = encrypt_block(block if last is None else _xor(block, last), keys)
        last = None if last is None else made
        out.append(made)
    return b"".join(out)


def unchain(data: bytes, key: bytes, start: bytes | None) -> bytes:
    """Decrypts whole blocks."""
    keys = round_keys(key)
    out, last = [], start
    for i in range(0, len(data), 16):
        block = data[i : i + 16]
        plain = decrypt_block(block, keys)
        out.append(plain if last is None else _xor(plain, last))
        last = None if last is None else block
    return b"".join(out)


def decrypt(data: bytes, key: bytes, start: bytes) -> bytes:
    """Decrypts bytes.

    Raises:
        ValueError: the padding is wrong, so the key is.
    """
    if not data or len(data) % 16:
        raise ValueError("length")
    plain = unchain(data, key, start)
    pad = plain[-1]
    if not 1 <= pad <= 16 or plain[-pad:] != bytes([pad]) * pad:
        raise ValueError("padding")
    return plain[:-pad]
