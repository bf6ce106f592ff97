#!/usr/bin/env python3
"""Compares start, memory, throughput and a hang of Redis between api-app and services on other frameworks.

Each service is started alone, with a Redis of its own over TLS, in an order that changes with every round.
The table is written into docs/performance.md, which describes what is measured. Needs Python 3.9, Java 25,
Maven, openssl, redis-server and wrk. Nothing it starts outlives it.
"""
import argparse
import collections
import contextlib
import datetime
import http.client
import json
import os
import pathlib
import platform
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time

import compare
from compare import HERE, REPOSITORY

PAGE = REPOSITORY / "docs/performance.md"
MARKERS = "<!-- performance.py: begin -->", "<!-- performance.py: end -->"
SMALL = ["-Xmx64m", "-XX:+UseSerialGC"]
CONNECTIONS = 16
REST = 5.0  # between the first healthy answer and the reading of the memory
START_LIMIT, HANG_LIMIT, RECOVERY_LIMIT = 60.0, 20.0, 30.0
AFTER_DETECTION = 3.0  # Redis hangs for so long after it was reported, to see further answers
POLL_PAUSE = 0.005


class Quarkus(compare.Service):
    health, jar = "/q/health", HERE / "quarkus/target/quarkus-app/quarkus-run.jar"

    def environment(self):
        return {"REDIS_URL": f"rediss://:{self.token_file.read_text()}@localhost:{self.redis_port}"}


class Helidon(compare.Service):
    health, jar = "/observe/health", HERE / "helidon/target/compare-helidon.jar"


class Javalin(compare.Service):
    health, jar = "/health", HERE / "javalin/target/compare-javalin.jar"


class Row:
    """A row of the table: a service with the options of its JVM."""

    def __init__(self, name, title, kind, options=(), whole=True):
        self.name, self.title, self.kind, self.options = name, title, kind, list(options)
        self.whole = whole  # false: start and memory only

    def service(self, redis, directory, options):
        service = self.kind(directory, redis.port, redis.certificate, redis.token)
        known = {"directory": redis.certificate.parent}
        service.jvm = [*options, *(option.format(**known) for option in self.options)]
        return service


TRUST = ["-Djavax.net.ssl.trustStore={directory}/trust.p12", "-Djavax.net.ssl.trustStorePassword=changeit"]
# -Xshare:on and -XX:AOTMode=on end a JVM that cannot use its archive, which would be measured without it otherwise.
ROWS = [
    Row("ours", "this project", compare.Hokusai),
    Row("ours-archive", "this project, class archive", compare.Hokusai,
        ["-Xshare:on", "-XX:SharedArchiveFile={directory}/api-app.jsa"], whole=False),
    Row("ours-aot", "this project, AOT cache", compare.Hokusai,
        ["-XX:AOTMode=on", "-XX:AOTCache={directory}/api-app.aot"], whole=False),
    Row("spring-boot", "Spring Boot", compare.SpringBoot),
    Row("quarkus", "Quarkus", Quarkus),
    Row("dropwizard", "Dropwizard", compare.Dropwizard),
    Row("helidon", "Helidon SE", Helidon, TRUST),
    Row("javalin", "Javalin", Javalin, TRUST),
]
COLUMNS = [
    ("start", "start, s", ".2f"), ("rss", "memory, MiB", ".0f"),
    ("smallStart", "start, small heap, s", ".2f"), ("smallRss", "memory, small heap, MiB", ".0f"),
    ("rate", "requests/s", ",.0f"), ("p99", "p99, ms", ".1f"),
    ("answer", "answer while Redis hangs", None), ("hungP99", "p99 while Redis hangs, ms", ",.1f"),
    ("detected", "hang reported, s", ".2f"), ("recovered", "healthy again, s", ".2f"),
]
Answer = collections.namedtuple("Answer", "sent received status healthy")


class Failure(Exception):
    """A service or a tool did not do what is measured."""


def measure(row, files, options):
    """All figures of one service in one round."""
    seen = {"row": row.name, "load": os.getloadavg()[0]}
    with running(row, files, options, []) as (service, redis):
        seen["start"], seen["rss"], seen["busy"] = start_and_memory(service)
        if row.whole:
            seen["rate"], seen["p99"] = throughput(service, options.seconds)
            seen.update(hang(service, redis, options.seconds))
    with running(row, files, options, SMALL) as (service, redis):
        seen["smallStart"], seen["smallRss"], _ = start_and_memory(service)
    return seen


@contextlib.contextmanager
def running(row, files, options, jvm):
    """A service, not yet started, with its Redis; both end with the block."""
    with contextlib.ExitStack() as stack:
        directory = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="performance-")))
        redis = compare.Redis(options.redis_server, directory / "redis", files / "certificate.pem")
        stack.callback(redis.kill)
        redis.start()
        service = row.service(redis, directory, jvm)
        stack.callback(service.stop)
        yield service, redis


def start_and_memory(service):
    begin = time.monotonic()
    service.start()
    healthy = await_health(service, begin + START_LIMIT)
    if healthy is None:
        raise Failure(f"not healthy within {START_LIMIT:.0f} s: {service.log()[-1500:]}")
    idle, rest = idle_seconds(), time.monotonic()
    time.sleep(REST)
    busy = 1 - (idle_seconds() - idle) / (time.monotonic() - rest) / os.cpu_count()
    status = pathlib.Path(f"/proc/{service.process.pid}/status").read_text()
    return healthy.received - begin, int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024, busy


def idle_seconds():
    """The idle time of all processors since the machine was started."""
    return float(pathlib.Path("/proc/uptime").read_text().split()[1])


def await_health(service, end):
    while time.monotonic() < end:
        if service.process.poll() is not None:
            raise Failure(f"ended: {service.log()[-1500:]}")
        answer = health(service)
        if answer.healthy:
            return answer
        time.sleep(POLL_PAUSE)
    return None


def health(service):
    sent = time.monotonic()
    try:
        status, body = service.exchange("GET", service.health, service.port, compare.CLIENT_TIMEOUT)
        healthy = service.judge(status, body)[0] and status == 200
    except (OSError, http.client.HTTPException, ValueError):
        status, healthy = 0, False
    return Answer(sent, time.monotonic(), status, healthy)


def throughput(service, seconds):
    """Requests a second and p99 in milliseconds, after the same load as a warm-up."""
    wrk(service, seconds)
    text = wrk(service, seconds)
    if "Non-2xx" in text or "Socket errors" in text:
        raise Failure(f"failed requests under load: {text}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]), p99(text)


def p99(text):
    """In milliseconds; None where no request was answered."""
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit] or None


def wrk(service, seconds):
    url = f"http://127.0.0.1:{service.port}{service.health}"
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", url]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 30).stdout


def hang(service, redis, seconds):
    """The answers while Redis is stopped, and the times of the first 503 and of the first 200 after it goes on."""
    if not await_health(service, time.monotonic() + RECOVERY_LIMIT):
        raise Failure("not healthy after the load")
    redis.process.send_signal(signal.SIGSTOP)
    stopped, answers = time.monotonic(), []
    detected = None
    while time.monotonic() < (detected + AFTER_DETECTION if detected else stopped + HANG_LIMIT):
        answers.append(health(service))
        if answers[-1].status != 200:
            detected = detected or answers[-1].received
        time.sleep(compare.POLL_PAUSE)
    hung = p99(wrk(service, seconds))
    continued = time.monotonic()
    redis.process.send_signal(signal.SIGCONT)
    recovered = await_health(service, continued + RECOVERY_LIMIT)
    return {
        "status": answers[-1].status, "slowest": max(a.received - a.sent for a in answers), "hungP99": hung,
        "detected": compare.since(stopped, detected),
        "recovered": compare.since(continued, recovered and recovered.received)}


def prepare(files, options):
    """The certificate, a trust store with it, and what the training runs of api-app write."""
    certificate = compare.make_certificate(files)
    quietly([compare.jdk("keytool"), "-importcert", "-noprompt", "-alias", "ca", "-file", str(certificate),
             "-keystore", str(files / "trust.p12"), "-storepass", "changeit"])
    for option in (f"-XX:ArchiveClassesAtExit={files}/api-app.jsa", f"-XX:AOTCacheOutput={files}/api-app.aot"):
        if any(row.kind is compare.Hokusai for row in options.rows):
            quietly([compare.jdk("java"), option, "-jar", str(compare.Hokusai.jar), "train"])


def build(options):
    for folder in sorted({row.kind.jar.relative_to(HERE).parts[0] for row in options.rows
                          if row.kind is not compare.Hokusai}):
        print(f"building {folder}", file=sys.stderr, flush=True)
        quietly(["mvn", "-B", "-q", "-f", str(HERE / folder / "pom.xml"), "package"])


def quietly(command):
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}")


def facts(options):
    """The machine, the versions and the load, as the end of a sentence and another one."""
    cpu = re.search(r"model name\s*: (.+)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())[1]) / 1024 ** 2
    java = output([compare.jdk("java"), "--version"]).splitlines()[1]
    redis = re.search(r"v=(\S+)", output([options.redis_server, "--version"]))[1]
    wrk = re.search(r"wrk \D*(\d+\.\d+\.\d+)", output(["wrk", "-v"]))[1]
    return (
        f"{datetime.date.today():%d %B %Y} on {os.cpu_count()} processors "
        f"({cpu[1] if cpu else platform.machine()}) with {memory:.0f} GiB, Linux {platform.release()}, {java}, "
        f"{versions()}, Redis {redis}, wrk {wrk}. "
        f"The load average was {os.getloadavg()[0]:.2f} before the first start.")


def output(command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=30).stdout


def versions():
    names = {"spring-boot": "Spring Boot", "quarkus": "Quarkus", "dropwizard": "Dropwizard", "helidon": "Helidon",
             "javalin": "Javalin"}
    poms = {name: (HERE / name / "pom.xml").read_text() for name in names}
    found = [f"{title} {version(poms[name], name)}" for name, title in names.items()]
    return ", ".join([*found, f"Jedis {version(poms['javalin'], 'jedis')}"])


def version(pom, name):
    return re.search(rf"<{name}\.version>(.+?)<", pom)[1]


def section(known, records):
    text = described(known, records) if records else "Not measured yet."
    return textwrap.fill(text, 120, break_on_hyphens=False, break_long_words=False) + "\n\n" + table(records)


def described(known, records):
    """The facts with what the records show: rounds, and the work of others, which a service at rest would not do."""
    rounds = sorted(set(collections.Counter(r["row"] for r in records).values()))
    busy = sorted(r["busy"] for r in records)
    return (
        f"Measured in {' to '.join(str(n) for n in rounds[::max(1, len(rounds) - 1)])} rounds on {known} While a service "
        f"was at rest, the processors were busy for {statistics.median(busy):.0%} of the time, {busy[-1]:.0%} at most.")


def table(records):
    lines = ["| service | " + " | ".join(title for _, title, _ in COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    for row in ROWS:
        seen = [r for r in records if r["row"] == row.name]
        lines.append(f"| {row.title} | " + " | ".join(cell(seen, key, form) for key, _, form in COLUMNS) + " |")
    return "\n".join(lines)


def cell(seen, key, form):
    """The median, and in brackets the least and the greatest value."""
    if key == "answer":
        return " or ".join(
            f"{status or 'no response'}, {cell([r for r in seen if r.get('status') == status], 'slowest', '.2f')} s"
            for status in sorted({r["status"] for r in seen if "status" in r})) or "–"
    measured = [r for r in seen if key in r]
    values = [r[key] for r in measured if r[key] is not None]
    if not values:
        return "never" if measured else "–"
    text = f"{statistics.median(values):{form}} ({min(values):{form}}–{max(values):{form}})"
    return text if len(values) == len(measured) else f"{text} in {len(values)} of {len(measured)}"


def write(page, text):
    begin, end = MARKERS
    before, rest = page.read_text().split(begin)
    page.write_text(f"{before}{begin}\n{text}\n{end}{rest.split(end)[1]}")


def options_of(arguments):
    names = [row.name for row in ROWS]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7, help="of all services (default: 7)")
    parser.add_argument("--services", default=",".join(names), help=f"some of {','.join(names)}: only prints the table")
    parser.add_argument("--seconds", type=int, default=5, help="of load, after as long a warm-up (default: 5)")
    parser.add_argument("--redis-server", default="redis-server", help="path of redis-server")
    parser.add_argument("--no-build", action="store_true", help="use the services of an earlier build")
    parser.add_argument("--results", type=pathlib.Path, default=HERE / "target/performance.jsonl",
                        help="a file of JSON lines with the figures of each round (default: %(default)s)")
    parser.add_argument("--table", action="store_true", help="measure nothing, write the table of --results")
    options = parser.parse_args(arguments)
    chosen = compare.chosen(parser, options.services, names)
    options.rows = [row for row in ROWS if row.name in chosen]
    options.jobs = [
        (row, n + 1) for n in range(options.rounds) for row in random.sample(options.rows, len(options.rows))]
    if not options.table:
        require(parser, options)
    return options


def require(parser, options):
    for tool in (options.redis_server, "openssl", "wrk", "mvn"):
        if not shutil.which(tool):
            parser.error(f"{tool} is not installed")
    if not compare.Hokusai.jar.exists():
        parser.error(f"{compare.Hokusai.jar} does not exist; build it as docs/performance.md says")
    if int(re.search(r'"(\d+)', output([compare.jdk("java"), "-version"]))[1]) < 25:
        parser.error("Java 25 or later is needed; set JAVA_HOME")


def run(options):
    """Measures all rounds; what fails is reported and left out."""
    records = []
    with tempfile.TemporaryDirectory(prefix="performance-") as name, open(options.results, "w") as results:
        files = pathlib.Path(name)
        prepare(files, options)
        known = facts(options)
        print(known, file=sys.stderr)
        results.write(json.dumps({"facts": known}) + "\n")
        for row, number in options.jobs:
            try:
                seen = measure(row, files, options)
            except (Failure, subprocess.SubprocessError) as e:
                print(f"{row.name} {number}/{options.rounds} failed: {e}", file=sys.stderr, flush=True)
                continue
            records.append(seen)
            results.write(json.dumps(seen) + "\n")
            results.flush()
            figures = {key: round(value, 2) for key, value in seen.items() if isinstance(value, (int, float))}
            print(f"{row.name} {number}/{options.rounds}: {figures}", file=sys.stderr, flush=True)
    return known, records


def main(arguments):
    options = options_of(arguments)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(143))
    if options.table:
        first, *records = compare.load_results(options.results) or [{"facts": ""}]
        known = first["facts"]
    else:
        if not options.no_build:
            build(options)
        options.results.parent.mkdir(exist_ok=True)
        known, records = run(options)
    print(section(known, records))
    if options.table or len(options.rows) == len(ROWS) and len(records) == len(options.jobs):
        write(PAGE, section(known, records))
        return 0
    print("docs/performance.md is unchanged: not all services were measured", file=sys.stderr)
    return 0 if len(records) == len(options.jobs) else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
