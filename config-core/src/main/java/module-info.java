/**
 * Redis settings from the environment: parsing, validation, corrections and diagnostics. Start at
 * {@link ai.hokusai.config.RedisConfig#resolve(java.util.Map)}.
 */
@org.jspecify.annotations.NullMarked
module ai.hokusai.config {
  requires static transitive org.jspecify;

  exports ai.hokusai.config;
  exports ai.hokusai.config.diagnostic;
  exports ai.hokusai.config.setting;
  exports ai.hokusai.config.source;
}
