"""People, how they sign in, their roles and groups."""
