package ai.hokusai.config.diagnostic;

/** A part of a value that a diagnostic or an origin refers to. */
public enum Part {
  /** The value as a whole. */
  VALUE("value"),
  /** The scheme of a URL. */
  SCHEME("scheme"),
  /** The user name of a URL. */
  USERNAME("user name"),
  /** The password of a URL, or a user information that is ambiguous. */
  PASSWORD("password"),
  /** The host. */
  HOST("host"),
  /** The port. */
  PORT("port"),
  /** The database number, which is the path of a URL or an option of its query. */
  DATABASE("database"),
  /** An option in the query of a URL. */
  OPTION("option"),
  /** The fragment of a URL. */
  FRAGMENT("fragment");

  private final String label;

  Part(String label) {
    this.label = label;
  }

  /** The name for reports. */
  public String label() {
    return label;
  }
}
