package ai.hokusai.api.cli;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.api.format.ExitCode;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.log.Events;
import ai.hokusai.api.log.Logging;
import ai.hokusai.api.report.Colour;
import ai.hokusai.api.report.Terminal;
import ai.hokusai.api.server.Service;
import ai.hokusai.api.server.StartRefusedException;
import ai.hokusai.api.server.Termination;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.config.diagnostic.TextReport;
import ai.hokusai.health.classify.FaultClass;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The command {@code serve}: runs the server until a signal stops it. */
@Command(
    name = "serve",
    description = "Serves the API; the default command.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final String FREE_ADDRESS =
      "stop the process on that port or set API_PORT to a free port; set API_HOST to an address of"
          + " this host, such as 0.0.0.0";

  private final Map<String, String> environment;
  private final PrintWriter err;
  private final Terminal stderr;

  ServeCommand(Map<String, String> environment, PrintWriter err, Terminal stderr) {
    this.environment = environment;
    this.err = err;
    this.stderr = stderr;
  }

  @Override
  public Integer call() {
    var termination = Termination.arm();
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
      err.print(Colour.paintFindings(TextReport.render(config.diagnostics()), stderr.isColoured()));
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
      return refused(config, e.refusal());
    } catch (IOException e) {
      return refused(config, cannotListen(config));
    }
  }

  private static void run(AppConfig config, Termination termination)
      throws IOException, StartRefusedException {
    Service service = Service.start(config);
    termination.before(service::stop, config.drain().longest());
    service.endStart();
    termination.await();
  }

  private int refused(AppConfig config, Finding refusal) {
    Events.refused(config, refusal);
    err.print(Colour.paintFindings(refusal.text(), stderr.isColoured()));
    err.flush();
    return ExitCode.CONFIG;
  }

  private static Finding cannotListen(AppConfig config) {
    ListenAddress address = config.listen();
    String message = "cannot bind %s:%d: the port is in use, or the address is not on this host"
        .formatted(address.host(), address.port());
    return Finding.of(
        Severity.ERROR, "CANNOT_LISTEN", FaultClass.CONFIG, config.redacted(message), FREE_ADDRESS);
  }
}
