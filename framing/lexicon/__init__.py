"""Knowledge to matches: read and check the TOML files, find their forms in one pass."""
