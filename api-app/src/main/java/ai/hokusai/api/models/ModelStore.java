package ai.hokusai.api.models;

import java.util.List;
import java.util.Optional;

/** Where models are kept. Each call is one step: what it compares cannot change before it sets. */
interface ModelStore {

  /** The result of a write. All but {@code DONE} leave everything as it was. */
  enum Outcome {
    DONE,
    /** The model has another ETag. */
    CHANGED,
    /** There is no model with that id. */
    MISSING,
    /** The key of that id holds data that is no model. */
    OCCUPIED,
    /** There is no room for another document, or for a longer one. */
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

  /** Stores a model where there is none. */
  Outcome create(String id, Model model);

  /** Replaces the model that has this ETag. */
  Outcome replace(String id, String etag, Model model);

  /** Deletes the model that has this ETag. */
  Outcome delete(String id, String etag);

  /** The ids behind a position; entries of the index that are no models count for the limit and are left out. */
  Part list(Position after, int limit);
}
