package ai.hokusai.config.diagnostic;

import java.util.Locale;

/**
 * The addresses of the published documents, since the reader of a message may have only the jar.
 */
public final class Documentation {
  /** The address of all documents: change it here for a fork. */
  private static final String BASE = "https://github.com/hokusai-ai/hokusai-redis/blob/main/docs/";

  /** The page on the check before a deployment. */
  public static final String CHECK = BASE + "check.md";

  /** The page on every code. */
  public static final String DIAGNOSTICS = BASE + "diagnostics.md";

  private Documentation() {}

  /**
   * The section of a code.
   *
   * @param code a code of this software
   * @return an absolute URL
   */
  public static String of(String code) {
    return DIAGNOSTICS + "#" + code.toLowerCase(Locale.ROOT);
  }
}
