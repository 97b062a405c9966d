"""Results to people: tables, data files, pages. Computes nothing."""
