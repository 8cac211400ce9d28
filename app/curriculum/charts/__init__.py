"""Charts of lessons: read from a few lines of data, drawn on the server, told as a table."""
