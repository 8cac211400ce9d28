"""The worksheets, each a declaration and the function that works it out."""
