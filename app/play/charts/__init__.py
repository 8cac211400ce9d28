"""Drawings worked out on the server: coordinates for SVG templates, in pixels."""
