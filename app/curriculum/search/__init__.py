"""Search over lessons, glossary and scenarios in three languages."""
