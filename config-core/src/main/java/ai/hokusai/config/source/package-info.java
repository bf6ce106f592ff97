/**
 * Reading variables: hygiene, files, aliases and the typed values a variable can hold. A service
 * reads its own variables through {@link ai.hokusai.config.source.SettingSource} and so reports
 * their problems in the same run and the same words.
 */
@org.jspecify.annotations.NullMarked
package ai.hokusai.config.source;
