"""The data for programs: tables in JSON and CSV, their schemas and the package that describes them."""
