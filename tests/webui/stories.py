"""What the newsroom of the tests has on its desk. People, firms and outlets are invented."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

EXPORT, TOGETHER, SCANDAL = "export-bans", "coproduction", "procurement-scandals"


@dataclass(frozen=True, slots=True)
class Story:
    language: str
    title: str
    summary: str
    topics: Mapping[str, tuple[float | str, ...]] = field(default_factory=dict)  # score, then phrases
    content: str = ""
    author: str = ""


_LEAD = (
    Story(
        "en",
        "Vestmark halts licences for drone engines over transfer fears",
        "The economics ministry has suspended all export licences for small aero engines while it examines "
        "whether a Brevik Motor line set up abroad passed drawings to a third country.",
        {
            EXPORT: (0.97, "halts licences", "suspended all export licences"),
            TOGETHER: (0.71, "Brevik Motor line set up abroad"),
        },
        content="The economics ministry has suspended all export licences for small aero engines while it examines "
        "whether a Brevik Motor line set up abroad passed drawings to a third country.\n\nTwo officials "
        "said that the "
        "order covers engines of up to ninety horsepower, the class that drives most long-range drones. "
        "Shipments that "
        "have cleared customs may go ahead; all others wait.\n\nThe firm, which opened the line with a local partner "
        "last spring, said that it had broken no rule and would help the inquiry. A lawmaker of the governing party "
        "asked for the ban to be written into law before the winter recess.\n\nBuyers in four countries "
        "are affected. "
        "One of them, a maker of reconnaissance drones, said that its stock would last until January.",
        author="Solveig Brandt-Aune",
    ),
    Story(
        "uk",
        "Слідство: агентство переплатило за міни 140 млн гривень",
        "Прокуратура повідомила про підозру двом посадовцям: ціни в договорі завищено на третину, а "
        "посередник не мав складу.",
        {SCANDAL: (0.96, "переплатило", "підозру двом посадовцям", "ціни в договорі завищено")},
    ),
    Story(
        "de",
        "Werft und Partner gründen Gemeinschaftsunternehmen für Patrouillenboote",
        "Die Boote sollen je zur Hälfte in beiden Ländern entstehen. Über eine Genehmigung der Ausfuhr "
        "ist noch nicht entschieden.",
        {TOGETHER: (0.94, "Gemeinschaftsunternehmen", "je zur Hälfte in beiden Ländern entstehen")},
    ),
    Story(
        "en",
        "Auditors: ministry paid twice for winter boots that never came",
        "The supplier, registered eleven days before the tender, shared an address with the official who signed.",
        {SCANDAL: (0.93, "paid twice", "shared an address with the official who signed")},
    ),
    Story(
        "fr",
        "Paris suspend la livraison de viseurs, le Sénat demande des comptes",
        "La décision, qui n'a pas été publiée, bloque les licences d'exportation accordées au printemps.",
        {EXPORT: (0.9, "suspend la livraison", "bloque les licences d'exportation")},
    ),
    Story(
        "en",
        "Navy takes over third minesweeper after sea trials",
        "The vessel reached its home port on Thursday and joins the northern squadron in spring.",
    ),
    Story(
        "pl",
        "Licencyjna produkcja haubic ruszy w przyszłym roku",
        "Umowa przewiduje przekazanie technologii i linię montażową w kraju partnera.",
        {TOGETHER: (0.88, "Licencyjna produkcja", "przekazanie technologii")},
    ),
    Story(
        "en",
        "Lawmakers want a veto on re-export of coastal missiles",
        "A bill would let parliament block the buyer from passing the missiles on, and make the joint "
        "production plan wait for its consent.",
        {EXPORT: (0.91, "veto on re-export", "block the buyer"), TOGETHER: (0.55, "joint production plan")},
    ),
    Story(
        "uk",
        "Уряд дозволив експорт морських дронів трьом країнам",
        "Рішення знімає заборону, що діяла з початку війни; спільне виробництво обговорять навесні.",
        {EXPORT: (0.95, "дозволив експорт", "знімає заборону"), TOGETHER: (0.62, "спільне виробництво")},
    ),
    Story(
        "en",
        "Former purchasing chief goes on trial over kickbacks",
        "Prosecutors say that Oskar Lindqvarn took five per cent of every radio contract.",
        {SCANDAL: (0.98, "on trial over kickbacks", "took five per cent of every radio contract")},
    ),
)

_FAMILIES = (
    (
        "en",
        "{0} delays permits for {1}",
        "Applications from {2} have lain untouched since summer, and the makers call it a ban in all but name.",
        {EXPORT: (0.83, "delays permits", "a ban in all but name")},
        (
            ("Vestmark", "thermal sights", "nine firms"), ("Lorrania", "howitzer barrels", "two foundries"),
            ("Ostrava district", "radar parts", "a dozen makers"),
            ("The coastal republic", "torpedo batteries", "one yard"),
            ("The customs union", "machine tools for shell cases", "five exporters"),
            ("Hallingen", "jammers", "three start-ups"),
            ("The federal office", "rifle optics", "four makers"), ("Vestmark", "flight computers", "six firms"),
        ),
    ),
    (
        "en",
        "{0} and {1} to build {2} under one licence",
        "The first ten come from the mother plant; from the eleventh on, hulls and turrets are made by the partner.",
        {TOGETHER: (0.89, "under one licence", "are made by the partner")},
        (
            ("Halvorsen Marine", "Port Adria Yards", "patrol boats"),
            ("Brevik Motor", "Zawisza Works", "drone engines"),
            ("Kestrel Optics", "Delta Hidro", "periscopes"), ("Nordfors", "Karpaty Plant", "mortar shells"),
            ("Tyne Armour", "Balaton Steel", "troop carriers"),
            ("Lumen Avionics", "Sava Electronics", "radar arrays"),
            ("Halvorsen Marine", "Gulf of Riga Dock", "tugs for the fleet"),
        ),
    ),
    (
        "en",
        "{0} searched over {1}",
        ("Investigators speak of inflated prices and of a middleman without a warehouse. The ministry "
        "says that it helps the inquiry."),
        {SCANDAL: (0.87, "inflated prices", "a middleman without a warehouse")},
        (
            ("Arms agency", "shell contract"),
            ("Garrison command", "field kitchens"), ("Naval depot", "diesel deliveries"),
            ("Supply directorate", "body armour"),
            ("Air base", "runway repairs"), ("Procurement office", "radio sets"),
        ),
    ),
    (
        "en",
        "{0} begins exercise with {1}",
        "Some {2} soldiers take part; bridges and two ports are closed at times until Sunday.",
        {},
        (
            ("Northern brigade", "coast guard", "1,900"), ("Second corps", "allied engineers", "4,200"),
            ("Air wing", "tanker crews", "600"), ("Border force", "reserve units", "2,500"),
        ),
    ),
    (
        "de",
        "Ausschuss prüft {0}",
        "Der Rechnungshof rügt überhöhte Preise und eine Vergabe ohne Wettbewerb. Das Ministerium widerspricht.",
        {SCANDAL: (0.79, "überhöhte Preise", "Vergabe ohne Wettbewerb")},
        (("Kauf von Funkgeräten",),
        ("Beraterverträge der Marine",), ("Munitionsauftrag",), ("Wartung der Transporter",)),
    ),
    (
        "uk",
        "{0}: завод відкриє лінію за кордоном",
        ("Партнер надає цех і робітників, а креслення лишаються власністю розробника; обсяг спільного "
        "виробництва не розкривають."),
        {TOGETHER: (0.92, "відкриє лінію за кордоном", "спільного виробництва")},
        (("Безпілотники",), ("Бронемашини",), ("Наземні роботи",), ("Станції перешкод",), ("Катери",)),
    ),
    (
        "fr",
        "{0} : la licence refusée, l'industriel saisit le juge",
        "Le ministère invoque le risque de réexportation vers un pays sous embargo.",
        {EXPORT: (0.86, "la licence refusée", "pays sous embargo")},
        (("Radars de côte",), ("Poudres",), ("Viseurs de nuit",), ("Moteurs de drone",)),
    ),
    (
        "pl",
        "Zarzuty po przetargu na {0}",
        "Prokuratura mówi o łapówkach i o firmie założonej tydzień przed ogłoszeniem.",
        {SCANDAL: (0.9, "łapówkach", "firmie założonej tydzień przed ogłoszeniem")},
        (("namioty",), ("łączność",), ("paliwo",)),
    ),
)  # fmt: skip


def _told() -> Iterator[Story]:
    """The stories of all families, one of each in turn, so that languages and topics mix."""
    for turn in range(max(len(fillings) for *_, fillings in _FAMILIES)):
        for language, title, summary, topics, fillings in _FAMILIES:
            if turn < len(fillings):
                yield Story(language, title.format(*fillings[turn]), summary.format(*fillings[turn]), topics)


def _followed_up(stories: tuple[Story, ...]) -> Iterator[Story]:
    """Yesterday's reports of the same matters, by other outlets."""
    for story in stories[:32]:
        if story.language == "en":
            yield Story("en", f"What we know: {story.title}", story.summary, story.topics)


_OTHERS = tuple(_told())
STORIES = _LEAD + _OTHERS + tuple(_followed_up(_LEAD + _OTHERS))
