package ai.hokusai.config.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UrlSecretsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rediss://:s3cret@host | true | s3cret",
        "rediss://user:s3%23cret@host | true | s3%23cret, s3#cret",
        "rediss://s3cret@host | true | s3cret",
        "user:s3cret@host | false | s3cret",
        "rediss://user:s3?cr/et@host | false | s3?cr/et",
        "rediss://host?password=s3cret&db=1 | true | s3cret",
        "rediss://host?db=1&auth_token=s3%2Bcret | true | s3%2Bcret, s3+cret",
        "host:6379,password=s3cret,ssl=true | false | s3cret",
        "host:6379;client_secret=s3cret | false | s3cret",
        "redis-cli -h host -a s3cret --tls | false | s3cret",
        "redis-cli --pass s3cret -h host | false | s3cret",
        "rediss://host/0?client_name=a@b | true | ''",
        "rediss://host:6379/2 | true | ''",
        "host | true | ''"
      })
  void findsSecretsInUrlsThatMayBeFaulty(String raw, boolean isUsable, String found) {
    assertThat(String.join(", ", UrlSecrets.of(raw, isUsable))).isEqualTo(found);
  }
}
