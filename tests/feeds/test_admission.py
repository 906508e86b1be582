"""What can be told from an address alone is told when it is saved."""

import pytest

from monitor.feeds.admission import refusal_to_save
from monitor.settings import PollingSettings

DEFAULT = PollingSettings()


@pytest.mark.reliability(41, 42)
@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *(
            "224.0.0.1",
            "255.255.255.255",
            "[::1]",
            "[fe80::1]",
            "[fc00::1]",
            "[::ffff:127.0.0.1]",
            "[64:ff9b::7f00:1]",
        ),
        *(
            "2130706433",
            "0x7f.1",
            "127.1",
            "0177.0.0.1",
            "localhost",
            "localhost.",
            "feeds.localhost",
            "①②⑦.⓪.⓪.①",
        ),
    ],
)
def test_private_addresses_in_any_spelling_are_refused(host: str) -> None:
    assert "private address" in str(refusal_to_save(f"http://{host}/feed", DEFAULT))


@pytest.mark.parametrize(
    "host",
    [
        "example.org",
        "93.184.215.14",
        "[2606:2800:21f::1]",
        "xn--e1afmkfd.example",
        "localhost.example",
        "1.example",
    ],
)
def test_others_may_be_saved(host: str) -> None:
    assert refusal_to_save(f"https://{host}/feed", DEFAULT) is None


@pytest.mark.reliability(49)
def test_ports_that_are_not_open_are_refused() -> None:
    for port in (22, 25, 6379, 9200):
        assert f"port {port}, which is not open" in str(
            refusal_to_save(f"https://a.example:{port}/", DEFAULT)
        )
    for open_one in ("http://a.example:443/", "https://a.example:80/", "http://a.example/"):
        assert refusal_to_save(open_one, DEFAULT) is None


@pytest.mark.reliability(50)
def test_a_host_that_the_operator_allows_may_be_private_and_at_any_port() -> None:
    opened = PollingSettings(allowed_hosts=("10.0.0.1", "localhost"))
    assert refusal_to_save("http://10.0.0.1:8080/feed", opened) is None
    assert refusal_to_save("http://localhost./feed", opened) is None
    assert refusal_to_save("http://10.0.0.2/feed", opened) is not None
