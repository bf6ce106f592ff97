package ai.hokusai.api.config;

import static ai.hokusai.api.config.ApiVariable.API_HOST;
import static ai.hokusai.api.config.ApiVariable.API_PORT;
import static ai.hokusai.api.config.ApiVariable.HEALTH_SERVICE_NAME;
import static ai.hokusai.api.config.ApiVariable.RELEASE_ID;

import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.SettingSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of the server itself, with the origin of each. */
record ServerSettings(
    ListenAddress listen,
    StartupSettings startup,
    HealthSettings health,
    ModelsSettings models,
    DrainSettings drain,
    LogSettings log,
    @Nullable String name,
    @Nullable String release,
    List<Setting<?>> provenance) {
  private static final int LONGEST_LABEL = 128;

  static ServerSettings read(SettingSource source, Problems problems) {
    var reader = new SettingReader(source);
    var listen = new ListenAddress(
        reader.value(API_HOST, SettingSource::host).name(),
        reader.value(API_PORT, SettingSource::port));
    var startup = StartupSettings.read(reader);
    var health = HealthSettings.read(reader, problems);
    var models = ModelsSettings.read(reader, problems);
    var drain = DrainSettings.read(reader);
    var log = LogSettings.read(reader);
    String name = label(reader, HEALTH_SERVICE_NAME);
    String release = label(reader, RELEASE_ID);
    return new ServerSettings(
        listen, startup, health, models, drain, log, name, release, reader.settings());
  }

  private static @Nullable String label(SettingReader reader, ApiVariable labelled) {
    return reader
        .read(labelled, (from, variable) -> from.label(variable, LONGEST_LABEL))
        .value();
  }
}
