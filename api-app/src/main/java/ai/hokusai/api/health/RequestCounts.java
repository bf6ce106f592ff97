package ai.hokusai.api.health;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How often each health path was answered with each status. Any thread counts, and neither waits nor
 * allocates.
 */
public final class RequestCounts {
  private final Map<Endpoint, Answered> ofEndpoints = new EnumMap<>(Endpoint.class);
  private final Answered ofChecks = new Answered(200, 400, 404, 405, 503);

  RequestCounts() {
    for (Endpoint endpoint : Endpoint.values()) {
      ofEndpoints.put(endpoint, new Answered(200, 400, 405, 503));
    }
  }

  /** One count under way to somebody. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Takes the count of one path and one status.
     *
     * @param path a path of the server, or a template of several
     * @param status the status of the answer
     * @param count how often that was the answer
     */
    void read(String path, int status, long count);
  }

  /** Counts an answer, of a single check where there is no endpoint. */
  void add(@Nullable Endpoint endpoint, int status) {
    Answered answered = endpoint == null ? ofChecks : ofEndpoints.get(endpoint);
    if (answered != null) {
      answered.add(status);
    }
  }

  /** Hands out every count, also those that are 0; the same ones each time. */
  public void forEach(Reader reader) {
    ofEndpoints.forEach((endpoint, answered) -> answered.forEach(endpoint.path(), reader));
    ofChecks.forEach("/health/checks/{name}", reader);
  }

  /** The counts of one path. */
  private static final class Answered {
    private final int[] statuses;
    private final LongAdder[] counts;

    Answered(int... statuses) {
      this.statuses = statuses;
      this.counts =
          Stream.generate(LongAdder::new).limit(statuses.length).toArray(LongAdder[]::new);
    }

    void add(int status) {
      for (int i = 0; i < statuses.length; i++) {
        if (statuses[i] == status) {
          counts[i].increment();
        }
      }
    }

    void forEach(String path, Reader reader) {
      for (int i = 0; i < statuses.length; i++) {
        reader.read(path, statuses[i], counts[i].sum());
      }
    }
  }
}
