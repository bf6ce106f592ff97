package ai.hokusai.api;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.api.log.Events;
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
    if (config.isRejected()) {
      Events.refused(config);
      err.print(TextReport.render(config.diagnostics()));
      err.flush();
      return ExitCode.CONFIG;
    }
    Events.configResolved(config);
    try {
      termination.await(Service.start(config)::stop);
      return ExitCode.OK;
    } catch (IOException e) {
      return cannotListen(config.listen());
    }
  }

  private int cannotListen(ListenAddress address) {
    Events.cannotListen(address, FREE_ADDRESS);
    err.printf("error: nobody can listen on %s, port %d%n", address.host(), address.port());
    err.println("  help: " + FREE_ADDRESS);
    return ExitCode.CONFIG;
  }
}
