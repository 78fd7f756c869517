"""How often one network address may do something: token buckets in memory, addresses only hashed."""

import hashlib
import ipaddress
import secrets
import threading
import time
from collections import OrderedDict

# Made anew with every start and kept nowhere, so what is stored here can't be turned back into addresses.
_KEY = secrets.token_bytes(16)


class Throttle:
    """At most `burst` at once, refilled with `per_hour` an hour; per_hour 0 means no limit.

    keys: how many addresses are remembered; the one not seen for longest is forgotten first.
    Each process counts for itself.
    """

    def __init__(self, *, per_hour: float, burst: int = 0, keys: int = 50_000) -> None:
        self.rate = per_hour / 3600
        self.burst = float(burst or per_hour)
        self.keys = keys
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()  # key -> tokens, at
        self._lock = threading.Lock()

    def take(self, address: str, tokens: float = 1.0) -> bool:
        """True when it may go on; False when it should wait. An unknown address ("") is one of all such."""
        if self.rate <= 0:
            return True
        key, now = hashed(address), time.monotonic()
        with self._lock:
            left, at = self._buckets.pop(key, (self.burst, now))
            left = min(self.burst, left + (now - at) * self.rate)
            allowed = left >= tokens
            self._buckets[key] = (left - tokens if allowed else left, now)
            if len(self._buckets) > self.keys:
                self._buckets.popitem(last=False)
        return allowed

    def wait(self, address: str) -> int:
        """After how many seconds (rounded up) the next one may come; 0: now."""
        if self.rate <= 0:
            return 0
        with self._lock:
            left, at = self._buckets.get(hashed(address), (self.burst, time.monotonic()))
        missing = 1 - left - (time.monotonic() - at) * self.rate
        return max(0, int(missing / self.rate) + 1) if missing > 0 else 0


def hashed(address: str) -> bytes:
    """A keyed hash of the network an address belongs to: IPv4 whole, IPv6 its first 64 bits."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        network = address
    else:
        mapped = read.ipv4_mapped if isinstance(read, ipaddress.IPv6Address) else None
        bits = 64 if read.version == 6 and mapped is None else 32
        network = str(ipaddress.ip_network((mapped or read, bits), strict=False))
    return hashlib.blake2b(network.encode(), key=_KEY, digest_size=16).digest()
