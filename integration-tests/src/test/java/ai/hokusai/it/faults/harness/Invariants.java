package ai.hokusai.it.faults.harness;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.traffic.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one kind and the health that was read beside them, and what must hold of both in any run. One thread adds
 * requests, another adds what it reads; they are judged when both have ended.
 */
public final class Invariants {
  private static final int MANY = 20;
  private static final Duration NAMED_WITHIN = Duration.ofSeconds(5);
  private static final Duration LATELY = Duration.ofSeconds(1);
  // The wait for a connection of the pool, one read time-out, and what may be lost between threads.
  private static final Duration LONGEST = Duration.ofMillis(500 + 1_000 + 250);

  // What the second socket of a probe finds out of a failure that could mean several things.
  private static final Set<Fault> AMBIGUOUS = EnumSet.of(
      Fault.CONNECTION_CLOSED,
      Fault.READ_TIMEOUT,
      Fault.TLS_HANDSHAKE_FAILED,
      Fault.TLS_HANDSHAKE_TIMEOUT);
  private static final Set<Fault> FOUND_OUT = EnumSet.of(
      Fault.TLS_REQUIRED_BY_SERVER,
      Fault.TLS_CLIENT_CERT_REQUIRED,
      Fault.SERVER_IS_PLAINTEXT,
      Fault.MAX_CLIENTS,
      Fault.NOT_REDIS);

  private final Operation kind;
  private final List<Request> requests = new ArrayList<>();
  private final List<Look> looks = new CopyOnWriteArrayList<>();

  /** The end of a request. */
  public enum End {
    ANSWERED,
    REFUSED,
    FAILED
  }

  /**
   * One request.
   *
   * @param began when it began, in nanoseconds of the monotonic clock
   * @param ended when it ended
   * @param end how it ended
   * @param code the code that it got, null where it was answered
   */
  public record Request(
      long began, long ended, End end, @Nullable String code) {}

  private record Look(long from, List<String> named) {}

  public Invariants(Operation kind) {
    this.kind = kind;
  }

  /** The faults that a failure may look like until the second socket of a probe has found this one out. */
  public static Set<Fault> looksOf(Fault fault) {
    return FOUND_OUT.contains(fault) ? AMBIGUOUS : Set.of();
  }

  public void add(Request request) {
    requests.add(request);
  }

  /** Adds the status and the codes that health named at a moment; the same as before adds nothing. */
  public void sees(long now, List<String> named) {
    if (looks.isEmpty() || !looks.get(looks.size() - 1).named().equals(named)) {
      looks.add(new Look(now, List.copyOf(named)));
    }
  }

  /** The number of requests that ended so. */
  public long count(End end) {
    return requests.stream().filter(each -> each.end() == end).count();
  }

  /**
   * The requests for which an invariant does not hold.
   *
   * @param excuse how much longer everything may take that began at a moment, in nanoseconds
   * @return a sentence for each
   */
  public List<String> broken(LongUnaryOperator excuse) {
    var broken = new ArrayList<String>();
    List<Request> failed = new ArrayList<>();
    Request success = null;
    for (int i = 0; i < requests.size(); i++) {
      Request request = requests.get(i);
      long most = LONGEST.toNanos() + excuse.applyAsLong(request.began());
      if (request.ended() - request.began() > most) {
        broken.add(tell(request, "waited too long"));
      }
      switch (request.end()) {
        case ANSWERED -> {
          success = request;
          failed.clear();
        }
        case REFUSED -> {
          if (success != null && request.ended() - success.began() < LATELY.toNanos()) {
            broken.add(tell(request, "was refused within a second of a success"));
          }
        }
        case FAILED -> failed.add(request);
      }
      if (failed.size() == MANY) {
        long deadline = request.ended() + NAMED_WITHIN.toNanos();
        if (!isNamed(failed, deadline + excuse.applyAsLong(request.ended()), i)) {
          broken.add(tell(
              request, "failed as the last of " + MANY + ", and health names no code of them"));
        }
        failed.clear();
      }
    }
    return broken;
  }

  /** Returns true if health named a code of these requests, or the fault or the run ended before. */
  private boolean isNamed(List<Request> failed, long deadline, int last) {
    for (Request later : requests.subList(last + 1, requests.size())) {
      if (later.ended() <= deadline && later.end() == End.ANSWERED) {
        return true;
      }
    }
    Set<String> codes = new HashSet<>();
    failed.forEach(each -> codes.add(String.valueOf(each.code())));
    if (AMBIGUOUS.stream().anyMatch(each -> codes.contains(each.code()))) {
      FOUND_OUT.forEach(each -> codes.add(each.code()));
    }
    // The reply of the server to a token of IAM is that to any password.
    if (codes.contains(Fault.AUTH_FAILED.code())) {
      codes.add(Fault.IAM_REJECTED.code());
    }
    long from = failed.get(0).began();
    return requests.get(requests.size() - 1).ended() < deadline || isSeen(codes, from, deadline);
  }

  private boolean isSeen(Set<String> codes, long from, long to) {
    for (int i = 0; i < looks.size(); i++) {
      Look look = looks.get(i);
      boolean isOver = i + 1 < looks.size() && looks.get(i + 1).from() < from;
      if (!isOver && look.from() <= to && look.named().stream().anyMatch(codes::contains)) {
        return true;
      }
    }
    return false;
  }

  private String tell(Request request, String what) {
    return "one of the %s %s: %s after %d ms; health said %s"
        .formatted(
            kind.plural(),
            what,
            request.code() == null ? request.end() : request.end() + " " + request.code(),
            Duration.ofNanos(request.ended() - request.began()).toMillis(),
            lately(request.ended()));
  }

  private List<String> lately(long now) {
    return looks.stream()
        .filter(look -> look.from() <= now)
        .skip(Math.max(0, looks.stream().filter(look -> look.from() <= now).count() - 4))
        .map(look -> "%s since %.1f s".formatted(look.named(), (now - look.from()) / 1e9))
        .toList();
  }
}
