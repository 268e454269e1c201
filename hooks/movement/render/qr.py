"""QR codes of page addresses, for what is printed and for showing a page to the phone of somebody near."""

from __future__ import annotations

import io
from base64 import b64encode

import zxingcpp
from PIL import Image

LONGEST = 320
"""Bytes of an address; a longer one makes a code too fine to print well."""


def picture(address: str) -> str:
    """The code of an address as the `data:` address of a PNG, one pixel a module; "" for an address too long to print well."""
    if len(address.encode()) > LONGEST:
        return ""
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    png = io.BytesIO()
    Image.fromarray(code.to_image(scale=1)).convert("1").save(png, "PNG")
    return "data:image/png;base64," + b64encode(png.getvalue()).decode()
