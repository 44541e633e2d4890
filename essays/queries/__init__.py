"""What each reading page needs, fetched in a fixed number of queries."""
