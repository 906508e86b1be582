"""The guard's verdict on every kind of address."""

import pytest

from monitor.feeds.address import is_public


@pytest.mark.reliability(41, 42)
@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "0.0.0.0", "10.1.1.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
        *("224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "192.0.0.1", "198.18.0.1", "0.1.2.3"),
        *("::1", "::", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1"),
        *(
            "ff02::1",
            "ff0e::1",
            "2001:db8::1",
            "100::1",
            "2001:2::1",
            "4000::1",
            "::ffff:0:127.0.0.1",
            "5f00::1",
        ),
        *("::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::10.0.0.1", "2002:7f00:1::"),
        "2001:0:4136:e378:8000:63bf:80ff:fffe",  # Teredo around 127.0.0.1
    ],
)
def test_private_addresses_and_those_that_carry_one_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are_public_even_when_carried(address: str) -> None:
    assert is_public(address)
