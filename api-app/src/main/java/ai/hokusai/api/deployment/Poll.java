package ai.hokusai.api.deployment;

import java.time.Duration;

/**
 * The result of one request to the deployed service, with the printable fields of the response. Immutable.
 *
 * @param result the kind of response
 * @param release the release that the instance reports, empty for none
 * @param instance the id of the instance, empty for none
 * @param reason the code of the cause, else the status; empty for none
 */
record Poll(PollResult result, String release, String instance, String reason) {
  /** Polls a service once. */
  @FunctionalInterface
  interface Source {
    /** Sends one request and waits at most {@code limit} for the response. */
    Poll poll(Duration limit) throws InterruptedException;
  }

  /** A poll without fields. */
  static Poll without(PollResult result) {
    return new Poll(result, "", "", "");
  }
}
