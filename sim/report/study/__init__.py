"""What a study found, in words, tables and one page; what a run tells; what aid changes."""
