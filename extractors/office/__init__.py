"""Word processors: DOCX read here, DOC, ODT and RTF through LibreOffice."""
