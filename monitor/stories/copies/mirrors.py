"""What mirrors and syndicators put around a text: it is no part of what was written."""

import re

# Each is a whole line, or a sentence that ends the text. In the languages of monitor.stories.copies.credit.
_LINE = (  # a pattern may run over several lines of this file
    (
        r"(?:related|read also|read more|see also|more (?:on this|from)|also read|lire aussi|à lire aussi|lesen sie auch|mehr zum thema|"  # noqa: E501
        r"czytaj (?:też|także|również)|zobacz (?:też|także)|lea también|leer más|leggi anche|leia também|veja também|ayrıca okuyun|"  # noqa: E501
        r"читайте также|читайте також|читай також|по теме|до теми)\b\s*:.*"
    ),
    r"(?:click|press|tap) here (?:for|to (?:read|see|view)).*(?:source|original|article|story|full).*",
    r".*\b(?:courtesy of|owned by|copyright of|property of) (?:the )?(?:original|respective)\b.*",
    r".*\b(?:content|article|text|photo)s? (?:is|are)? ?(?:courtesy of|owned by)\b.*",
    r"(?:this (?:article|story|report|post)|the (?:post|article)) .{0,160}\b(?:originally|first) (?:published|appeared|posted)\b.*",  # noqa: E501
    r"the post .{0,200} appeared first on .*",
    (
        r".{0,40}\b(?:to (?:request|file) a (?:takedown|removal)|takedown (?:notice|request)|dmca|if you (?:are|represent) the "  # noqa: E501
        r"(?:copyright|rights) (?:holder|owner)|for removal|remove this (?:article|content))\b.*"
    ),
    r"(?:sign up|subscribe|follow us|join us|support us|donate|share this)\b.{0,160}",
    (
        r"(?:abonnieren|folgen) sie\b.*|(?:suivez|abonnez)-(?:nous|vous)\b.*|(?:síguenos|suscríbete|seguici|iscriviti|siga-nos)\b.*|"  # noqa: E501
        r"(?:підписуйтесь|підписуйтеся|подписывайтесь|підпишіться)\b.*|(?:obserwuj|śledź) nas\b.*"
    ),
    r"(?:source|quelle|fuente|fonte|źródło|zrodlo|kaynak|джерело|источник|via)\s*:\s*.{0,120}",
    (
        r"(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|"  # noqa: E501
        r"todos os direitos reservados|wszelkie prawa zastrzeżone|все права защищены|усі права захищено|tüm hakları saklıdır)\b.*"  # noqa: E501
    ),
    r"(?:©|\(c\)|copyright)\s.{0,120}",
    r"(?:tags?|image|photo|foto|bild|фото|fot\.)\s*:.{0,160}",
)
_NOT_TEXT = re.compile("|".join(f"(?:{line})" for line in _LINE), re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")
_LONGEST = 400  # characters: no such line is longer, and a paragraph that happens to hold the words is text


def without_boilerplate(text: str) -> str:
    """The text without lines and closing sentences that a mirror added."""
    lines = [kept for line in text.split("\n") if (kept := _trimmed(line))]
    return "\n".join(lines)


def _trimmed(line: str) -> str:
    sentences = _SENTENCE.split(line.strip())
    while sentences and _is_boilerplate(sentences[-1]):
        sentences.pop()
    return " ".join(sentences)


def _is_boilerplate(sentence: str) -> bool:
    return len(sentence) <= _LONGEST and bool(_NOT_TEXT.fullmatch(sentence.strip(" .—–-*|[]()")))
