package ai.hokusai.api.failure;

import ai.hokusai.api.document.Node;
import ai.hokusai.api.format.Finding;
import ai.hokusai.config.diagnostic.Severity;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The event {@code startup.refused} of this service. Immutable.
 *
 * @param finding the code, message and remedy of the event
 * @param at the time, null if it cannot be read
 * @param stream the log stream, empty if unknown; its last part is the id of the task
 * @param release the release, empty if the event has none
 */
public record Refusal(Finding finding, @Nullable Instant at, String stream, String release) {
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,60}");
  private static final Pattern RELEASE = Pattern.compile("[\\w.+:/-]{1,128}");
  private static final String PREFIX = "start refused: ";

  /** Reads an event, null for any other and for that of other software. */
  public static @Nullable Refusal of(Node event, String stream) {
    String code = event.literal("code");
    boolean isOwn = event.literal("event").equals("startup.refused")
        && event.literal("logger").equals("ai.hokusai.api");
    if (!isOwn || !CODE.matcher(code).matches()) {
      return null;
    }
    String message = event.literal("message");
    String release = event.literal("releaseId");
    Finding finding = Finding.of(
        Severity.ERROR,
        code,
        null,
        message.startsWith(PREFIX) ? message.substring(PREFIX.length()) : message,
        event.literal("remedy"));
    return new Refusal(
        finding,
        Evidence.time(event.literal("timestamp")),
        stream,
        RELEASE.matcher(release).matches() ? release : "");
  }

  /** Returns true if the log stream is that of a task. */
  boolean isOf(StoppedTask task) {
    return Evidence.lastPart(stream).equals(task.id());
  }

  /** Returns true if it was logged while a task ran. */
  boolean isWithin(StoppedTask task) {
    return at != null
        && task.started() != null
        && task.stopped() != null
        && !at.isBefore(task.started())
        && !at.isAfter(task.stopped());
  }
}
