class BackupRefused(RuntimeError):
    """A sentence that says why nothing was written or replaced, and what to do."""
