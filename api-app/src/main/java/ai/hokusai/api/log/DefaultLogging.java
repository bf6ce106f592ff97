package ai.hokusai.api.log;

import ai.hokusai.api.config.LogSettings;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.slf4j.Logger;

/**
 * The initial configuration of Logback, which finds it as a service: one appender on stdout. In code, since
 * reading an XML file takes longer than everything else that the log needs.
 */
public final class DefaultLogging extends ContextAwareBase implements Configurator {
  static final String APPENDER = "STDOUT";

  /** Made by Logback. */
  public DefaultLogging() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    var encoder = new LineEncoder(LogSettings.DEFAULT.format(), List.of());
    var appender = new LogAppender(LogOutput.ofProcess(), LibraryLines.ofProcess(), encoder);
    appender.setContext(context);
    appender.setName(APPENDER);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    Logging.setLevel(context, LogSettings.DEFAULT.level());
    // Events of this service report a missing Redis, once.
    context.getLogger("redis.clients.jedis").setLevel(Level.ERROR);
    // startup.refused reports a port that is taken, and request.failed a request that failed.
    context.getLogger("io.javalin.Javalin").setLevel(Level.OFF);
    // One warning for each malformed Host header, which anybody can send.
    context.getLogger("org.eclipse.jetty.util.HostPort").setLevel(Level.OFF);
    context.getLogger("org.eclipse.jetty.http.HttpParser").setLevel(Level.OFF);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
