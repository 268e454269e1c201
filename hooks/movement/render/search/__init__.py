"""The search index: small script files that a page loads one by one; knows documents, not records."""
