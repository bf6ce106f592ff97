package ai.hokusai.api.models;

import java.util.List;
import java.util.Optional;

/** Stores models. Each call is atomic. */
interface ModelStore {

  /** The result of a write. Only {@code DONE} changes anything. */
  enum Outcome {
    DONE,
    /** The model has another ETag. */
    CHANGED,
    /** There is no model with that id. */
    MISSING,
    /** The key of that id holds other data. */
    OCCUPIED,
    /** The limit of documents or of their total size is reached. */
    FULL
  }

  /**
   * A page of the listing.
   *
   * @param ids the ids of models, in the order of their bytes
   * @param next the position of the next page, a character for each byte; empty for the last page
   */
  record Page(List<String> ids, String next) {}

  Optional<Model> find(String id);

  /** Replaces the model that has this ETag, or stores a new model where the ETag is empty. */
  Outcome put(String id, String expected, Model model);

  /** Deletes the model that has this ETag. */
  Outcome delete(String id, String expected);

  /** The ids after a position. Index entries without a model count for the limit, but are omitted. */
  Page list(String after, int limit);
}
