"""Document to scores, each with its evidence."""
