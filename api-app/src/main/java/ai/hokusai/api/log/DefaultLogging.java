package ai.hokusai.api.log;

import ai.hokusai.api.config.LogSettings;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.slf4j.Logger;

/**
 * Configures Logback, which loads this class as a service: one appender on stdout. In code, since reading an XML
 * file takes longer than everything else that logging needs.
 */
public final class DefaultLogging extends ContextAwareBase implements Configurator {
  static final String APPENDER = "STDOUT";

  /** Called by Logback. */
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
    // Events of this service report that Redis is down, once.
    context.getLogger("redis.clients.jedis").setLevel(Level.ERROR);
    // The events startup.refused and request.failed report the same.
    context.getLogger("io.javalin.Javalin").setLevel(Level.OFF);
    // One warning for each malformed Host header, which any client can send.
    context.getLogger("org.eclipse.jetty.util.HostPort").setLevel(Level.OFF);
    context.getLogger("org.eclipse.jetty.http.HttpParser").setLevel(Level.OFF);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
