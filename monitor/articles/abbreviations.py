"""Points that end no sentence: after initials and after the usual abbreviations. Pure.

Only such are listed as stand before something that begins with a capital letter or a figure, a name or a number for the
most part: the others (etc., Corp., млн.) end a sentence where a capital letter follows, or nothing breaks after them.
"""

_LONGEST = 6  # letters of an abbreviation
_NEAR = 4  # characters in which the next figure is looked for

# Before names: English; German; French, Spanish, Portuguese; Italian, Polish, Turkish; Ukrainian, Russian. None that is
# also a common word (me, cel, ten).
_NAMES = """
mr mrs ms messrs dr prof gen maj col lt capt cmdr cpl sgt adm gov sen rep hon rev st mt vs
hr fr bzw ca vgl sog z u a d
mm mgr cf sr sra srta dra gral cnel almte ee uu exmo
sig dott avv ing amm im ul al św mjr kpt płk ppłk inż bp ks tzw sn av doç org korg tümg alb bkz
ім им вул ул просп пл проф акад ген див см м г
"""
_NUMBERS = "no nos nr núm art abs para sec fig par ст стр п пп рис поз"
_BEFORE_NAMES = frozenset(_NAMES.split())
_BEFORE_NUMBERS = frozenset(_NUMBERS.split())


def abbreviates(text: str, end: int) -> bool:
    """Whether the point before `end` belongs to an initial or an abbreviation, and so ends no sentence.

    What follows `end` is space, and then the next word.
    """
    start = end - 1
    if text[start:end] != ".":
        return False
    while start > 0 and text[start - 1].isalpha():
        start -= 1
        if end - start > _LONGEST + 1:
            return False
    word = text[start : end - 1]
    if len(word) == 1 and word.isupper():  # U.S., J. Smith
        return True
    small = word.casefold()
    if small in _BEFORE_NUMBERS:
        return text[end : end + _NEAR].lstrip()[:1].isdigit()
    # After a figure it is a unit, which may well be the last word: in 2024 г., 5 м.
    return small in _BEFORE_NAMES and not text[max(0, start - _NEAR) : start].rstrip()[-1:].isdigit()
