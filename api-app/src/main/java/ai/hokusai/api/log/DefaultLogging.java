package ai.hokusai.api.log;

import ai.hokusai.api.config.LogSettings;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.slf4j.Logger;

/**
 * What Logback begins with, found by it as a service: one appender on stdout. In code, since reading an
 * XML file takes longer than everything else that the log needs.
 */
public final class DefaultLogging extends ContextAwareBase implements Configurator {
  static final String APPENDER = "STDOUT";

  /** Made by Logback. */
  public DefaultLogging() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setName(APPENDER);
    appender.setEncoder(Logging.encoder(context, LogSettings.DEFAULT.format(), List.of()));
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    Logging.setLevel(context, LogSettings.DEFAULT.level());
    // What libraries have to say of a missing Redis is said by our own events, once.
    context.getLogger("redis.clients.jedis").setLevel(Level.ERROR);
    // A port that is taken is told by startup.refused, and a request that failed by request.failed.
    context.getLogger("io.javalin.Javalin").setLevel(Level.OFF);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
