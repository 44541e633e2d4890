"""Writing a debate's records into the database, so that what readers hung on them stays where it was."""
