"""Raw text to Document: reading, folding, zones, languages, sentences, words, quotations."""
