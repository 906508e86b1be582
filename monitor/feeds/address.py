"""Which addresses a feed may make us connect to."""

import ipaddress
from ipaddress import IPv4Address, IPv6Address

_UNICAST = ipaddress.ip_network("2000::/3")  # all that was ever given out (RFC 4291 2.4)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.ip_network("64:ff9b:1::/48")


def is_public(text: str) -> bool:
    """Whether an address that is about to be connected to belongs to the public internet.

    Addresses that carry another one inside (mapped, NAT64, 6to4, Teredo) are judged by the one inside:
    `ipaddress.is_global` alone lets several of them through, and multicast and fec0::/10 too.
    """
    address = ipaddress.ip_address(text.partition("%")[0])
    inner = _carried(address)
    if inner is not None:
        return is_public(str(inner))
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64 or address in _NAT64_LOCAL or (int(address) >> 32 == 0 and int(address) > 1):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
