"""What holds for every page however it is looked at: on a screen and on a phone, in light and in dark."""

from axe_playwright_python.sync_playwright import Axe, AxeResults
from playwright.sync_api import Page

_AXE = Axe()
_CONTRAST = {"runOnly": ["color-contrast"]}
_ALL_ELSE = {"rules": {"color-contrast": {"enabled": False}}}
# A theme changes colours alone, and their contrast takes axe three quarters of its time: each rule is run where its
# answer can differ, on one page that was loaded once.
_LOOKS = (
    (1440, "light", {}),
    (1440, "dark", _CONTRAST),
    (768, "light", _ALL_ELSE),
    (390, "light", _ALL_ELSE),
    (390, "dark", _CONTRAST),
)


def check(page: Page, what: str) -> None:
    """See that axe finds nothing and nothing scrolls sideways, whatever stands open; the page stays as it was."""
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    page.evaluate(_AXE.axe_script)
    before = page.viewport_size
    for width, theme, options in _LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # no colour is to be met half-way
        look = f"{what} at {width} in {theme}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{look} scrolls sideways"
        found = AxeResults(
            page.evaluate("options => axe.run(options)", {"resultTypes": ["violations"], **options})
        )
        assert found.violations_count == 0, f"{look}\n{found.generate_report()}"
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    page.set_viewport_size(before)
