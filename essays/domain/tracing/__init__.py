"""Which passages of texts repeat which others: pure, from the texts alone."""
