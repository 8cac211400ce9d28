"""The course: lessons, glossary, quizzes, and how far people have come."""
