"""What stands in a module beside its lessons: the discussion guide and the tips."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Generic, TypeVar

from markupsafe import Markup

from elearning.course.elements import Fragment, Link, Page
from elearning.course.guides import DraftGuide, read_guide
from elearning.course.images import Picture
from elearning.course.manifest import TipEntry
from elearning.course.markup import Converter
from elearning.course.problems import N_, Report
from elearning.course.reading import (
    GUIDE_NAME,
    LANGUAGES,
    ORIGINAL,
    TIPS_NAME,
    Folder,
    decode,
)
from elearning.course.tips import DraftTip, DraftTips, read_tips
from elearning.course.tree import Guide, Term, Tip

Draft = TypeVar("Draft", DraftGuide, DraftTips)


@dataclass(frozen=True, slots=True)
class Companion(Generic[Draft]):
    """A file in one language: what it says, and its HTML."""

    draft: Draft
    html: Mapping[Fragment, Markup]
    links: Sequence[Link]
    report: Report


@dataclass(frozen=True, slots=True)
class Companions:
    """The guides and the tips by language; none where there is no file or no text in it."""

    guides: dict[str, Companion[DraftGuide]]
    tips: dict[str, Companion[DraftTips]]

    def links(self) -> Iterator[Link]:
        """Every link in them."""
        links = [each.links for each in self.guides.values()]
        links += [each.links for each in self.tips.values()]
        return chain.from_iterable(links)

    def original_tips(self) -> list[tuple[DraftTip, Report]]:
        """The Swedish tips, each with where to tell what is wrong with it."""
        tips = self.tips.get(ORIGINAL)
        return [(tip, tips.report) for tip in tips.draft.tips] if tips else []

    def guide(self, language: str) -> Guide | None:
        """The guide in a language."""
        found = self.guides.get(language)
        if found is None:
            return None
        introduction, short, long = (found.html[each] for each in found.draft.fragments())
        return Guide(found.draft.title, introduction, short, long)

    def tips_in(
        self, language: str, entries: Sequence[TipEntry], terms: Sequence[Term]
    ) -> tuple[Tip, ...]:
        """The tips in a language, for the workplaces that module.toml gives them."""
        found = self.tips.get(language)
        if found is None:
            return ()
        by_key = {entry.key: entry.workplaces for entry in entries}
        return tuple(
            Tip(
                key=tip.key,
                title=found.html[tip.title],
                text=found.html[tip.text],
                workplaces=tuple(term for term in terms if term.key in by_key[tip.key]),
            )
            for tip in found.draft.tips
        )


def read_companions(
    folder: Folder,
    pictures: Mapping[str, Picture],
    reports: Mapping[str, Report],
    converter: Converter,
) -> Companions:
    """Read and convert the guides and the tips."""

    def page(language: str, report: Report) -> Page:
        return Page(folder.slug, language, pictures, report)

    guides = {
        language: _companion(read_guide(text, language, report), page(language, report), converter)
        for language, text, report in _texts(folder, GUIDE_NAME, reports)
    }
    tips = {
        language: _companion(read_tips(text, report), page(language, report), converter)
        for language, text, report in _texts(folder, TIPS_NAME, reports)
    }
    return Companions(guides, tips)


def _texts(
    folder: Folder, name: re.Pattern[str], reports: Mapping[str, Report]
) -> Iterator[tuple[str, str, Report]]:
    """The files with a name that can be read: language, text and where to tell of it."""
    for file in folder.files:
        matched = name.fullmatch(file.name)
        text = decode(file, reports[file.name]) if matched else None
        if matched and text is not None:
            yield matched[1], text, reports[file.name]


def _companion(draft: Draft, page: Page, converter: Converter) -> Companion[Draft]:
    return Companion(draft, _convert(draft, page, converter), page.links, page.report)


def check_companions(companions: Companions) -> None:
    """What exists in one language exists in the other, with the same tips."""
    reports = {language: each.report for language, each in companions.guides.items()}
    _check_languages("handledning", reports)
    reports = {language: each.report for language, each in companions.tips.items()}
    _check_languages("tips", reports)
    original = companions.original_tips()
    for language, translated in companions.tips.items():
        if original and language != ORIGINAL:
            _check_translated(original, translated)


def check_tip_entries(companions: Companions, entries: Sequence[TipEntry], toml: Report) -> None:
    """The Swedish tips and module.toml name the same tips in the same order."""
    original = companions.original_tips()
    named = [entry.key for entry in entries]
    for tip, report in original:
        if tip.key not in named:
            message = N_("the tip is not in module.toml; add a heading [tips.%(key)s] there")
            report.add(tip.line, message, key=tip.key)
    in_order = [tip.key for tip, _ in original if tip.key in named]
    for entry in entries:
        if entry.key not in in_order:
            message = N_("there is no tip '%(key)s' in tips.sv.md; add it or remove it here")
            toml.add(entry.line, message, key=entry.key)
        elif entry.key != in_order[0]:
            message = N_("here '%(wanted)s' should stand; write the tips in the file's order")
            toml.add(entry.line, message, wanted=in_order[0])
            return
        else:
            in_order.pop(0)


def _check_languages(name: str, reports: Mapping[str, Report]) -> None:
    for language in LANGUAGES:
        if reports and language not in reports:
            message = N_("the text is missing in the language '%(language)s'; add %(name)s")
            missing = f"{name}.{language}.md"
            next(iter(reports.values())).add(1, message, language=language, name=missing)


def _check_translated(
    original: Sequence[tuple[DraftTip, Report]], translated: Companion[DraftTips]
) -> None:
    """Stops at the first key that differs: what follows would differ for the same reason."""
    report = translated.report
    for pair, found in zip_longest(original, translated.draft.tips):
        if pair is None:
            place = original[0][1].path
            message = N_("'%(key)s' is not in %(place)s; remove it here or add it there")
            return report.add(found.line, message, key=found.key, place=place)
        wanted, place = pair[0], f"{pair[1].path}:{pair[0].line}"
        if found is None:
            message = N_("'%(key)s' is missing; translate it from %(place)s")
            return report.add(1, message, key=wanted.key, place=place)
        if wanted.key != found.key:
            message = N_("here '%(key)s' should stand, as in %(place)s")
            return report.add(found.line, message, key=wanted.key, place=place)
    return None


def _convert(
    draft: DraftGuide | DraftTips, page: Page, converter: Converter
) -> dict[Fragment, Markup]:
    fragments = [each for each in draft.fragments() if each.text]
    *html, notes = converter.convert(fragments, page, draft.source)
    page.check_anchors()
    if notes:
        page.report.add(1, N_("a footnote cannot stand here; write its text where it belongs"))
    return dict(zip(fragments, html, strict=True))
