"""The pages of the site: a record, the lists of records, the roll, tasks, figures."""
