package ai.hokusai.health.connect;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;

/** The fault of rejected credentials, with the variables and files that they come from. */
final class RefusedCredentials {
  private static final String DEFAULT_USER = "default";

  private RefusedCredentials() {}

  /** The cause for these settings; it names variables and files, and shows no value. */
  static Cause of(RedisSettings settings) {
    Origin password = settings.passwordOrigin();
    if (settings.password() == null || password.equals(Origin.DEFAULT)) {
      return Fault.AUTH_FAILED;
    }
    return Fault.AUTH_FAILED.with(
        Fault.AUTH_FAILED.message(), ofPassword(password) + ofUsername(settings));
  }

  private static String ofPassword(Origin origin) {
    String variable = origin.variable();
    String place = switch (origin.part()) {
      case PASSWORD ->
        "replace the " + origin.phrase()
            + ", which is used instead of REDIS_AUTH_TOKEN, by the current token";
      default ->
        origin.kind() == Origin.Kind.FILE
            ? "write the current token to " + origin.phrase()
            : "set " + variable + " to the current token";
    };
    return place + "; it may have been rotated";
  }

  private static String ofUsername(RedisSettings settings) {
    String username = settings.username();
    if (username == null || username.equals(DEFAULT_USER)) {
      return "";
    }
    Origin origin = settings.usernameOrigin();
    String removal = switch (origin.part()) {
      case USERNAME ->
        "remove the " + origin.phrase()
            + (origin.variable().contains("SECRET_JSON")
                ? ""
                : ", as in rediss://:<password>@<host>");
      default -> "unset " + origin.variable();
    };
    return "; if the server has no user of that name, as with a placeholder or the name of the "
        + "service, " + removal;
  }
}
