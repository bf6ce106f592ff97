package ai.hokusai.api.models;

import java.util.List;
import java.util.Optional;

/** Where models are kept. Each call is one step: what it compares cannot change before it sets. */
interface ModelStore {

  /** What came of a write. */
  enum Outcome {
    DONE,
    CHANGED,
    MISSING
  }

  Optional<Model> find(String id);

  /** Keeps a model where there is none: {@code DONE}, or {@code CHANGED} where there is one. */
  Outcome create(String id, Model model);

  /** Replaces the model that has this ETag. */
  Outcome replace(String id, String etag, Model model);

  /** Deletes the model that has this ETag. */
  Outcome delete(String id, String etag);

  /** At most so many ids, in the order of their bytes, from the first that is greater than this one. */
  List<String> idsAfter(String id, int count);
}
