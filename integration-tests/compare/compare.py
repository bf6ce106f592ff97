#!/usr/bin/env python3
"""Injects the same faults of Redis into three services at once and compares what their health says.

The services are api-app of this project, one on Dropwizard and one on Spring Boot. Each has a Redis of
its own over TLS and receives the same load. Needs Python 3.9, Java 17, openssl and redis-server; the
services are built as docs/detection.md says. Nothing it starts outlives it.
"""
import argparse
import collections
import concurrent.futures
import contextlib
import ctypes
import http.client
import itertools
import json
import os
import pathlib
import random
import re
import secrets
import shutil
import signal
import socket
import ssl
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
GETS, PUTS = 10, 4  # requests a second for each service
ITEMS = 20
POLL_PAUSE = 0.05  # between an answer of the health and the next request for it
WARM_UP, RECOVERY_LIMIT, QUIET = 4.0, 20.0, 2.0
CLIENT_TIMEOUT = 10.0
FAULTS_PER_START = 2  # after two outages within five minutes api-app reports FLAPPING, which would hide others
# The same for each service; without the second compiler three starts at once disturb the measurement less.
JVM = ["-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
LIBC, PR_SET_PDEATHSIG = ctypes.CDLL(None), 1
RETRANSMISSION = 0.2  # the smallest retransmission time-out of Linux; it doubles with each loss


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def jdk(tool):
    return str(pathlib.Path(os.environ["JAVA_HOME"], "bin", tool)) if "JAVA_HOME" in os.environ else tool


def start(command, log, env):
    """Starts a process that is killed when this script ends, even if it is killed itself."""
    with open(log, "ab") as out:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=env, start_new_session=True,
            preexec_fn=lambda: LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL))


def wait_until(condition, seconds, what):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    raise SystemExit(f"timed out: {what}")


class Redis:
    """A redis-server over TLS that can be hung, killed, restarted and configured."""

    def __init__(self, binary, directory, certificate):
        self.binary, self.directory, self.certificate = binary, directory, certificate
        self.port, self.token = free_port(), secrets.token_hex(16)
        self.process = self.admin = None
        directory.mkdir()
        (directory / "redis.conf").write_text(
            f"port 0\ntls-port {self.port}\nbind 127.0.0.1\ntls-auth-clients no\nsave \"\"\n"
            f"tls-cert-file {certificate}\ntls-key-file {certificate.with_name('key.pem')}\n"
            f"tls-ca-cert-file {certificate}\nrequirepass {self.token}\ndir {directory}\n")

    def start(self):
        command = [self.binary, str(self.directory / "redis.conf")]
        self.process = start(command, self.directory / "redis.log", {"PATH": os.environ["PATH"]})
        wait_until(self._connected, 10, "redis-server does not answer")

    def _connected(self):
        try:
            context = ssl.create_default_context(cafile=self.certificate)
            with contextlib.ExitStack() as stack:
                raw = stack.enter_context(socket.create_connection(("127.0.0.1", self.port), 5))
                self.admin = context.wrap_socket(raw, server_hostname="localhost")
                stack.pop_all()
            self.command("AUTH", self.token)
            return True
        except OSError:
            return False

    def command(self, *words):
        parts = [f"*{len(words)}\r\n"] + [f"${len(w)}\r\n{w}\r\n" for w in words]
        self.admin.sendall("".join(parts).encode())
        reply = self.admin.recv(4096)
        if reply[:1] not in b"+:":
            raise SystemExit(f"redis-server refused {words[0]}")

    def kill(self):
        if self.admin:
            self.admin.close()
        if self.process:
            self.process.kill()
            self.process.wait()


class Proxy:
    """A TCP proxy in front of Redis that resets connections or loses a share of what is sent."""

    def __init__(self, target):
        self.target, self.loss, self.resetting = target, 0.0, False
        self.sockets = set()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            try:
                if self.resetting:
                    reset(client)
                    continue
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                client.close()
                continue
            for s in (client, server):
                s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.sockets.add(s)
            for pair in ((client, server), (server, client)):
                threading.Thread(target=self._pump, args=pair, daemon=True).start()

    def _pump(self, source, sink):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self._lose()
                sink.sendall(data)
        for s in (source, sink):
            self.sockets.discard(s)
            with contextlib.suppress(OSError):
                s.shutdown(socket.SHUT_RDWR)
            s.close()

    def _lose(self):
        pause = RETRANSMISSION
        while random.random() < self.loss and pause < 10:
            time.sleep(pause)
            pause *= 2

    def reset(self):
        self.resetting = True
        for s in list(self.sockets):
            with contextlib.suppress(OSError):
                reset(s)

    def close(self):
        self.listener.close()
        for s in list(self.sockets):
            with contextlib.suppress(OSError):
                s.shutdown(socket.SHUT_RDWR)


def reset(s):
    """Closes with a RST at once. A close alone waits for the thread that reads the socket."""
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    unspecified = struct.pack("H14x", socket.AF_UNSPEC)
    LIBC.connect(s.fileno(), unspecified, len(unspecified))
    s.close()


Answer = collections.namedtuple("Answer", "sent received status healthy cause")
Request = collections.namedtuple("Request", "sent received method status code")


class Service:
    """One of the services under test, its process, its load and what was seen of it."""

    name = title = health = items = jar = None
    jvm = JVM

    def __init__(self, directory, port, certificate, token):
        self.directory, self.certificate = directory, certificate
        self.port, self.redis_port = free_port(), port
        self.answers, self.requests = [], []
        self.running = True
        self.pool = concurrent.futures.ThreadPoolExecutor(64)
        self.process = None
        tokens = directory / "tokens"
        tokens.mkdir()
        self.token_file = tokens / "spring.data.redis.password"
        self.token_file.write_text(token)

    def start(self):
        env = {
            "PATH": os.environ["PATH"], "PORT": str(self.port), "REDIS_PORT": str(self.redis_port),
            "REDIS_CA_FILE": str(self.certificate), "REDIS_TOKEN_FILE": str(self.token_file),
            "REDIS_TOKEN_DIR": str(self.token_file.parent), **self.environment()}
        command = [jdk("java"), *self.jvm, "-jar", *self.command()]
        self.process = start(command, self.directory / "service.log", env)

    def command(self):
        return [str(self.jar)]

    def environment(self):
        return {}

    def headers(self, method):
        return {"Content-Type": "application/json"}

    def await_start(self):
        wait_until(self._is_up, 60, f"{self.name} does not start, see its log")
        for i in range(ITEMS):
            self.seed(i)

    def _is_up(self):
        if self.process.poll() is not None:
            raise SystemExit(f"{self.name} ended: {self.log()[-1500:]}")
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.exchange("GET", self.health, self.port, 5)[0] == 200
        return False

    def log(self):
        return (self.directory / "service.log").read_text(errors="replace")

    def seed(self, i):
        status, body = self.request("PUT", f"item{i}", '{"a":1}')
        if status >= 300 and status != 412:
            raise SystemExit(f"{self.name} answers {status} to a write: {body[:300]}")

    def request(self, method, item, body=None):
        return self.exchange(method, self.items + item, self.port, CLIENT_TIMEOUT, body)

    def exchange(self, method, path, port, timeout, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        try:
            connection.request(method, path, body, self.headers(method))
            response = connection.getresponse()
            return response.status, response.read().decode(errors="replace")
        finally:
            connection.close()

    def poll(self):
        """Asks for the health without end, one request after another on one connection."""
        connection = None
        while self.running:
            connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=CLIENT_TIMEOUT)
            sent = time.monotonic()
            try:
                connection.request("GET", self.health)
                response = connection.getresponse()
                body = response.read().decode(errors="replace")
                seen = (response.status, *self.judge(response.status, body))
            except (OSError, http.client.HTTPException, ValueError):
                connection.close()
                connection, seen = None, (0, False, "no answer")
            self.answers.append(Answer(sent, time.monotonic(), *seen))
            time.sleep(POLL_PAUSE)

    def judge(self, status, body):
        return status == 200, None

    def cause(self):
        """The cause that an operator can read at the end of the fault."""
        causes = collections.Counter(a.cause for a in self.answers[-60:] if a.cause)
        return causes.most_common(1)[0][0] if causes else None

    def load(self):
        """Sends requests at a fixed rate, however long they take."""
        order = ["GET"] * GETS + ["PUT"] * PUTS
        due = time.monotonic()
        for n in itertools.count():
            if n % len(order) == 0:
                random.shuffle(order)
            if not self.running:
                return
            with contextlib.suppress(RuntimeError):  # stopped meanwhile
                self.pool.submit(self._send, order[n % len(order)], n)
            due += 1 / len(order)
            time.sleep(max(0, due - time.monotonic()))

    def _send(self, method, n):
        item = f"item{random.randrange(ITEMS)}" if method == "GET" else f"new{n}"
        sent = time.monotonic()
        try:
            status, body = self.request(method, item, None if method == "GET" else '{"a":1}')
        except (OSError, http.client.HTTPException):
            status, body = 0, ""
        code = re.search(r'"code":"(\w+)"', body)
        self.requests.append(Request(sent, time.monotonic(), method, status, code and code[1]))

    def stop(self):
        self.running = False
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(8)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.pool.shutdown(cancel_futures=True)


class Hokusai(Service):
    name, title, health, items = "ours", "this project", "/health", "/api/v1/models/"
    jar = REPOSITORY / "api-app/target/api-app.jar"
    models_token = secrets.token_hex(16)

    def environment(self):
        return {
            "REDIS_URL": f"rediss://localhost:{self.redis_port}", "REDIS_AUTH_TOKEN_FILE": str(self.token_file),
            "REDIS_TLS_CA_FILE": str(self.certificate), "API_HOST": "127.0.0.1", "API_PORT": str(self.port),
            "DRAIN_DELAY": "0s", "MODELS_ENABLED": "true", "MODELS_TOKEN": self.models_token}

    def headers(self, method):
        condition = {"If-None-Match": "*"} if method == "PUT" else {}
        return {**super().headers(method), "Authorization": "Bearer " + self.models_token, **condition}

    def judge(self, status, body):
        report = json.loads(body)
        code = re.search(r'"code":"(\w+)"', body)
        return report.get("status") == "healthy", code and code[1]


class Dropwizard(Service):
    name, title, health, items = "dropwizard", "Dropwizard", "/health-check?type=ready&name=all", "/items/"
    jar = HERE / "dropwizard/target/compare-dropwizard.jar"

    def command(self):
        return [str(self.jar), "server", str(HERE / "dropwizard/dropwizard.yml")]

    def environment(self):
        self.admin_port = free_port()
        return {"ADMIN_PORT": str(self.admin_port)}

    def cause(self):
        """The text of the admin port, which runs the check on the request."""
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
            check = json.loads(self.exchange("GET", "/healthcheck", self.admin_port, 5)[1])["redis"]
            return check.get("message")
        return None


class SpringBoot(Service):
    name, title, health, items = "spring-boot", "Spring Boot", "/actuator/health", "/items/"
    jar = HERE / "spring-boot/target/compare-spring-boot.jar"

    def judge(self, status, body):
        report = json.loads(body)
        error = report.get("components", {}).get("redis", {}).get("details", {}).get("error")
        return report.get("status") == "UP", error


SERVICES = [Hokusai, Dropwizard, SpringBoot]


class Fault:
    """A fault: how to inject it, how to repair it, and how long it lasts."""

    def __init__(self, title, inject, repair, seconds=7, proxied=False, traffic=True):
        self.title, self.inject, self.repair = title, inject, repair
        self.seconds, self.proxied, self.traffic = seconds, proxied, traffic


def config(name, value):
    return lambda side: side.redis.command("CONFIG", "SET", name, value)


def acl(*rules):
    return lambda side: side.redis.command("ACL", "SETUSER", "default", *rules)


def rotate(side):
    side.redis.command("ACL", "SETUSER", "default", "resetpass", ">" + secrets.token_hex(16))
    side.redis.command("CLIENT", "KILL", "TYPE", "normal")


def rotate_file(side):
    token = secrets.token_hex(16)
    fresh = side.service.token_file.with_name("new")
    fresh.write_text(token)
    fresh.replace(side.service.token_file)
    side.redis.command("ACL", "SETUSER", "default", "resetpass", ">" + token)
    side.redis.command("CLIENT", "KILL", "TYPE", "normal")


def restore(side):
    side.redis.command("ACL", "SETUSER", "default", "resetpass", ">" + side.redis.token)


def accept_both(side):
    side.redis.command("ACL", "SETUSER", "default", ">" + side.redis.token)


def restart(side):
    side.redis.start()


def signal_redis(number):
    return lambda side: side.redis.process.send_signal(number)


def proxy(**state):
    return lambda side: [setattr(side.proxy, name, value) for name, value in state.items()]


def losing(percent):
    return Fault(f"{percent} % of packets lost", proxy(loss=percent / 100), proxy(loss=0.0), 10, proxied=True)


FAULTS = {
    "hang": Fault("Redis hangs (SIGSTOP)", signal_redis(signal.SIGSTOP), signal_redis(signal.SIGCONT)),
    "hang-quiet": Fault(
        "the same, without traffic", signal_redis(signal.SIGSTOP), signal_redis(signal.SIGCONT), traffic=False),
    "rst": Fault("connections reset", lambda side: side.proxy.reset(), proxy(resetting=False), proxied=True),
    "refused": Fault("Redis killed", lambda side: side.redis.kill(), restart),
    "demote": Fault(
        "primary demoted", lambda side: side.redis.command("REPLICAOF", "127.0.0.1", "1"),
        lambda side: side.redis.command("REPLICAOF", "NO", "ONE")),
    "rotate": Fault("password removed", rotate, restore),
    "rotate-file": Fault("password rotated, file replaced", rotate_file, accept_both),
    "oom": Fault("memory full", config("maxmemory", "1"), config("maxmemory", "0"), 10),
    "norepl": Fault(
        "too few replicas", config("min-replicas-to-write", "1"), config("min-replicas-to-write", "0"), 10),
    "noeval": Fault(
        "write commands denied", acl("-set", "-eval", "-evalsha"), acl("+set", "+eval", "+evalsha"), 10),
    "loss10": losing(10),
    "loss30": losing(30),
    "loss60": losing(60),
}


class Side:
    """One service with its Redis and its proxy."""

    def __init__(self, kind, fault, options, certificate, directory, stack):
        directory.mkdir()
        self.redis = Redis(options.redis_server, directory / "redis", certificate)
        stack.callback(self.redis.kill)
        self.redis.start()
        self.proxy = Proxy(self.redis.port)
        stack.callback(self.proxy.close)
        port = self.proxy.port if fault.proxied else self.redis.port
        self.service = kind(directory, port, certificate, self.redis.token)
        stack.callback(self.service.stop)
        self.service.start()
        self.injected = self.repaired = None

    def begin(self, traffic):
        for work in [self.service.poll] + ([self.service.load] if traffic else []):
            threading.Thread(target=work, daemon=True).start()

    def is_well(self, now):
        answers, requests = self.service.answers, self.service.requests
        return (bool(answers) and answers[-1].healthy
                and all(a.status == 200 for a in answers if a.received > now - QUIET)
                and not any(failed(r) for r in requests if r.received > now - QUIET))


def failed(request):
    return request.status == 0 or request.status >= 500


def measure(side):
    """What one run showed of one service."""
    t0, t1 = side.injected, side.repaired
    answers = [a for a in side.service.answers if a.received >= t0]
    during = [a for a in answers if a.received < t1]
    requests = [r for r in side.service.requests if r.sent >= t0 and r.sent < t1]
    bad = [r for r in requests if failed(r)]
    late_bad = [r.received for r in side.service.requests if failed(r) and r.received > t1]
    late_not_ok = [a.received for a in answers if a.status != 200 and a.received > t1]
    recovered = next((a.received for a in answers if late_not_ok and a.received > late_not_ok[-1]), None)
    return {
        "firstFailure": since(t0, min((r.received for r in bad), default=None)),
        "notOk": since(t0, next((a.received for a in during if a.status != 200), None)),
        "notHealthy": since(t0, next((a.received for a in during if not a.healthy), None)),
        "slowestHealth": max((a.received - a.sent for a in answers), default=None),
        "slowestRequest": max((r.received - r.sent for r in requests), default=None),
        "failed": len(bad), "sent": len(requests), "answers": len(during),
        "notOkAnswers": sum(1 for a in during if a.status != 200),
        "failedSlowly": sum(1 for r in bad if r.received - r.sent > 0.5),
        "failures": {f"{r[0]} {r[1]} {r[2]}": n for r, n in collections.Counter(
            (r.method, r.status, r.code) for r in bad).items()},
        "healthRecovered": since(t1, recovered) if late_not_ok else (0.0 if answers[-1].status == 200 else None),
        "requestsRecovered": since(t1, max(late_bad)) if late_bad else 0.0,
        "notOkBefore": sum(1 for a in side.service.answers if a.received < t0 and a.status != 200),
        "failedBefore": sum(1 for r in side.service.requests if r.sent < t0 - 1 and failed(r)),
        "cause": side.cause,
        "history": history(answers, t0),
    }


def history(answers, t0):
    """The changes of the health, with their times after the fault."""
    seen = []
    for a in answers:
        state = [a.status, a.healthy, a.cause and a.cause[:80]]
        if not seen or seen[-1][1:] != state:
            seen.append([round(a.received - t0, 2), *state])
    return seen[:40]


def since(start_time, moment):
    return None if moment is None else moment - start_time


class Lateness:
    """How late this script itself is woken: a measure of a starved machine."""

    def __init__(self):
        self.worst, self.running = 0.0, True

    def __enter__(self):
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.running = False

    def _watch(self):
        while self.running:
            before = time.monotonic()
            time.sleep(0.02)
            self.worst = max(self.worst, time.monotonic() - before - 0.02)


def session(names, options):
    """Starts the services, injects one fault after another and yields what was seen of each."""
    first = FAULTS[names[0]]
    with contextlib.ExitStack() as stack:
        directory = pathlib.Path(tempfile.mkdtemp(prefix="compare-"))
        stack.callback(shutil.rmtree, directory, ignore_errors=True)
        certificate = make_certificate(directory)
        sides = [
            Side(kind, first, options, certificate, directory / kind.name, stack) for kind in options.services]
        stack.callback(terminate, sides)
        for side in sides:
            side.service.await_start()
        for side in sides:
            side.begin(first.traffic)
        for name in names:
            yield run(name, sides)


def run(name, sides):
    fault = FAULTS[name]
    for side in sides:
        side.service.answers, side.service.requests = [], []
    time.sleep(WARM_UP + random.uniform(0, 1 if fault.traffic else 5))
    with Lateness() as lateness:
        for side in sides:
            side.injected = time.monotonic()
            fault.inject(side)
        time.sleep(fault.seconds)
        gather(sides)
        for side in sides:
            side.repaired = time.monotonic()
            fault.repair(side)
        end = time.monotonic() + RECOVERY_LIMIT
        time.sleep(QUIET)
        while time.monotonic() < end and not all(s.is_well(time.monotonic()) for s in sides):
            time.sleep(0.2)
    return {
        "fault": name, "load": os.getloadavg()[0], "lateness": lateness.worst,
        "services": {s.service.name: measure(s) for s in sides}}


def sessions(names):
    """The faults in groups that can share a start of the services."""
    def setting(name):
        return FAULTS[name].proxied, FAULTS[name].traffic
    for _, group in itertools.groupby(names, setting):
        group = list(group)
        for i in range(0, len(group), FAULTS_PER_START):
            yield group[i:i + FAULTS_PER_START]


def terminate(sides):
    """Lets all services end at the same time; each is waited for, or killed, afterwards."""
    for side in sides:
        side.service.running = False
        side.service.process.terminate()


def gather(sides):
    """Reads the causes side by side, since a check that hangs takes its time."""
    def read(side):
        side.cause = side.service.cause()
    with concurrent.futures.ThreadPoolExecutor() as pool:
        list(pool.map(read, sides))


def make_certificate(directory):
    certificate = directory / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(directory / "key.pem"),
         "-out", str(certificate), "-days", "400", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost,IP:127.0.0.1"], check=True, capture_output=True)
    return certificate


COLUMNS = [
    ("firstFailure", "first failed request"), ("notOk", "health is 503"), ("notHealthy", "health is not healthy"),
    ("slowestHealth", "slowest health answer"), ("slowestRequest", "slowest request"), (None, "failed requests"),
    ("healthRecovered", "health is 200 again"), ("requestsRecovered", "last failed request")]


def tables(records):
    return summary(records) + "\n\n" + details(records)


def summary(records):
    """When the health is not OK, a row for each fault and a column for each service."""
    lines = ["| fault | runs | " + " | ".join(kind.title for kind in SERVICES) + " |"]
    lines.append("|---" * (len(SERVICES) + 2) + "|")
    for name, fault in FAULTS.items():
        runs = [r["services"] for r in records if r["fault"] == name]
        if runs:
            cells = [detection([r[kind.name] for r in runs if kind.name in r]) for kind in SERVICES]
            lines.append(f"| {fault.title} | {len(runs)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def detection(seen):
    first = [s["notHealthy"] for s in seen if s["notHealthy"] is not None]
    later = [s for s in seen if s["notHealthy"] is not None and s["notHealthy"] != s["notOk"]]
    text = cell(seen, "notOk")
    return f"{text}, degraded {cell(seen, 'notHealthy')}" if first and later else text


def details(records):
    lines = ["| fault | service | " + " | ".join(title for _, title in COLUMNS) + " | cause named |"]
    lines.append("|---" * (len(COLUMNS) + 3) + "|")
    for name in FAULTS:
        runs = [r for r in records if r["fault"] == name]
        for kind in SERVICES if runs else []:
            seen = [r["services"][kind.name] for r in runs if kind.name in r["services"]]
            if seen:
                cells = [cell(seen, key) for key, _ in COLUMNS]
                lines.append(f"| {FAULTS[name].title} | {kind.title} | " + " | ".join(cells) + f" | {causes(seen)} |")
    return "\n".join(lines)


def cell(seen, key):
    if key is None:
        bad, sent = sum(s["failed"] for s in seen), sum(s["sent"] for s in seen)
        slow = sum(s["failedSlowly"] for s in seen)
        return "–" if not sent else f"{bad} of {sent}" + (f" ({slow} slow)" if slow else "")
    if key == "healthRecovered":
        seen = [s for s in seen if s["notOk"] is not None]
    if not seen:
        return "–"
    values = [s[key] for s in seen if s[key] is not None]
    if not values:
        return "never"
    text = f"{statistics.median(values):.2f} / {max(values):.2f}"
    return text if len(values) == len(seen) else f"{text} ({len(values)} of {len(seen)})"


def causes(seen):
    named = collections.Counter(s["cause"] for s in seen if s["cause"])
    return ", ".join(f"`{shorten(cause)}`" for cause, _ in named.most_common(2)) or "none"


def shorten(cause):
    """A code as it is; of a text of an exception, its class without the package and its message."""
    text = re.sub(r"\b(?:\w+\.)+(?=[A-Z]\w+)", "", cause).replace("|", "/").replace("`", "'").split("\n")[0]
    text = re.sub(r":\d{4,5}\b", ":PORT", text)
    return text if len(text) <= 90 else text[:87] + "..."


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--faults", default=",".join(FAULTS), help="which, separated by commas (default: all)")
    parser.add_argument("--runs", type=int, default=6, help="of each fault (default: 6)")
    parser.add_argument("--services", default=",".join(s.name for s in SERVICES), help="which (default: all)")
    parser.add_argument("--redis-server", default="redis-server", help="path of redis-server")
    parser.add_argument("--jar", type=pathlib.Path, help="path of api-app.jar")
    parser.add_argument("--results", type=pathlib.Path, help="a file of JSON lines that the runs are appended to")
    parser.add_argument("--table", action="store_true", help="run nothing, print the tables of --results")
    options = parser.parse_args(arguments)
    options.faults = chosen(parser, options.faults, list(FAULTS))
    names = chosen(parser, options.services, [s.name for s in SERVICES])
    options.services = [s for s in SERVICES if s.name in names]
    if options.table and not options.results:
        parser.error("--table needs --results")
    if options.jar:
        Hokusai.jar = options.jar.resolve()
    if not options.table:
        require(parser, options)
    return options


def chosen(parser, text, known):
    names = text.split(",")
    unknown = [n for n in names if n not in known]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; known are {', '.join(known)}")
    return names


def require(parser, options):
    for tool in (options.redis_server, "openssl"):
        if not shutil.which(tool):
            parser.error(f"{tool} is not installed")
    for service in options.services:
        if not service.jar.exists():
            parser.error(f"{service.jar} does not exist; build it as docs/detection.md says")


def report(record, number, options):
    if options.results:
        with open(options.results, "a") as out:
            out.write(json.dumps(record) + "\n")
    times = {name: seen["notOk"] and round(seen["notOk"], 2) for name, seen in record["services"].items()}
    print(f"{record['fault']} {number}: 503 after {times}, load {record['load']:.1f}, "
          f"lateness {record['lateness']:.2f} s", file=sys.stderr, flush=True)


def load_results(file):
    return [json.loads(line) for line in file.read_text().splitlines()] if file and file.exists() else []


def main(arguments):
    options = options_of(arguments)
    if options.table:
        print(tables(load_results(options.results)))
        return 0
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(143))
    records = []
    for names in sessions(options.faults):
        for n in range(options.runs):
            for record in session(names, options):
                records.append(record)
                report(record, f"{n + 1}/{options.runs}", options)
    print(tables(records))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
