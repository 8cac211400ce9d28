"""Where trainers write lessons of their own and arrange courses for their groups."""
