package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CpuStatTest {
  private static final String V1 =
      "nr_periods 900\nnr_throttled 37\nthrottled_time 1500000000\nnr_bursts 0\n";
  private static final String V2 =
      "usage_usec 5\nnr_periods 900\nnr_throttled 37\nthrottled_usec 1500000\n";

  @TempDir
  private Path directory;

  private Path groups;
  private Path membership;

  @BeforeEach
  void nameFiles() {
    groups = directory.resolve("cgroup");
    membership = directory.resolve("membership");
  }

  @ParameterizedTest
  @CsvSource({
    "0::/, .",
    "0::/system.slice/orders, system.slice/orders",
    "0::/not/mounted/here, .",
    "'4:memory:/a\n3:cpu:/docker/b', cpu/docker/b",
    "'3:cpu,cpuacct:/docker/b', 'cpu,cpuacct/docker/b'",
    "'3:cpu,cpuacct:/not/mounted/here', cpu"
  })
  void readsTheGroupOfThisProcess(String lines, String group) throws IOException {
    Files.writeString(membership, lines);
    String stat = lines.startsWith("0:") ? V2 : V1;
    Path file = Files.createDirectories(groups.resolve(group)).resolve("cpu.stat");
    Files.writeString(file, stat);
    CpuStat cpu = CpuStat.of(groups, membership);

    assertThat(cpu.read()).isEqualTo(new CpuStat.Counters(37, 1_500_000_000));
    Files.writeString(file, stat.replace("37", "40"));
    assertThat(cpu.read()).isEqualTo(new CpuStat.Counters(40, 1_500_000_000));
    Files.delete(file);
    assertThat(cpu.read()).isEqualTo(CpuStat.Counters.ZERO);
  }

  @Test
  void isZeroWhereThereAreNoGroups() {
    assertThat(CpuStat.of(groups, membership).read()).isEqualTo(CpuStat.Counters.ZERO);
  }

  @Test
  void isZeroWithoutALimit() throws IOException {
    Files.createDirectories(groups);
    Files.writeString(groups.resolve("cpu.stat"), "usage_usec 5\nuser_usec 3\n");

    assertThat(CpuStat.of(groups, membership).read()).isEqualTo(CpuStat.Counters.ZERO);
  }

  @Test
  void isZeroForWhatIsNoNumber() throws IOException {
    Files.createDirectories(groups);
    Files.writeString(groups.resolve("cpu.stat"), "nr_throttled many\n");

    assertThat(CpuStat.of(groups, membership).read()).isEqualTo(CpuStat.Counters.ZERO);
  }
}
