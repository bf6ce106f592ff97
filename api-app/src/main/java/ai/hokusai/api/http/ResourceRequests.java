package ai.hokusai.api.http;

import ai.hokusai.health.traffic.Durations;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;

/**
 * Counts and times the requests of one resource, also those that a limit of the server rejects. Thread-safe.
 */
public final class ResourceRequests extends Handler.Wrapper {
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "DELETE");
  private static final String OTHER = "other";

  private final String root;
  // Bounded by methods and paths, which are constants.
  private final Map<Kind, Responses> kinds = new ConcurrentHashMap<>();

  /**
   * One kind of requests.
   *
   * @param method the method, {@code other} for one that no resource has
   * @param path the root of the resource, or the template of the paths below it
   */
  public record Kind(String method, String path) {}

  /** The responses to one kind of requests; 500 and 503 have a count from the first on. */
  public static final class Responses {
    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>(Map.of(
        HttpStatus.INTERNAL_SERVER_ERROR_500,
        new LongAdder(),
        HttpStatus.SERVICE_UNAVAILABLE_503,
        new LongAdder()));
    private final Durations durations = new Durations();

    private Responses() {}

    /** The number of responses by status. */
    public Map<Integer, LongAdder> statuses() {
      return Map.copyOf(statuses);
    }

    /** The durations, without those of requests that the client must change. */
    public Durations durations() {
      return durations;
    }

    private void add(int status, long nanos) {
      statuses.computeIfAbsent(status, key -> new LongAdder()).increment();
      // Rejected before the work begins, these would hide that the others are slow.
      if (!HttpStatus.isClientError(status)) {
        durations.add(nanos);
      }
    }
  }

  /** Counts the requests with this path, and those with paths below it. */
  public ResourceRequests(String root) {
    this.root = root;
  }

  /** The responses so far, by kind of requests. */
  public Map<Kind, Responses> kinds() {
    return Map.copyOf(kinds);
  }

  /** Adds a response with its duration. */
  public void add(Kind kind, int status, long nanos) {
    kinds.computeIfAbsent(kind, key -> new Responses()).add(status, nanos);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    if (path.equals(root) || path.startsWith(root + "/")) {
      String method = METHODS.contains(request.getMethod()) ? request.getMethod() : OTHER;
      var kind = new Kind(method, path.equals(root) ? root : root + "/{id}");
      Request.addCompletionListener(request, failure -> {
        // A client that has left gets no response.
        if (response.isCommitted()) {
          add(kind, response.getStatus(), NanoTime.since(request.getHeadersNanoTime()));
        }
      });
    }
    return super.handle(request, response, callback);
  }
}
