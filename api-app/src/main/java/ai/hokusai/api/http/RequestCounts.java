package ai.hokusai.api.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts responses by path and status, without locks. Thread-safe once every path is added. */
public final class RequestCounts {
  private final Map<String, Map<Integer, LongAdder>> counts = new LinkedHashMap<>();

  /** Creates counts without a path. */
  public RequestCounts() {}

  /** Receives the counts. */
  @FunctionalInterface
  public interface Reader {
    /** Receives the growing count of one path, or a template of several paths, and one status. */
    void read(String path, int status, LongAdder count);
  }

  /** Adds a path, or a template of several paths, and the statuses of its responses. */
  public void addPath(String path, int... statuses) {
    Map<Integer, LongAdder> ofPath = new TreeMap<>();
    for (int status : statuses) {
      ofPath.put(status, new LongAdder());
    }
    counts.put(path, ofPath);
  }

  /** Counts a response; others than those added do not count. */
  public void add(String path, int status) {
    LongAdder count = counts.getOrDefault(path, Map.of()).get(status);
    if (count != null) {
      count.increment();
    }
  }

  /** Passes every count to the reader, also those that are 0. */
  public void forEach(Reader reader) {
    counts.forEach(
        (path, ofPath) -> ofPath.forEach((status, count) -> reader.read(path, status, count)));
  }
}
