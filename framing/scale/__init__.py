"""Many articles: over processes, as tables of files that resume, as DataFrames, over many machines."""
