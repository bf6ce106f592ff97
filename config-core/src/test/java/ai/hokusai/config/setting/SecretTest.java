package ai.hokusai.config.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SecretTest {

  @Test
  void showsNothing() {
    assertThat(Secret.of("abcdefgh")).hasToString("<redacted>");
  }

  @Test
  void revealsItsValueToAFunction() {
    assertThat(Secret.of("abcdefgh").<Integer>reveal(String::length)).isEqualTo(8);
  }

  @Test
  void isEqualToASecretOfTheSameValueOnly() {
    Secret secret = Secret.of("abcdefgh");
    assertThat(secret).isEqualTo(Secret.of("abcdefgh")).hasSameHashCodeAs(Secret.of("abcdefgh"));
    assertThat(secret).isNotEqualTo(Secret.of("abcdefgi")).isNotEqualTo("abcdefgh");
    assertThat(secret.hashCode()).isNotEqualTo(Secret.of("abcdefgi").hashCode());
  }

  @Test
  void isNeverEmpty() {
    assertThatThrownBy(() -> Secret.of(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a secret is not empty");
  }
}
