"""The words of a record as HTML: its body, the clauses of an official text, citations that became links, pictures."""
