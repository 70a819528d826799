"""How far the people of a group have come: figures that can be added and subtracted."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of people, all of those employed in the group; nobody is left out for not coming."""

    employed: int
    started: int  # have finished at least one lesson; those who have completed are among them
    completed: int  # have completed the course
    this_week: int = 0  # completed it in the last seven days
    fortnight: int = 0  # completed it in the last fourteen days
    modules: tuple[int, ...] = ()  # have completed each module, in the order that is shown

    @property
    def under_way(self) -> int:
        """Have begun, and not completed."""
        return self.started - self.completed

    @property
    def not_started(self) -> int:
        """Have finished no lesson yet."""
        return self.employed - self.started

    @property
    def share(self) -> Fraction:
        """Completed of employed, 0 to 1; 0 of nobody."""
        return share(self.completed, self.employed)

    @property
    def hundred(self) -> tuple[int, int, int]:
        """Completed, under way and not started, as if they were a hundred people.

        Nobody is rounded away: whoever there is has at least one of the hundred.
        """
        parts = (self.completed, self.under_way, self.not_started)
        if not self.employed:
            return 0, 0, 0
        exact = [Fraction(100 * part, self.employed) for part in parts]
        whole = [max(int(each), min(1, part)) for each, part in zip(exact, parts, strict=True)]
        while sum(whole) < 100:
            whole[max(range(3), key=lambda each: exact[each] - whole[each])] += 1
        whole[whole.index(max(whole))] -= sum(whole) - 100
        return whole[0], whole[1], whole[2]

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.employed + other.employed,
            self.started + other.started,
            self.completed + other.completed,
            self.this_week + other.this_week,
            self.fortnight + other.fortnight,
            tuple(map(int.__add__, self.modules, other.modules)),
        )

    def __sub__(self, other: "Figures") -> "Figures":
        return Figures(
            self.employed - other.employed,
            self.started - other.started,
            self.completed - other.completed,
            self.this_week - other.this_week,
            self.fortnight - other.fortnight,
            tuple(map(int.__sub__, self.modules, other.modules)),
        )


@dataclass(frozen=True, slots=True)
class ModuleShare:
    """How many of a group have completed a module."""

    title: str
    completed: int
    share: Fraction  # of the employed
    is_optional: bool

    @property
    def is_folded(self) -> bool:
        """Whether it is told in a list with others: nobody has completed it, and nobody has to."""
        return self.is_optional and self.completed == 0


def module_shares(
    figures: Figures, titles: Sequence[str], required: int
) -> tuple[ModuleShare, ...]:
    """Every module in its order, of figures that may be told; the first are `required`."""
    return tuple(
        ModuleShare(title, completed, share(completed, figures.employed), place >= required)
        for place, (title, completed) in enumerate(zip(titles, figures.modules, strict=True))
    )


def share(part: int, whole: int) -> Fraction:
    """A part of a whole, exact; 0 of nothing."""
    return Fraction(part, whole) if whole else Fraction(0)
