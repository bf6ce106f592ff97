package ai.hokusai.health.redis;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something about one Redis that is worth a line in a log and is no change of its status. Immutable; it
 * holds no secret.
 *
 * @param kind the kind of event
 * @param message the event in one line
 * @param code the code of a failure, null where nothing failed
 * @param remedy what to do about it, null for nothing
 * @param details further facts by name, such as the address of a server; not for public answers
 */
public record RedisEvent(
    Kind kind,
    String message,
    @Nullable String code,
    @Nullable String remedy,
    Map<String, String> details) {

  /** The kinds of events. */
  public enum Kind {
    /** New connections to one of several addresses of the host fail. */
    ADDRESS_FAILING("connection.address_failing"),
    /** New connections to such an address succeed again. */
    ADDRESS_RECOVERED("connection.address_recovered");

    private final String eventName;

    Kind(String eventName) {
      this.eventName = eventName;
    }

    /**
     * The name of the event in logs and metrics.
     *
     * @return a name such as {@code connection.address_failing}
     */
    public String eventName() {
      return eventName;
    }
  }

  /**
   * Copies the map.
   *
   * @param kind as the component
   * @param message as the component
   * @param code as the component
   * @param remedy as the component
   * @param details as the component
   */
  public RedisEvent {
    details = Map.copyOf(details);
  }
}
