"""What figures are drawn with: the sheet, tiles, labels, the axis of turns, the files."""
