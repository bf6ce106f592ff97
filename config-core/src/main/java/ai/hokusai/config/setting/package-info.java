/** Values that callers hold: variables, settings with their origin, and secrets. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.config.setting;
