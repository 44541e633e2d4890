"""What the pages of responses need from the database."""
