package ai.hokusai.it.faults.rows;

import ai.hokusai.it.app.FinishedApp;
import ai.hokusai.it.faults.harness.Setup;
import ai.hokusai.it.faults.harness.TestBed;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.stream.StreamSupport;

/**
 * What {@code check} said of a Redis.
 *
 * @param exitCode how it ended
 * @param step the first step that failed, empty where none did
 * @param code what that step named, empty for nothing
 * @param took how long it took, with the start of its JVM
 * @param output all that it printed
 */
record CheckAnswer(int exitCode, String step, String code, Duration took, String output) {

  /** Runs it. */
  static CheckAnswer ask(Setup setup, TestBed testBed) {
    long began = System.nanoTime();
    FinishedApp app = setup.check(testBed);
    return read(app, Duration.ofNanos(System.nanoTime() - began));
  }

  private static CheckAnswer read(FinishedApp app, Duration took) {
    var output = app.out() + app.err();
    try {
      for (var step : new ObjectMapper().readTree(app.out()).findParents("status")) {
        // A group has failed because one of its steps has.
        if (step.path("status").asText().equals("fail")
            && !step.path("diagnostics").isEmpty()) {
          return new CheckAnswer(
              app.exitCode(), step.path("name").asText(), error(step), took, output);
        }
      }
      return new CheckAnswer(app.exitCode(), "", "", took, output);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("check printed no JSON: " + output, e);
    }
  }

  private static String error(JsonNode step) {
    return StreamSupport.stream(step.path("diagnostics").spliterator(), false)
        .filter(finding -> finding.path("severity").asText().equals("error"))
        .map(finding -> finding.path("code").asText())
        .findFirst()
        .orElse("");
  }

  @Override
  public String toString() {
    return "%s at %s, exit code %d".formatted(code, step, exitCode);
  }
}
