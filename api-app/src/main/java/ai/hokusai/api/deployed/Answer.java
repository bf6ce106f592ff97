package ai.hokusai.api.deployed;

/**
 * What one request saw, and the words of the service that may be printed. Immutable.
 *
 * @param sight what it was
 * @param release what the instance calls its release, empty where it does not
 * @param instance names the instance, empty where nothing does
 * @param reason the code of what is wrong, else its status; empty where it says none
 */
public record Answer(Sight sight, String release, String instance, String reason) {

  /** One in which the service said nothing. */
  static Answer without(Sight sight) {
    return new Answer(sight, "", "", "");
  }
}
