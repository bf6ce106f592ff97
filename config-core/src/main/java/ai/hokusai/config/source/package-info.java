/**
 * Reads variables: sanitizing, files, aliases and typed values. A service reads its own variables
 * through {@link ai.hokusai.config.source.SettingSource} and so reports their problems in the same
 * run and format.
 */
@org.jspecify.annotations.NullMarked
package ai.hokusai.config.source;
