package ai.hokusai.api.deployment;

import java.util.regex.Pattern;

/** The syntax of a release, the same as that of {@code RELEASE_ID}. */
public final class ReleaseId {
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._:+@/-]{1,128}");

  private ReleaseId() {}

  /** Returns true if a text is a valid release, which is safe to print. */
  public static boolean isValid(String text) {
    return SYNTAX.matcher(text).matches();
  }
}
