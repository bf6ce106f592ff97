package ai.hokusai.api.check;

/**
 * A fact that a step found.
 *
 * @param name the name of its field
 * @param value a text, a number, a list of texts, or a map from texts to numbers
 */
record Fact(String name, Object value) {}
