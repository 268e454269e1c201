"""The pages that only the offline edition has."""
