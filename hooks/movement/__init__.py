"""The core: turns the files under `data/` into the files of a site; knows nothing of any site engine."""

import os

# NumPy does no linear algebra here, but threads for it would wait for work: a tenth of a second of CPU in every command.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
