"""Work that takes longer than a page may: kept as rows, done by processes of their own."""
