"""Every § has the name of its law beside it, and stands among the module's sources."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elearning.course.problems import N_, Problem
from elearning.course.reading import ORIGINAL
from elearning.course.review.sentences import Sentence
from elearning.course.review.texts import ModuleTexts, Text

NUMBER = r"\d{1,3}(?: [a-h])?(?![\w:])"
SECTIONS = re.compile(
    rf"(?:({NUMBER}) kap\. )?({NUMBER}(?:(?:\s?[–-]\s?| till |, | och | eller ){NUMBER})*) §§?"
)
CHAPTER = re.compile(rf"({NUMBER}) kap\.")
ENGLISH_SECTIONS = re.compile(r"\b[Ss]ections? \d+(?: [a-h]\b)?")
ENGLISH_NAME = re.compile(
    r"\b(?!The |This |That |An |Each |Every |Under )[A-Z][\w’'-]+ (?:Act|Code|Ordinance)\b|"
    r"\bAct on [A-Z]|\bInstrument of Government\b|\b(?:Act|Ordinance) \(?\d{4}:\d+"
)
NAME = re.compile(
    r"\b(?:lag(?:en)?|förordning(?:en)?) (?:\(\d{4}:\d+\) )?(om [^,.;:()§”]*?)"
    rf"(?=,? {NUMBER}(?: kap| ?[–-]|,| och| §)|[,.;:()§”]|$)|"
    r"\b(\w+(?:lag|balk|förordning)ens?|regeringsformens?)\b|"
    r"\b(AFS \d{4}:\d+)|\b(?:lag(?:en)?|förordning(?:en)?) \((\d{4}:\d+)\)",
    re.IGNORECASE,
)
NO_LAW = {"grundlagen", "grundlagens", "ramlagen", "ramlagens"}
SHORT = {  # what laws are called for short, besides what a text explains as *[FL]: …
    "DL": "diskrimineringslagen",
    "FL": "förvaltningslagen",
    "KL": "kommunallagen",
    "LOA": "lagen om offentlig anställning",
    "LSS": "lagen om stöd och service till vissa funktionshindrade",
    "OSL": "sekretesslagen",
    "RF": "regeringsformen",
    "SoL": "socialtjänstlagen",
    "TF": "tryckfrihetsförordningen",
}

CALLED = {  # what people call a law that has a longer name
    "minoritetslagen": "om nationella minoriteter och minoritetsspråk",
    "barnkonventionslagen": "om förenta nationernas konvention om barnets rättigheter",
}

Cited = dict[str, set[tuple[str, str]]]  # chapter and section by law; a chapter may be ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A section as a sentence names it. `law` is empty where it is not named."""

    law: str
    chapter: str
    sections: tuple[str, ...]
    text: str  # as written


def check_named(module: ModuleTexts) -> Iterator[Problem]:
    """A § stands in one sentence with the name of its law.

    The title of a box, the line above a list and the row of a table count as the sentence.
    """
    for text in module.texts:
        for sentence in text.sentences:
            if text.variant == "en":
                found = _without_name(sentence, text)
            else:
                found = [each.text for each in citations(sentence, text) if not each.law]
            for cited in found:
                message = N_("name the law of '%(cited)s' in the same sentence")
                yield text.problem(sentence.line, message, cited=cited)


def check_sources(module: ModuleTexts) -> Iterator[Problem]:
    """Every law and section that a Swedish text names is listed under [[sources]]."""
    if module.manifest is None:
        return
    listed = _listed(module)
    for text in module.readable:
        for sentence in text.sentences if text.variant.startswith(ORIGINAL) else ():
            for each in citations(sentence, text):
                known = listed.get(each.law, set())
                missing = [s for s in each.sections if (each.chapter, s) not in known]
                if each.law and missing:
                    message = N_(
                        "%(law)s %(section)s is not among the sources; compare it with the law "
                        "and add it under [[sources]] in module.toml"
                    )
                    chapter = f"{each.chapter} kap. " if each.chapter else ""
                    section = f"{chapter}{', '.join(missing)} §"
                    law = f"lagen {each.law}" if each.law.startswith("om ") else each.law
                    yield text.problem(sentence.line, message, law=law, section=section)


def citations(sentence: Sentence, text: Text | None = None) -> list[Citation]:
    """Every section that a sentence names, with the law nearest before it, or else after it."""
    if "§" not in sentence.text:
        return []
    short = {**SHORT, **({} if text is None else text.abbreviations)}
    names = _names(sentence.text, short)
    around = _names(sentence.around, short)
    chapters = CHAPTER.findall(sentence.around)
    found = []
    chapter_of: dict[str, str] = {}
    for match in SECTIONS.finditer(sentence.text):
        before = [law for place, law in names if place < match.start()]
        after = [law for place, law in names if place > match.start()]
        law = (before[-1:] or after[:1] or [law for _, law in around][:1] or [""])[0]
        inherited = chapter_of.get(law) or (chapters[0] if chapters and not names else "")
        chapter_of[law] = match[1] or inherited
        found.append(Citation(law, chapter_of[law], _numbers(match[2]), match[0]))
    return found


def _without_name(sentence: Sentence, text: Text) -> list[str]:
    found = ENGLISH_SECTIONS.findall(sentence.text)
    if not found:
        return []
    said = f"{sentence.text} {sentence.around}"
    short = [name for name, long in text.abbreviations.items() if ENGLISH_NAME.search(long)]
    named = any(re.search(rf"\b{re.escape(name)}\b", said) for name in short)
    if named or ENGLISH_NAME.search(said) or _names(said, SHORT):
        return []
    return found


def _listed(module: ModuleTexts) -> Cited:
    listed: Cited = {}
    assert module.manifest is not None
    for source in module.manifest.sources[ORIGINAL]:
        for each in citations(Sentence(1, source.title)):
            sections = {(each.chapter, section) for section in each.sections}
            listed.setdefault(each.law, set()).update(sections)
    return listed


def _names(text: str, short: Mapping[str, str]) -> list[tuple[int, str]]:
    """The laws that a text names, and where; each under one name however it is written."""
    found = [
        (match.start(), _canonical(match))
        for match in NAME.finditer(text)
        if match[0].lower() not in NO_LAW
    ]
    for name, long in short.items():
        for match in re.finditer(rf"\b{re.escape(name)}\b", text):
            found += [(match.start(), law) for _, law in _names(long, {})[:1]]
    return sorted(found)


def _canonical(match: re.Match[str]) -> str:
    about, name, afs, number = match.groups()
    if about:
        return " ".join(about.lower().split())
    if name:
        plain = name.lower().removesuffix("s")
        return CALLED.get(plain, plain)
    return afs or number


def _numbers(text: str) -> tuple[str, ...]:
    """The sections of "2, 3 och 5–8": each of them."""
    numbers: list[str] = []
    for part in re.split(r", | och | eller ", text):
        first, _, last = (
            each.strip() for each in re.sub(r"\s?[–-]\s?| till ", "–", part).partition("–")
        )
        if first.isdecimal() and last.isdecimal() and int(first) < int(last):
            numbers += map(str, range(int(first), int(last) + 1))
        else:
            numbers += [first, *([last] if last else [])]
    return tuple(numbers)
