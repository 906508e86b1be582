"""Whom a text itself credits with being its source, by the marks that syndicators leave, in ten languages."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from monitor.stories.cues import Cues

AGENCIES = {
    "AP": "Associated Press", "Associated Press": "Associated Press", "Reuters": "Reuters", "Рейтер": "Reuters",
    "AFP": "AFP", "Agence France-Presse": "AFP", "dpa": "dpa", "DPA": "dpa", "ANSA": "ANSA", "EFE": "EFE", "PAP": "PAP",
    "Lusa": "Lusa", "AA": "Anadolu Agency", "Anadolu": "Anadolu Agency", "DHA": "DHA", "İHA": "İHA", "UPI": "UPI",
    "TASS": "TASS", "ТАСС": "TASS", "Интерфакс": "Interfax", "Interfax": "Interfax", "РИА Новости": "RIA Novosti",
    "Укрінформ": "Ukrinform", "Ukrinform": "Ukrinform", "УНІАН": "UNIAN", "УНИАН": "UNIAN", "Інтерфакс-Україна":
    "Interfax-Ukraine", "Interfax-Ukraine": "Interfax-Ukraine", "Kyodo": "Kyodo", "Jiji Press": "Jiji Press", "Yonhap": "Yonhap", "Xinhua": "Xinhua", "PTI": "PTI",  # noqa: E501
    "ANI": "ANI", "Bloomberg": "Bloomberg", "Europa Press": "Europa Press", "Adnkronos": "Adnkronos", "APA": "APA",
    "Keystone-SDA": "Keystone-SDA", "Belga": "Belga", "ČTK": "ČTK", "TT": "TT", "NTB": "NTB", "Ritzau": "Ritzau",
    "SID": "SID", "AAP": "AAP", "CNN": "CNN", "Agência Brasil": "Agência Brasil", "Agencia EFE": "EFE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Credit:
    """The source a text names: an outlet as it writes it, or a host."""

    outlet: str
    sure: float  # 0 to 1
    why: str
    host: str = ""


_AGENCY = "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))
_NAME = r"(?P<outlet>[^\W_][^\n.,;|()<>\[\]]{1,60}?(?:\.(?:com|org|net|gov|eu|news|info|io|co\.uk|[a-z]{2})(?![\w]))?)"
_STOP = r"(?=\s+(?:on|am|le|el|il|em|dnia|от|від)\s+[\w\d]|\s+(?:and|with|by|under|und|et|y|e|i|та|и)\s|[.,;|()<>\[\]\n]|\s*$)"  # noqa: E501
_ARTICLE = r"(?:the |der |die |das |le |la |el |il |o |a )?"
# Each with words of which a text must hold some for it to be there.
_PHRASES = {
    r"(?:was |were |is )?(?:originally|first) (?:published|appeared|posted|reported|ran) (?:by|in|on|at)":
        "originally published|originally appeared|originally posted|originally reported|originally ran|"
        "first published|first appeared|first posted|first reported|first ran",
    r"appeared first (?:on|in)": "appeared first",
    r"republished (?:with permission )?(?:from|by permission of)": "republished",
    r"courtesy of": "courtesy of",
    r"(?:zuerst|ursprünglich|erstmals) (?:erschienen|veröffentlicht) (?:in|bei|auf)":
        "zuerst erschienen|ursprünglich erschienen|erstmals erschienen|"
        "zuerst veröffentlicht|ursprünglich veröffentlicht|erstmals veröffentlicht",
    r"(?:initialement |d'abord )(?:publié|paru)e? (?:par|dans|sur)":
        "initialement publié|initialement paru|d'abord publié|d'abord paru",
    r"(?:publié|paru)e? (?:initialement|à l'origine) (?:par|dans|sur)": "initialement|à l'origine",
    r"(?:publicado|aparecido) (?:originalmente|originariamente|por primera vez) (?:en|por)":
        "publicado originalmente|publicado originariamente|publicado por primera vez|aparecido",
    r"cortesía de": "cortesía de",
    r"(?:pubblicato|apparso) (?:originariamente|originalmente|per la prima volta) (?:su|da|in)":
        "pubblicato originariamente|pubblicato originalmente|pubblicato per la prima volta|apparso",
    r"per gentile concessione di": "gentile concessione",
    r"publicado (?:originalmente|primeiro|inicialmente) (?:em|no|na|por|pelo|pela)":
        "publicado originalmente|publicado primeiro|publicado inicialmente",
    r"cortesia d[eao]": "cortesia d",
    r"(?:pierwotnie|oryginalnie|po raz pierwszy) (?:opublikowan|ukazał)\w*(?: się)? (?:w|na|przez)":
        "pierwotnie|oryginalnie|po raz pierwszy opublikowan|po raz pierwszy ukazał",
    r"dzięki uprzejmości": "dzięki uprzejmości",
    r"(?:впервые|первоначально) (?:опубликован|появил)\w* (?:в|на)":
        "впервые опубликован|первоначально опубликован|впервые появил|первоначально появил",
    r"(?:вперше|спочатку|оригінально) (?:опублікован|з'явил)\w* (?:в|у|на)":
        "вперше опублікован|спочатку опублікован|оригінально|вперше з'явил|спочатку з'явил",
}  # fmt: skip
_NAMED = re.compile(rf"(?:{'|'.join(_PHRASES)})\s+{_ARTICLE}[\"«“'„]?{_NAME}[\"»”'“]?{_STOP}", re.IGNORECASE)
_TURKISH = re.compile(rf"[iİ]lk olarak {_NAME}(?:['’]\w+)?\s+(?:yayınlan|yayımlan|çıktı)", re.IGNORECASE)
_SOURCES = "source|original source|quelle|fuente|fonte|źródło|kaynak|джерело|источник|via"
_SOURCE = re.compile(
    rf"^\s*(?:{_SOURCES})\s*:\s*{_NAME}\s*[.|]?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_HERE = re.compile(
    r"(?:(?:click here for|read|see|view|visit|link to) the (?:original|full) (?:source|article|story|report)|"
    r"zum original|lire l'original|ver original|leggi l'originale|zobacz oryginał|читать в источнике|читати в оригіналі|"  # noqa: E501
    r"orijinali için)[^\n]{0,40}?(?P<url>https?://[^\s)\]>\"']+)",
    re.IGNORECASE,
)
_OWNED = re.compile(
    rf"(?:owned by|copyright (?:of|by)|©(?: \d{{4}})?)\s+{_ARTICLE}{_NAME}{_STOP}", re.IGNORECASE
)
_DATELINE = re.compile(
    rf"^[^\n(]{{0,60}}\((?P<agency>{_AGENCY})\)\s*[—–:-]|^\s*[^\n(]{{2,60}}?[,/] ?(?P<second>{_AGENCY})\s*[/—–:-]"
)
_BYLINE = re.compile(rf"(?:[(\[/]\s*(?P<agency>{_AGENCY})(?:\s*/\s*\w+)?\s*[)\]/]?\s*$)")
_BY_AGENCY = re.compile(
    rf"^(?:by |von |par |por |di |od )?(?:.*[,/|(]\s*)?(?P<agency>{_AGENCY})\)?$", re.IGNORECASE
)
_NOBODY = re.compile(
    r"(?:the |its |their )?(?:original|respective|owner|author|source|us|here|our|this|that|permission|photo)\b.*",
    re.IGNORECASE,
)
# What each of these never succeeds without: most texts hold none of it.
_LIKELY = Cues(
    {
        _NAMED: "|".join(_PHRASES.values()).split("|"),
        _TURKISH: ("ilk olarak",),
        _SOURCE: _SOURCES.split("|"),
        _OWNED: ("owned by", "copyright", "©"),
        _HERE: ("http",),
    }
)
_ENDS = 700  # characters at either end of a text where marks stand


def credit(
    text: str, author: str = "", outlet: str = "", url: str = "", canonical: str = ""
) -> Credit | None:
    """Whom the text names as its source, the surest mark first; None where it names none but its own `outlet`.

    `canonical` is what its page, found at `url`, names as the original on another site.
    """
    own = {_plain(outlet), _plain(host_of(url))} - {""}
    found = [c for c in _marks(text, author, canonical) if not _own(c, own)]
    return max(found, key=lambda c: c.sure, default=None)


def _marks(text: str, author: str, canonical: str) -> list[Credit]:
    tail = text if len(text) <= 2 * _ENDS else f"{text[:_ENDS]}\n{text[-_ENDS:]}"
    found, likely = [], _LIKELY.of(tail)
    if canonical:
        host = host_of(canonical)
        found.append(Credit(host, 0.97, "the page calls another site's page the original", host))
    for shape, sure, why in (
        (_NAMED, 0.95, "the text says where it was published first"),
        (_TURKISH, 0.95, "the text says where it was published first"),
        (_SOURCE, 0.85, "a line names the source"),
        (_OWNED, 0.7, "the text says whose it is"),
    ):
        named = shape.finditer(tail) if shape in likely else ()
        found += [_named(m["outlet"], sure, why) for m in named if not _NOBODY.fullmatch(m["outlet"])]
    for match in _HERE.finditer(tail) if _HERE in likely else ():
        host = host_of(match["url"])
        if host:
            found.append(Credit(host, 0.9, "the text links to its original source", host))
    for shape, place, sure, why in (
        (_DATELINE, text[:200].lstrip(), 0.9, "the dateline names an agency"),
        (_BYLINE, text.rstrip()[-80:], 0.8, "the text ends with an agency's sign"),
        (_BY_AGENCY, author.strip(), 0.85, "the byline names an agency"),
    ):
        if signed := shape.search(place):
            written = next(filter(None, signed.groupdict().values()))
            found.append(Credit(_agency(written), sure, why))
    return found


def _named(written: str, sure: float, why: str) -> Credit:
    name = written.strip(" \"«»“”'„")
    looks_like_host = re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", name.lower())
    return Credit(AGENCIES.get(name, name), sure, why, host_of(f"https://{name}") if looks_like_host else "")


def _agency(written: str) -> str:
    by_case = {name.casefold(): full for name, full in AGENCIES.items()}
    return AGENCIES.get(written) or by_case[written.casefold()]


def host_of(address: str) -> str:
    """The host of an address without "www."; empty where it has none."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _own(found: Credit, own: set[str]) -> bool:
    return bool({_plain(found.outlet), _plain(found.host)} & own)


def _plain(name: str) -> str:
    """A name as it compares: "The Naval Ledger", "navalledger.example" and "www.navalledger.example" are one."""
    bare = re.sub(r"^(?:the|www\.)\s*", "", name.casefold())
    bare = re.sub(r"(?:\.[a-z]{2,})+$", "", bare)
    return "".join(character for character in bare if character.isalnum())
