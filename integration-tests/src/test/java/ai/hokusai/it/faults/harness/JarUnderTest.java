package ai.hokusai.it.faults.harness;

import ai.hokusai.health.Status;
import ai.hokusai.it.app.AppJvm;
import ai.hokusai.it.app.ModelsClient;
import ai.hokusai.it.app.RunningApp;
import ai.hokusai.it.redis.LoopbackPort;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A service in a JVM of its own, as its {@code /health} shows it to everybody. */
public final class JarUnderTest implements Service {
  private static final Pattern STATUS = Pattern.compile("\"status\":\"([a-z]+)\"");
  private static final Pattern CODE = Pattern.compile("\"code\":\"([A-Z_]+)\"");
  private static final String AUTHORIZATION = "Authorization";
  private static final String BEARER = "Bearer " + PlantedSecret.DETAILS.value();

  private final RunningApp app;

  private JarUnderTest(RunningApp app) {
    this.app = app;
  }

  public static JarUnderTest start(Map<String, String> environment, AppJvm jvm) {
    var more = ModelsClient.enabledIn(environment);
    more.put("HEALTH_DETAILS_TOKEN", PlantedSecret.DETAILS.value());
    return new JarUnderTest(RunningApp.serve(LoopbackPort.free(), more, jvm));
  }

  /** The process. */
  public RunningApp app() {
    return app;
  }

  /** Asks as somebody who may see the details. */
  public HttpResponse<String> ask(String path, String accept) {
    return app.get(path, AUTHORIZATION, BEARER, "Accept", accept);
  }

  public HttpResponse<String> ask(String path) {
    return ask(path, "*/*");
  }

  @Override
  public Observation look() {
    return read(app.get("/health"));
  }

  /** What an answer says, whose status code has to be the one of the table. */
  public static Observation read(HttpResponse<String> response) {
    var status = first(STATUS, response.body());
    if (status == null) {
      throw new IllegalStateException("/health names no status: " + response.body());
    }
    var seen = new Observation(
        Status.valueOf(status.toUpperCase(Locale.ROOT)), first(CODE, response.body()));
    if (response.statusCode() != (seen.isUp() ? 200 : 503)) {
      throw new IllegalStateException(response.statusCode() + " for " + seen);
    }
    return seen;
  }

  private static @Nullable String first(Pattern pattern, String body) {
    return pattern
        .matcher(body)
        .results()
        .map((MatchResult match) -> match.group(1))
        .findFirst()
        .orElse(null);
  }

  @Override
  public void close() {
    app.close();
  }
}
