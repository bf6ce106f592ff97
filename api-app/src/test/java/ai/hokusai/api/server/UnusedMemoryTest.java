package ai.hokusai.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class UnusedMemoryTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void returnsTheFreeMemoryOfTheLibraryOfC() {
    assertThat(UnusedMemory.release())
        .hasValueSatisfying(report -> assertThat(report).contains("Trim native heap"));
  }
}
