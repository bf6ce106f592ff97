package ai.hokusai.it.faults;

import ai.hokusai.health.Status;
import ai.hokusai.it.app.AppJvm;
import ai.hokusai.it.app.RunningApp;
import ai.hokusai.it.redis.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A service in a JVM of its own, as its {@code /health} shows it: for what cannot be done to this JVM. */
final class WatchedJar implements Service {
  private static final Pattern STATUS = Pattern.compile("\"status\":\"([a-z]+)\"");
  private static final Pattern CODE = Pattern.compile("\"code\":\"([A-Z_]+)\"");

  private final RunningApp app;

  private WatchedJar(RunningApp app) {
    this.app = app;
  }

  static WatchedJar start(Map<String, String> environment, AppJvm jvm) {
    // The JDK believes an address for 30 s, and that there is none for 10 s.
    var forgetful = jvm.with("-Djava.security.properties=" + withoutCache());
    return new WatchedJar(RunningApp.serve(LoopbackPort.free(), environment, forgetful));
  }

  private static Path withoutCache() {
    try {
      var file = Files.createTempFile("without-cache", ".security");
      file.toFile().deleteOnExit();
      var properties = "networkaddress.cache.ttl=0\nnetworkaddress.cache.negative.ttl=0\n";
      return Files.writeString(file, properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Observation look() {
    var body = app.get("/health").body();
    var status = first(STATUS, body);
    if (status == null) {
      throw new IllegalStateException("/health names no status: " + body);
    }
    return new Observation(Status.valueOf(status.toUpperCase(Locale.ROOT)), first(CODE, body));
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
