package ai.hokusai.api.log;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.format.ShownSetting;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs the events of the start. Thread-safe. */
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("ai.hokusai.api");

  /** The id of this process, new at each start. */
  public static final String INSTANCE = UUID.randomUUID().toString();

  private Events() {}

  /** The configuration is resolved: the release, the address, each setting with its origin, the codes. */
  public static void configResolved(AppConfig config) {
    String redis = config.safeUrl().orElse("disabled");
    Map<String, ShownSetting> settings = config.settings();
    event(LOG.atInfo(), "startup.config_resolved")
        .addKeyValue("releaseId", config.release().orElse(null))
        .addKeyValue("redis", redis)
        .addKeyValue("codes", codes(config))
        .addKeyValue("settings", settings)
        .addKeyValue("instanceId", INSTANCE)
        .log(
            "redis {}; {} of {} settings are set, explain shows all",
            redis,
            settings.values().stream().filter(ShownSetting::isSet).count(),
            settings.size());
  }

  /** The server does not start because of its configuration. */
  public static void refused(AppConfig config) {
    rejection("startup.refused", config).log("start refused: {}", worst(config).message());
  }

  /** The server starts without Redis because its settings were rejected. */
  public static void tolerated(AppConfig config) {
    rejection("startup.tolerated", config)
        .log("started without Redis: {}", worst(config).message());
  }

  private static LoggingEventBuilder rejection(String name, AppConfig config) {
    return identified(
        describe(event(LOG.atError(), name), worst(config)).addKeyValue("codes", codes(config)),
        config);
  }

  private static Finding worst(AppConfig config) {
    return Finding.of(config.diagnostics().get(0));
  }

  /** The server does not start for another reason. */
  public static void refused(AppConfig config, Finding finding) {
    identified(describe(event(LOG.atError(), "startup.refused"), finding), config)
        .log("start refused: {}", finding.message());
  }

  /** The server starts without Redis, which cannot be probed with these settings. */
  public static void tolerated(AppConfig config, Finding finding) {
    identified(describe(event(LOG.atError(), "startup.tolerated"), finding), config)
        .log("started without Redis: {}", finding.message());
  }

  /** Adds release and instance, which distinguish the lines of an old and a new task. */
  private static LoggingEventBuilder identified(LoggingEventBuilder event, AppConfig config) {
    return event
        .addKeyValue("releaseId", config.release().orElse(null))
        .addKeyValue("instanceId", INSTANCE);
  }

  static LoggingEventBuilder describe(LoggingEventBuilder event, Finding finding) {
    LoggingEventBuilder described = event
        .addKeyValue("code", finding.code())
        .addKeyValue("class", finding.faultClass())
        .addKeyValue("remedy", finding.remedy());
    return finding.docs() == null ? described : described.addKeyValue("docs", finding.docs());
  }

  /** The server listens, with this maximum number of connections. */
  public static void listening(AppConfig config, ListenAddress address, int connections) {
    String url = "http://%s:%d/health".formatted(reachable(address.host()), address.port());
    // Not by a format, whose symbols of the locale would be loaded at each start.
    long tenths = ManagementFactory.getRuntimeMXBean().getUptime() / 100;
    String seconds = tenths / 10 + "." + tenths % 10;
    LoggingEventBuilder event = event(LOG.atInfo(), "startup.listening")
        .addKeyValue("url", url)
        .addKeyValue("host", address.host())
        .addKeyValue("port", address.port())
        .addKeyValue("maxConnections", connections);
    identified(event, config).log("listening on {}, {} s after the start", url, seconds);
  }

  /** A host for the browser on this machine. */
  private static String reachable(String host) {
    boolean isAny = host.equals("0.0.0.0") || host.equals("::");
    return isAny ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
  }

  /** Log lines were dropped: stdout was blocked. */
  static void linesDropped(long total) {
    event(LOG.atWarn(), "log.lines_dropped")
        .addKeyValue("total", total)
        .addKeyValue("remedy", "check why the reader of stdout, such as the log driver, stalls")
        .log("stdout was blocked: {} log lines were dropped", total);
  }

  static LoggingEventBuilder event(LoggingEventBuilder builder, String name) {
    return builder.addKeyValue("event", name);
  }

  private static List<String> codes(AppConfig config) {
    return config.diagnostics().stream().map(each -> each.code()).toList();
  }
}
