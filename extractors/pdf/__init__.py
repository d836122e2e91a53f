"""PDF: the text layer where it is good, tables as rows, pictures of pages for OCR."""
