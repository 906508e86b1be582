"""What feeds have broken readers with, in small pieces that can be put anywhere into a feed."""

import random

_JS = "javascript:alert(1)"

ENCODINGS = (
    *("utf-8", "windows-1251", "koi8-u", "iso-8859-1", "utf-16", "utf-32", "us-ascii", "gb2312", "shift_jis"),
    *(
        "iso-2022-jp",
        "utf-7",
        "punycode",
        "undefined",
        "idna",
        "unicode_escape",
        "cp037",
        "zlib",
        "no-such",
        "",
    ),
)
DATES = (
    *(
        "0000-00-00",
        "9999-12-31T23:59:60Z",
        "292277026596-12-04",
        "1970-01-01T24:00:00Z",
        "2038-01-19T03:14:08Z",
    ),
    *(
        "Mon, 99 Nov 2026 99:99:99 +9999",
        "Mon, 16 Nov 2026 10:00:00",
        "16 Nov -1 10:00:00 GMT",
        "2026-11-16T10:00",
    ),
)
LINKS = (
    *(
        _JS,
        "java&#10;script:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//elsewhere.example/x",
        "../../x",
    ),
    *(
        "http://[::1",
        "http://[v1.x]/",
        "https://a b/",
        "http://%00/",
        "https://xn--/",
        "http://user@:99999/",
        "?",
        "#",
    ),
    "https://outlet.example/" + "x" * 3_000,
)
TEXTS = (
    *(
        "<![CDATA[<svg/onload=alert(1)>]]>",
        "&lt;img src=x onerror=alert(1)&gt;",
        "a&#13;&#10;Bcc: b@c.example",
    ),
    *(
        "\u202eсила\u2066\u200b",
        "e" + "\u0301" * 300,
        "\ufeff\u2028\u2029",
        "&#55357;&#56832;",
        "&#xD800;",
        "&#0;",
    ),
    *(
        "&#99999999999;",
        "&nbsp;&hellip;&nosuch;",
        "&a;&b;&c;",
        "]]>",
        "<!--",
        "<![CDATA[",
        "<?x",
        "<![IGNORE[",
        "</",
    ),
    *(
        "\\ud800",
        "\x00",
        "\x1b$B!!",
        "+ADw-script+AD4-",
        "\x0b\x0c",
        "%s{0}{{7*7}}",
        "=cmd|' /C calc'!A0",
        "w" * 5_000,
    ),
)
ELEMENTS = (
    f'<link rel="hub" href="{_JS}"/><link rel="self" href="//x y"/>',
    '<published_parsed a="1">x</published_parsed><links a="1"/><tags a="1"/><content_detail a="1"/>',
    '<image><url>x</url></image><textinput><title>x</title></textinput><source url="x"><title>x</title></source>',
    '<media:thumbnail/><media:content medium="image" width="99999999999999999999"/><enclosure type="image/png"/>',
    '<itunes:image href="http://[::1"/><itunes:keywords>,,,</itunes:keywords><itunes:category text="x"/>',
    '<content type="image/png" mode="base64">!!!!</content><content mode="base64">//8=</content><content src="x"/>',
    '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><svg><title>x</title></svg></div></title>',
    '<georss:point>x y z</georss:point><georss:polygon>1 2 3</georss:polygon><gml:pos>NaN inf</gml:pos>',
    '<x xmlns="http://purl.org/rss/1.0/" xmlns:dc="x" xml:base="http://[::1" xml:lang="">x</x>',
    "<item><item><entry><channel><feed>", "</item></channel></rss>", "</entry></feed>", "<rss><channel><item/>",
    "<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>",
    "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY % b SYSTEM 'http://127.0.0.1:9/'> %b;]>",
    "<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' 'http://127.0.0.1:9/rss.dtd'>",
)  # fmt: skip


def piece(chance: random.Random) -> str:
    """One of all that is hostile, sometimes many times over."""
    date, link, text = chance.choice(DATES), chance.choice(LINKS), chance.choice(TEXTS)
    made = chance.choice(
        (
            *(chance.choice(ELEMENTS), text, link, date),
            f"<pubDate>{date}</pubDate>",
            f"<updated>{date}</updated><dc:date>{date}</dc:date>",
            f"<link>{link}</link><guid>{link}</guid>",
            f'<link href="{link}"/><media:thumbnail url="{link}"/>',
            f"<{chance.choice(('title', 'description', 'author', 'category', 'guid', 'content'))}>{text}",
            f"<?xml version='1.0' encoding='{chance.choice(ENCODINGS)}'?>",
            _many(chance),
        )
    )
    return made * chance.choice((1, 1, 1, 1, 1, 2, 30))


def _many(chance: random.Random) -> str:
    """What takes longer than linear time in some parser, at a length at which that does not show yet."""
    times = chance.choice((20, 200, 1_000))
    unit = chance.choice(
        ("<b>", "<!--", "<a ", "<![CDATA[", "&", "<", "a@a.", "&#60;", "<category>a</category>", "[", "{")
    )
    around = chance.choice(("{}", "<p style='{}'>", "<author>{}!</author>", "<description>{}</description>"))
    return around.replace("{}", unit * times)
