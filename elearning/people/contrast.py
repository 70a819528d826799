"""Whether a colour can bear white text (WCAG 2.1, 1.4.3 and its definition of luminance)."""

LOWEST = 4.5  # contrast of ordinary text to its ground


def with_white(colour: str) -> float:
    """The contrast of a colour ("#0b5563") to white: 1 to 21."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    luminance = 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)
    return 1.05 / (luminance + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)
