# SPDX-License-Identifier: MIT
"""Tables of plain text."""


def table(rows):
    """Lines of columns, each as wide as its widest cell."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows
    )
