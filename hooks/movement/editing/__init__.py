"""What helps those who write the data: files made from the schema, and the commands' work. The site does not need it."""
