"""Ways to hand a page's address on that need no script: a link that opens Zalo's own share page."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode

ZALO = "https://button-share.zalo.me/share_external?layout=1&color=blue&customize=false&shareType=0&d="


def zalo_link(address: str) -> str:
    """Where Zalo asks to whom an address is sent. Nothing is loaded from there: the reader follows a link.

    The address travels as the base64 of JSON, as Zalo's own share button sends it.
    """
    sent = json.dumps({"url": address})
    # Spaces to a whole number of groups: no sign of padding that would have to be escaped.
    return ZALO + urlsafe_b64encode(sent.ljust(-(-len(sent) // 3) * 3).encode()).decode()
