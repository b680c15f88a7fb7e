"""The language server: what an editor has open is checked as it is typed. Needs the extra `lsp` (pygls)."""
