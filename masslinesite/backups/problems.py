"""What keeps a copy from being made, put back or moved."""


class BackupProblem(Exception):
    """A sentence for whoever runs the command: what is wrong, and what to do next."""
