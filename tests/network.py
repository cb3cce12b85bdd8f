"""Keeps tests on this computer: a connection to any other host is an error."""

import socket
from ipaddress import ip_address

import pytest


def _is_here(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # a socket of the file system
    try:
        return ip_address(str(address[0]).partition("%")[0]).is_loopback
    except ValueError:
        return address[0] in {"localhost", ""}


def shut(patch: pytest.MonkeyPatch) -> None:
    """Let sockets connect to the loopback alone, in this process."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def checked(self: socket.socket, address: object) -> None:
        _refuse(address)
        connect(self, address)

    def checked_ex(self: socket.socket, address: object) -> int:
        _refuse(address)
        return connect_ex(self, address)

    patch.setattr(socket.socket, "connect", checked)
    patch.setattr(socket.socket, "connect_ex", checked_ex)


def _refuse(address: object) -> None:
    if not _is_here(address):
        raise AssertionError(f"a test tried to reach {address}")
