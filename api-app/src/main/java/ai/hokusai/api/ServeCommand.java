package ai.hokusai.api;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.api.log.Events;
import ai.hokusai.api.log.Logging;
import ai.hokusai.api.log.Refusal;
import ai.hokusai.config.diagnostic.Issue;
import ai.hokusai.config.diagnostic.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The command that serves until the process is told to stop. */
@Command(
    name = "serve",
    description = "Serves the API; what runs without a command.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final String FREE_ADDRESS =
      "stop what listens there or set API_PORT to a free port; API_HOST must be an address of this"
          + " machine, such as 0.0.0.0";

  private final Map<String, String> environment;
  private final PrintWriter err;

  ServeCommand(Map<String, String> environment, PrintWriter err) {
    this.environment = environment;
    this.err = err;
  }

  @Override
  public Integer call() {
    var termination = Termination.arm();
    NameCache.shorten();
    try {
      return serve(termination);
    } finally {
      termination.disarm();
    }
  }

  private int serve(Termination termination) {
    AppConfig config = AppConfig.resolve(environment);
    Logging.apply(config.log(), config.secrets());
    if (config.isRejected()) {
      err.print(TextReport.render(config.diagnostics()));
      err.flush();
    }
    if (config.refusesStart()) {
      Events.refused(config);
      return ExitCode.CONFIG;
    }
    if (config.isRejected()) {
      Events.tolerated(config);
    } else {
      Events.configResolved(config);
    }
    try {
      run(config, termination);
      return ExitCode.OK;
    } catch (StartRefusedException e) {
      return refused(e.refusal());
    } catch (IOException e) {
      return refused(cannotListen(config));
    }
  }

  private static void run(AppConfig config, Termination termination)
      throws IOException, StartRefusedException {
    Service service = Service.start(config);
    termination.before(service::stop, config.drain().longest());
    service.endStart();
    termination.await();
  }

  private int refused(Issue refusal) {
    Events.refused(refusal);
    err.printf("error[%s]: %s%n  help: %s%n", refusal.code(), refusal.message(), refusal.remedy());
    return ExitCode.CONFIG;
  }

  private static Refusal cannotListen(AppConfig config) {
    ListenAddress address = config.listen();
    String message = "nobody can listen on " + address.host() + ", port " + address.port();
    return new Refusal("CANNOT_LISTEN", config.redacted(message), FREE_ADDRESS);
  }
}
