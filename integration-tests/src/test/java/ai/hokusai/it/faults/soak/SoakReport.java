package ai.hokusai.it.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.faults.random.ObservationCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What a jar held after each round of a soak, and whether that grew. */
final class SoakReport {
  private static final Path FILE = Path.of("target", "soak.md");
  private static final String HEAD = """
      # The soak

      %d requests under load, %d of them unexpected; %s.

      | after round | threads | handles | heap after a collection | connections to Redis |
      |---|---|---|---|---|
      """;
  // A connection or a thread of the JVM more or less; a leak shows with every round.
  private static final long FEW = 3;
  private static final long FEW_HANDLES = 8;
  private static final long MEBIBYTE = 1 << 20;

  private final List<Usage> usages = new ArrayList<>();

  void add(Usage usage) {
    usages.add(usage);
  }

  List<Usage> usages() {
    return usages;
  }

  /** The last third holds as much as the first. */
  void assertFlat() {
    assertThat(growth(Usage::threads)).as("threads").isLessThanOrEqualTo(FEW);
    assertThat(growth(Usage::handles)).as("handles").isLessThanOrEqualTo(FEW_HANDLES);
    assertThat(growth(Usage::connections)).as("connections").isLessThanOrEqualTo(FEW);
    assertThat(growth(Usage::heap)).as("heap").isLessThanOrEqualTo(2 * MEBIBYTE);
  }

  private long growth(ToLongFunction<Usage> which) {
    int third = usages.size() / 3;
    return Usage.median(usages.subList(usages.size() - third, usages.size()), which)
        - Usage.median(usages.subList(0, third), which);
  }

  /** Writes the table beside the reports of the tests. */
  void write(Load load, ObservationCounts tally) throws IOException {
    var text = new StringBuilder(HEAD.formatted(load.answered(), load.unexpected(), tally));
    for (int i = 0; i < usages.size(); i++) {
      var usage = usages.get(i);
      text.append(String.format(
          Locale.ROOT,
          "| %d | %d | %d | %.1f MiB | %d |%n",
          i + 1,
          usage.threads(),
          usage.handles(),
          (double) usage.heap() / MEBIBYTE,
          usage.connections()));
    }
    Files.createDirectories(FILE.resolveSibling("."));
    Files.writeString(FILE, text);
  }
}
