"""Copies of the whole site: backup, restore, and the move from one engine to the other."""
