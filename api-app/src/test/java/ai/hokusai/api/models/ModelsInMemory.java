package ai.hokusai.api.models;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A store of the tests, which fails where a test wants it to. */
final class ModelsInMemory implements ModelStore {
  static final int ROOM = 4;
  /** An id whose key other software has taken. */
  static final String OCCUPIED = "occupied";

  private final ConcurrentSkipListMap<String, Model> models = new ConcurrentSkipListMap<>();
  volatile @Nullable RuntimeException failure;

  @Override
  public Optional<Model> find(String id) {
    RuntimeException now = failure;
    if (now != null) {
      throw now;
    }
    return Optional.ofNullable(models.get(id));
  }

  @Override
  public Outcome put(String id, String expected, Model model) {
    if (id.equals(OCCUPIED)) {
      return Outcome.OCCUPIED;
    }
    if (models.size() >= ROOM && !models.containsKey(id)) {
      return Outcome.FULL;
    }
    if (expected.isEmpty()) {
      return models.putIfAbsent(id, model) == null ? Outcome.DONE : Outcome.CHANGED;
    }
    Outcome outcome = compare(id, expected);
    if (outcome == Outcome.DONE) {
      models.put(id, model);
    }
    return outcome;
  }

  @Override
  public Outcome delete(String id, String etag) {
    Outcome outcome = compare(id, etag);
    if (outcome == Outcome.DONE) {
      models.remove(id);
    }
    return outcome;
  }

  private Outcome compare(String id, String etag) {
    Model now = models.get(id);
    if (now == null) {
      return Outcome.MISSING;
    }
    return now.etag().equals(etag) ? Outcome.DONE : Outcome.CHANGED;
  }

  @Override
  public Page list(String after, int limit) {
    List<String> ids =
        models.tailMap(after, false).keySet().stream().limit(limit + 1L).toList();
    return ids.size() <= limit
        ? new Page(ids, "")
        : new Page(ids.subList(0, limit), ids.get(limit - 1));
  }
}
