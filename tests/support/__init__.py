"""What tests of all areas share: databases, a live server, a browser."""
