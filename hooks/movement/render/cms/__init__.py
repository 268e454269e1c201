"""The editors' page: its configuration and its forms, made from the schema."""
