"""How official texts are built and cited: numbers, names, clauses, and what a citation in a sentence means.

`numbers` reads a number however it is typed, `register` knows all texts, `evidence` and `mentions` say which one is meant;
`clause_names` has the levels, `clause_ladder` gives anchors to a text's own clauses, `clause_runs` reads those that are cited;
`citations` puts it together.
"""
