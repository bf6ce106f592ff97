package ai.hokusai.health.redis;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of one Redis that is no change of its status. Further facts go into the details.
 * Immutable; contains no secrets.
 *
 * @param code the code of a failure, null where nothing failed
 * @param remedy the remedy, null where nothing has to be done
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
    ADDRESS_FAILING("connection.address_failing", true),
    /** New connections to such an address succeed again. */
    ADDRESS_RECOVERED("connection.address_recovered", false),
    /** Credentials, certificates or keys have changed, work and are used from now on. */
    CREDENTIALS_RELOADED("credentials.reloaded", false),
    /** They have changed and do not work or cannot be read; the last good ones stay in use. */
    CREDENTIALS_REJECTED("credentials.rejected", true),
    /** Another Redis process answers than before: a restart, a failover or another server. */
    REPLACED("redis.replaced", false),
    /** Such a process holds no keys, where the one before held some. */
    EMPTIED("redis.emptied", true);

    private final String eventName;
    private final boolean isWarning;

    Kind(String eventName, boolean isWarning) {
      this.eventName = eventName;
      this.isWarning = isWarning;
    }

    /** Returns true if an operator has to act, false for information. */
    public boolean isWarning() {
      return isWarning;
    }

    /** The name of the event in logs and metrics, such as {@code connection.address_failing}. */
    public String eventName() {
      return eventName;
    }
  }

  /** Copies the map. */
  public RedisEvent {
    details = Map.copyOf(details);
  }
}
