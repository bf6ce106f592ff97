package ai.hokusai.api.models;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A store of the tests, which fails where a test wants it to. */
final class ModelsInMemory implements ModelStore {
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
  public Outcome create(String id, Model model) {
    return models.putIfAbsent(id, model) == null ? Outcome.DONE : Outcome.CHANGED;
  }

  @Override
  public Outcome replace(String id, String etag, Model model) {
    Outcome outcome = compare(id, etag);
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
  public List<String> idsAfter(String id, int count) {
    return models.tailMap(id, false).keySet().stream().limit(count).toList();
  }
}
