"""Configuration files of the checked tree (YAML, JSON, TOML, INI) as plain data, each value with its line."""
