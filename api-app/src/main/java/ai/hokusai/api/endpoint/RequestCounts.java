package ai.hokusai.api.endpoint;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts responses by health path and status, without locks and allocations. Thread-safe. */
public final class RequestCounts {
  private final Map<Endpoint, Counts> ofEndpoints = new EnumMap<>(Endpoint.class);
  private final Counts ofChecks = new Counts(200, 400, 404, 405, 503);

  RequestCounts() {
    for (Endpoint endpoint : Endpoint.values()) {
      ofEndpoints.put(endpoint, new Counts(200, 400, 405, 503));
    }
  }

  /** Receives the counts. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Receives the count of one path and one status.
     *
     * @param path a path, or a template of several paths
     * @param status the status of the responses
     * @param count the number of responses
     */
    void read(String path, int status, long count);
  }

  /** Counts a response; null stands for the endpoint of a single check. */
  void add(@Nullable Endpoint endpoint, int status) {
    Counts counts = endpoint == null ? ofChecks : ofEndpoints.get(endpoint);
    if (counts != null) {
      counts.add(status);
    }
  }

  /** Passes every count to the reader, also those that are 0. */
  public void forEach(Reader reader) {
    ofEndpoints.forEach((endpoint, counts) -> counts.forEach(endpoint.path(), reader));
    ofChecks.forEach("/health/checks/{name}", reader);
  }

  /** The counts of one path. */
  private static final class Counts {
    private final int[] statuses;
    private final LongAdder[] counts;

    Counts(int... statuses) {
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
