"""Word and PDF files -> records of `directives`: a separable part that the site does not need.

`run.py` tells the story in order: `refusals` looks whether a file may be taken at all, `reader` makes blocks of it (with the labels
that `numbering` works out), `head` and `foot` find number, issuer, date and signer, `clauses` and `markdown` write the body, `front`
the front matter, and `loss` compares every word with what LibreOffice reads in the same file.
"""
