package ai.hokusai.api.cli;

import ai.hokusai.api.demo.Demo;
import ai.hokusai.api.document.UnusableDocumentException;
import ai.hokusai.api.format.ExitCode;
import ai.hokusai.api.report.Terminal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The command {@code demo}: shows the incident, and this API with a Redis that fails on command. */
@Command(
    name = "demo",
    description = "Shows the incident on this machine, and this API in the same environment with a"
        + " Redis that fails on command. Needs a redis-server with TLS.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:it was ended with q",
      "3:the command line is invalid, the port is in use, or redis-server does not start"
    },
    footerHeading = "Examples:%n",
    footer = {"  api-app demo", "  api-app demo --port 9090"})
final class DemoCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Terminal stdout;

  @Option(
      names = "--port",
      description = "port of the API on this machine, 1 to 65535 (default: 8080)",
      defaultValue = "8080",
      converter = Port.class)
  private int port = 8080;

  @Option(
      names = "--redis-server",
      paramLabel = "<file>",
      description = "redis-server or valkey-server to start (default: the one on the PATH)")
  private String redisServer = "";

  DemoCommand(
      Map<String, String> environment,
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      Terminal stdout) {
    this.environment = environment;
    this.in = in;
    this.out = out;
    this.err = err;
    this.stdout = stdout;
  }

  @Override
  public Integer call() {
    try {
      String path = environment.getOrDefault("PATH", "");
      Demo.run(new Demo.Options(port, redisServer), path, in, out, stdout.isColoured());
      return ExitCode.OK;
    } catch (UnusableDocumentException e) {
      err.println("error: " + e.getMessage());
      return ExitCode.USAGE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERNAL_ERROR;
    }
  }

  private static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
      if (port < 1 || port > 65_535) {
        throw new TypeConversionException("not a port");
      }
      return port;
    }
  }
}
