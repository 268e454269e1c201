"""The core: turns the files under `data/` into the files of a site; knows nothing of any site engine."""
