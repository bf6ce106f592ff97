package ai.hokusai.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DnsCacheTtlTest {
  private static final String FOUND = "networkaddress.cache.ttl";
  private static final String NOT_FOUND = "networkaddress.cache.negative.ttl";

  private final @Nullable String found = Security.getProperty(FOUND);
  private final @Nullable String notFound = Security.getProperty(NOT_FOUND);

  @AfterEach
  void restore() {
    // A property cannot be removed; none has the effect of its absence.
    Security.setProperty(FOUND, found == null ? "30" : found);
    Security.setProperty(NOT_FOUND, notFound == null ? "10" : notFound);
  }

  @Test
  void cachesAMissingNameForAShortTime() {
    Security.setProperty(NOT_FOUND, "10");
    DnsCacheTtl.apply();

    assertThat(Security.getProperty(NOT_FOUND)).isEqualTo("1");
    assertThat(Security.getProperty(FOUND)).isNotNull();
  }

  @Test
  void leavesAloneWhatTheOperatorSet() {
    Security.setProperty(FOUND, "60");
    Security.setProperty(NOT_FOUND, "3");
    DnsCacheTtl.apply();

    assertThat(Security.getProperty(FOUND)).isEqualTo("60");
    assertThat(Security.getProperty(NOT_FOUND)).isEqualTo("3");
  }
}
