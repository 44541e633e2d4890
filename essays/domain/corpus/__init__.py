"""Reading a debate's folder: files in, checked records out; no database."""
