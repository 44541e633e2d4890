"""python _port_is_free.py HOST PORT: fails with one line and the remedy if a server can't listen there."""

import errno
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
REMEDIES = {
    errno.EADDRINUSE: f"Port {port} on {host} is taken: stop what uses it, or choose another with --port.",
    errno.EACCES: f"Port {port} is reserved for root: choose one above 1023 with --port.",
    errno.EADDRNOTAVAIL: f"{host} is no address of this machine: choose another with --host.",
}
try:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as listener:
        # As the server itself does: a connection that is only just closing does not count.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
except OSError as error:
    sys.exit(REMEDIES.get(error.errno, f"Can't listen on {host} port {port}: {error.strerror}."))
