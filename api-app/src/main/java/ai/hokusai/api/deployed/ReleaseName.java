package ai.hokusai.api.deployed;

import java.util.regex.Pattern;

/** What a release can be called, the same as {@code RELEASE_ID} takes. */
public final class ReleaseName {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:+@/-]{1,128}");

  private ReleaseName() {}

  /** Whether a text is one, and so can be printed anywhere. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }
}
