package ai.hokusai.api.log;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.source.Setting;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The events of starting and stopping. Any thread may report. */
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("ai.hokusai.api");

  private Events() {}

  /** The configuration was resolved: the address, each setting with its origin, what was said of it. */
  public static void configResolved(AppConfig config) {
    LoggingEventBuilder event = event(LOG.atInfo(), "startup.config_resolved")
        .addKeyValue("redis", config.redis().map(RedisSettings::safeUrl).orElse("disabled"))
        .addKeyValue("diagnostics", codes(config));
    for (Setting<?> setting : config.provenance()) {
      String value = setting.shown() + " from " + setting.origin();
      event = event.addKeyValue(setting.variable().name(), value);
    }
    event.log("configuration resolved");
  }

  /** The server does not start. */
  public static void refused(AppConfig config) {
    Diagnostic gravest = config.diagnostics().get(0);
    event(LOG.atError(), "startup.refused")
        .addKeyValue("code", gravest.code())
        .addKeyValue("remedy", gravest.help())
        .addKeyValue("diagnostics", codes(config))
        .log("start refused: {}", gravest.message());
  }

  /** The server does not start because it cannot listen. */
  public static void cannotListen(ListenAddress address, String remedy) {
    event(LOG.atError(), "startup.refused")
        .addKeyValue("code", "CANNOT_LISTEN")
        .addKeyValue("remedy", remedy)
        .log("start refused: cannot listen on port {}", address.port());
  }

  /** The server answers. */
  public static void listening(ListenAddress address) {
    event(LOG.atInfo(), "startup.listening")
        .addKeyValue("host", address.host())
        .addKeyValue("port", address.port())
        .log("listening");
  }

  /** The server was told to stop. */
  public static void stopping() {
    event(LOG.atInfo(), "shutdown.started").log("stopping");
  }

  static LoggingEventBuilder event(LoggingEventBuilder builder, String name) {
    return builder.addKeyValue("event", name);
  }

  private static List<String> codes(AppConfig config) {
    return config.diagnostics().stream().map(each -> each.code().name()).toList();
  }
}
