package ai.hokusai.api.log;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Issue;
import ai.hokusai.health.classify.FaultClass;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The events of starting. Any thread may report. */
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("ai.hokusai.api");

  private Events() {}

  /** The configuration was resolved: the release, the address, each setting with its origin, what was said of it. */
  public static void configResolved(AppConfig config) {
    LoggingEventBuilder event = event(LOG.atInfo(), "startup.config_resolved")
        .addKeyValue("release", config.release().orElse(null))
        .addKeyValue("redis", config.safeUrl().orElse("disabled"))
        .addKeyValue("diagnostics", codes(config));
    for (var setting : config.settings().entrySet()) {
      event = event.addKeyValue(setting.getKey(), setting.getValue());
    }
    event.log("configuration resolved");
  }

  /** The server does not start because of its configuration. */
  public static void refused(AppConfig config) {
    Diagnostic gravest = config.diagnostics().get(0);
    rejection("startup.refused", config).log("start refused: {}", gravest.message());
  }

  /** The server starts although nothing can be done with the settings of Redis. */
  public static void tolerated(AppConfig config) {
    Diagnostic gravest = config.diagnostics().get(0);
    rejection("startup.tolerated", config).log("started without Redis: {}", gravest.message());
  }

  private static LoggingEventBuilder rejection(String name, AppConfig config) {
    Diagnostic gravest = config.diagnostics().get(0);
    return event(LOG.atError(), name)
        .addKeyValue("code", gravest.code())
        .addKeyValue("class", FaultClass.CONFIG)
        .addKeyValue("remedy", gravest.remedy())
        .addKeyValue("diagnostics", codes(config));
  }

  /** The server does not start for another reason. */
  public static void refused(Issue refusal) {
    refusal("startup.refused", refusal).log("start refused: {}", refusal.message());
  }

  /** The server starts although Redis cannot be asked. */
  public static void tolerated(Issue refusal) {
    refusal("startup.tolerated", refusal).log("started without Redis: {}", refusal.message());
  }

  private static LoggingEventBuilder refusal(String name, Issue refusal) {
    return event(LOG.atError(), name)
        .addKeyValue("code", refusal.code())
        .addKeyValue("class", FaultClass.CONFIG)
        .addKeyValue("remedy", refusal.remedy());
  }

  /** The server answers, on so many connections at one time. */
  public static void listening(ListenAddress address, int connections) {
    event(LOG.atInfo(), "startup.listening")
        .addKeyValue("host", address.host())
        .addKeyValue("port", address.port())
        .addKeyValue("maxConnections", connections)
        .log("listening");
  }

  /** Lines of the log were lost: stdout took none for a while. */
  static void linesDropped(long total) {
    event(LOG.atWarn(), "log.lines_dropped")
        .addKeyValue("total", total)
        .addKeyValue("remedy", "find out why the reader of stdout stalls, such as the log driver")
        .log("stdout took no lines for a while: {} lines of the log are lost", total);
  }

  static LoggingEventBuilder event(LoggingEventBuilder builder, String name) {
    return builder.addKeyValue("event", name);
  }

  private static List<String> codes(AppConfig config) {
    return config.diagnostics().stream().map(each -> each.code()).toList();
  }
}
