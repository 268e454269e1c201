"""QR codes of page addresses, for what is printed and for showing a page to the phone of somebody near."""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import zxingcpp

LONGEST = 320
"""Bytes of an address; a longer one makes a code too fine to print well."""


def picture(address: str) -> str:
    """The code of an address as the `data:` address of a PNG, one pixel a module; "" for an address too long to print well."""
    if len(address.encode()) > LONGEST:
        return ""
    code = np.asarray(_code(address).to_image(scale=1))
    return "data:image/png;base64," + b64encode(_png(code > 127)).decode()


def _code(address: str) -> zxingcpp.Barcode:
    """The code of an address, of the size that its length needs and with one mask for all.

    To let the library try every size and the eight masks takes ten times as long; readers read any mask.
    """
    options = f"version={_version(len(address.encode()))},dataMask=3"
    return zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M", options=options)


@lru_cache
def _version(length: int) -> int:
    """The size, 1 to 40, of the smallest code for so many bytes; version 1 has 21 modules a side, and each further one 4 more."""
    code = zxingcpp.create_barcode("x" * length, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules = int(np.asarray(code.to_image(scale=1)).shape[0])
    return (modules - 17) // 4


def _png(light: npt.NDArray[np.bool_]) -> bytes:
    """A picture of one bit a pixel; Pillow takes as long for this frame around zlib as the code itself takes.

    Source: https://www.w3.org/TR/png-3/, chunks IHDR, IDAT and IEND; each row begins with its filter, 0.
    """
    height, width = light.shape
    rows = np.zeros((height, 1 + (width + 7) // 8), np.uint8)
    rows[:, 1:] = np.packbits(light, axis=1)
    # So few bytes need no large window, which zlib would clear each time.
    packer = zlib.compressobj(9, zlib.DEFLATED, 9, 1)
    content = packer.compress(rows.tobytes()) + packer.flush()
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)), (b"IDAT", content), (b"IEND", b""))
    framed = (struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


def drawing(address: str) -> bytes:
    """The code of an address as an SVG file with its quiet zone, sharp at any size."""
    return str(_code(address).to_svg()).encode()
