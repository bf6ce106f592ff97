package ai.hokusai.api.config;

import ai.hokusai.config.source.Variable;

/** The variables of the server itself. */
public enum ApiVariable implements Variable {
  /** Where the server listens. */
  API_HOST("0.0.0.0", "address or name to listen on"),
  /** The port on which it listens. */
  API_PORT("8080", "port to listen on");

  private final String defaultText;
  private final String meaning;

  ApiVariable(String defaultText, String meaning) {
    this.defaultText = defaultText;
    this.meaning = meaning;
  }

  @Override
  public Kind kind() {
    return Kind.TEXT;
  }

  @Override
  public String defaultText() {
    return defaultText;
  }

  @Override
  public String meaning() {
    return meaning;
  }
}
