"""Quizzes without pages or a database: drawing, showing and marking items."""
