package ai.hokusai.api.document;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.config.source.FileSource;
import java.util.Map;

/** Resolves the settings of each Redis from an environment and the files that it names. */
@FunctionalInterface
public interface SettingsResolver {

  /** Resolves an environment, and reads the files that it names from a source. */
  Map<Naming, AppConfig> resolve(Map<String, String> environment, FileSource files);
}
