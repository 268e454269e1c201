"""QR codes of page addresses, for what is printed and for showing a page to the phone of somebody near."""

from __future__ import annotations

import segno

LONGEST = 320
"""Characters of an address; a longer one makes a code too fine to print well."""


def picture(address: str) -> str:
    """The code of an address as the `data:` address of a PNG, one pixel a module; "" for an address too long to print well."""
    if len(address.encode()) > LONGEST:
        return ""
    # To weigh all eight masks takes five times as long; every reader takes any of them.
    code = segno.make_qr(address, error="m", mask=0, boost_error=False)
    return code.png_data_uri()
