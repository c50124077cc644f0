"""Markdown that commands write into a page between two markers."""

from __future__ import annotations

from pathlib import Path


def write_between(path: Path, start: str, end: str, section: str) -> None:
    """Put a section between its markers in a page, at the end of a page without them."""
    text = path.read_text(encoding="utf-8") if path.exists() else "# Quality\n"
    marked = f"{start}\n\n{section}\n\n{end}"
    if start in text and end in text:
        before, after = text.split(start)[0], text.split(end, 1)[1]
        path.write_text(before + marked + after, encoding="utf-8")
    else:
        path.write_text(text.rstrip("\n") + "\n\n" + marked + "\n", encoding="utf-8")


def table_lines(rows: list[list[str]]) -> list[str]:
    """A Markdown table with columns of one width; the first row is the head."""
    widths = [max(3, *(len(row[k]) for row in rows)) for k in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return [lines[0], "| " + " | ".join("-" * width for width in widths) + " |", *lines[1:]]
