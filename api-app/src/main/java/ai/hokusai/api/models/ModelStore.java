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
   * A part of the listing.
   *
   * @param ids the ids of models, in the order of their bytes
   * @param next the position of the next part, empty where this is the last
   */
  record Part(List<String> ids, Position next) {}

  Optional<Model> find(String id);

  /** Stores a new model. */
  Outcome create(String id, Model model);

  /** Replaces the model that has this ETag. */
  Outcome replace(String id, String etag, Model model);

  /** Deletes the model that has this ETag. */
  Outcome delete(String id, String etag);

  /** The ids after a position. Index entries without a model count for the limit, but are omitted. */
  Part list(Position after, int limit);
}
