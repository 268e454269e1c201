"""Lets the search tests run by themselves, before the rest of the product exists."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "hooks"), str(Path(__file__).resolve().parent)]
