"""Alembic migrations of the show file."""
