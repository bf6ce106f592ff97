# Arguments: the URL of a Redis and the file of its authority. Prints what Redis says of the connection.
import socket, ssl, sys
from urllib.parse import unquote, urlsplit

url, authority = urlsplit(sys.argv[1]), sys.argv[2]
commands = [
    ["AUTH", unquote(url.username or "default"), unquote(url.password or "")],
    ["SELECT", url.path.lstrip("/") or "0"],
    ["CLIENT", "INFO"],
]
context = ssl.create_default_context(cafile=authority)
with socket.create_connection((url.hostname, url.port or 6379), 5) as plain:
    with context.wrap_socket(plain, server_hostname=url.hostname) as connection:
        reply = connection.makefile("rb")
        for words in commands:
            parts = [word.encode() for word in words]
            connection.sendall(b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(p), p) for p in parts))
            line = reply.readline().decode().strip()
            if line.startswith("$"):
                print(reply.read(int(line[1:])).decode())
            elif line != "+OK":
                sys.exit("refused")
