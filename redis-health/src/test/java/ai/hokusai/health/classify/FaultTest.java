package ai.hokusai.health.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FaultTest {

  @ParameterizedTest
  @EnumSource
  void saysWhatIsWrongAndWhatToDoInOneSentenceEach(Fault fault) {
    assertThat(fault.message()).matches("([a-z]|DNS |Redis ).*[^.]").doesNotContain("\n", ". ");
    assertThat(fault.remedy()).matches("([a-z]|DNS |Redis ).*[^.]").doesNotContain("\n", ". ");
    assertThat(fault.remedy()).isNotEqualTo(fault.message());
  }

  @Test
  void saysNothingTwice() {
    assertThat(Arrays.stream(Fault.values()).map(Fault::message)).doesNotHaveDuplicates();
  }

  @Test
  void namesWhatOperatorsHaveToTouch() {
    assertThat(Fault.AUTH_REQUIRED.remedy()).contains("REDIS_AUTH_TOKEN");
    assertThat(Fault.CONNECT_TIMEOUT.remedy()).startsWith("allow inbound traffic");
    assertThat(Fault.TLS_REQUIRED_BY_SERVER.remedy())
        .contains("REDIS_TLS_ENABLED=true", "rediss://");
    assertThat(Fault.NO_PERMISSION.remedy()).contains("+ping +hello");
    assertThat(Fault.TLS_UNTRUSTED.remedy()).contains("REDIS_TLS_CA_FILE");
    assertThat(Fault.POOL_EXHAUSTED.remedy()).contains("REDIS_POOL_MAX");
  }

  @Test
  void leadsToItsDocumentation() {
    assertThat(Fault.DNS_NOT_FOUND.docs())
        .isEqualTo(
            "https://github.com/hokusai-ai/hokusai-redis/blob/main/docs/diagnostics.md#dns_not_found");
  }

  @Test
  void takesAnUnknownNameForAMistakeOnlyWhileStarting() {
    assertThat(Arrays.stream(Fault.values())
            .filter(each -> each.faultClass() != each.faultClassWhileStarting()))
        .containsExactly(Fault.DNS_NOT_FOUND);
    assertThat(Fault.DNS_NOT_FOUND.faultClass()).isEqualTo(FaultClass.TRANSIENT);
    assertThat(Fault.DNS_NOT_FOUND.faultClassWhileStarting()).isEqualTo(FaultClass.CONFIG);
  }
}
