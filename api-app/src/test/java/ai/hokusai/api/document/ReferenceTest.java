package ai.hokusai.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.document.Reference.Service;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of references, and of the intrinsics in them. */
final class ReferenceTest {
  private static final String SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:";
  private static final String PARAMETER = "arn:aws:ssm:us-east-1:123456789012:parameter/";

  @ParameterizedTest
  @CsvSource({
    "/app/redis, SSM, /app/redis, ''",
    "redis-url, SSM, redis-url, ''",
    PARAMETER + "app/redis, SSM, /app/redis, ''",
    SECRET + "app/redis, SECRETS_MANAGER, app/redis, ''",
    SECRET + "app/redis-AbCdEf:url::, SECRETS_MANAGER, app/redis-AbCdEf, url",
    SECRET + "app/redis-AbCdEf:::4f5e, SECRETS_MANAGER, app/redis-AbCdEf, ''",
    SECRET + "app/redis-AbCdEf:url:AWSPREVIOUS:, SECRETS_MANAGER, app/redis-AbCdEf, url",
    "arn:aws-cn:ssm:cn-north-1:123456789012:parameter/x, SSM, /x, ''"
  })
  void readsWhatEcsReads(String text, Service service, String name, String key) {
    assertThat(Reference.parse(text)).hasValueSatisfying(each -> {
      assertThat(each.service()).isEqualTo(service);
      assertThat(each.name()).isEqualTo(name);
      assertThat(each.key()).isEqualTo(key);
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a secret",
        "app/redis:password::",
        SECRET,
        SECRET + "app/redis:password",
        SECRET + "app/redis:password:",
        SECRET + "app/redis:password:::",
        "arn:aws:secretsmanager:us-east-1:1234:secret:app/redis",
        "arn:aws:secretsmanager:us-east-1:123456789012:app/redis",
        "arn:aws:ssm:us-east-1:123456789012:secret:app/redis",
        "arn:aws:ssm:us-east-1:123456789012:app/redis",
        "arn:aws:s3:::bucket/key",
        "\ufffc:password",
        "\ufffc:password:"
      })
  void rejectsWhatEcsCannotRead(String text) {
    assertThat(Reference.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${REDIS_SECRET}",
        "{{ secretsmanager_arn `app/baz` }}",
        "__SECRET__",
        "<secret-arn>",
        "SECRET_ARN",
        "REDIS_SECRET_ARN",
        "arn:aws:ssm:REGION:123456789012:parameter/x",
        "arn:aws:secretsmanager:us-east-1:ACCOUNT_ID:secret:x"
      })
  void recognizesPlaceholders(String text) {
    assertThat(Reference.isPlaceholder(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"REDIS_URL", "/APP/REDIS_URL", SECRET + "APP:URL::", PARAMETER + "_x_"})
  void recognizesNamesInCapitals(String text) {
    assertThat(Reference.isPlaceholder(text)).isFalse();
    assertThat(Reference.parse(text)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a {{resolve:ssm:x}}' | 'a ?'",
        "{\"Ref\": \"Other\"} | ?",
        "{\"Ref\": \"Known\"} | value",
        "{\"Fn::GetAtt\": [\"R\", \"Address\"]} | host",
        "{\"Fn::GetAtt\": \"R.Address\"} | host",
        "{\"Fn::Sub\": \"${Known}:${AWS::Region}:${!Literal}\"} | value:?:${Literal}",
        "{\"Fn::Sub\": [\"${A}-${Known}\", {\"A\": {\"Ref\": \"Known\"}}]} | value-value",
        "{\"Fn::Join\": [\":\", [\"a\", {\"Ref\": \"X\"}, \"b\"]]} | a:?:b",
        "{\"Fn::Join\": [\":\", {\"Ref\": \"List\"}]} | ?",
        "{\"Fn::If\": [\"c\", \"a\", \"b\"]} | ?",
        "{\"Ref\": \"Known\", \"more\": 1} | ?",
        "[\"a\"] | ?",
        "6379 | 6379"
      })
  void keepsTheKnownPiecesOfIntrinsics(String json, String text) {
    String value = json.startsWith("a ") ? "\"" + json + "\"" : json;
    var intrinsics = new Intrinsics(true, Map.of("Known", "value", "R.Address", "host"));
    assertThat(intrinsics
            .text(JsonDocument.parse(new Source("f", "w", value, null)))
            .replace(Intrinsics.HOLE, '?'))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "/app/redis, /app/redis",
    "Correct-Horse-Battery-9, ",
    PARAMETER + "app/redis, " + PARAMETER + "app/redis",
    "arn:\ufffc:ssm:\ufffc:\ufffc:parameter/app/redis, /app/redis",
    "arn:\ufffc:ssm:\ufffc:\ufffc:parameter/app/\ufffc, ",
    "arn:\ufffc:ssm:\ufffc:\ufffc:parameter\ufffcredis, "
  })
  void showsOnlyNamesThatAreNoSecret(String text, String printable) {
    assertThat(Reference.parse(text))
        .hasValueSatisfying(each -> assertThat(each.printable()).isEqualTo(printable));
  }

  @ParameterizedTest
  @CsvSource({
    SECRET + "app:url::, redis://a",
    SECRET + "app-AbCdEf:url::, redis://a",
    SECRET + "app:port::, 6379",
    SECRET + "app:url:AWSPREVIOUS:, redis://old",
    SECRET + "app:url::v1, redis://old",
    "arn:aws:secretsmanager:\ufffc:\ufffc:secret:app:url::, redis://a",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:app:url::, ",
    SECRET + "ap:url::, ",
    SECRET + "app:deep::, ",
    PARAMETER + "app/redis, redis://b",
    "/app/redis, redis://b",
    "/app/encrypted, "
  })
  void findsTheValueBehindAReference(String text, String value) {
    var values = new Values(Map.of());
    for (String json :
        List.of(secret("v2", "AWSCURRENT", "a"), secret("v1", "AWSPREVIOUS", "old"), """
        {"Parameters": [
          {"Name": "/app/redis", "Type": "String", "Value": "redis://b", "ARN": "%sapp/redis"},
          {"Name": "/app/encrypted", "Type": "SecureString", "Value": "AQICA%s", "ARN": "%sapp/e"}]}
        """.formatted(
                PARAMETER, "Ab9+".repeat(40), PARAMETER))) {
      values.add(JsonDocument.parse(new Source("f", "w", json, null)));
    }
    Values.Found found = values.find(Reference.parse(text).orElseThrow());
    assertThat(found.value() == null ? null : found.value().<String>reveal(each -> each))
        .isEqualTo(value);
  }

  private static String secret(String version, String stage, String host) {
    return """
        {"ARN": "%sapp-AbCdEf", "Name": "app", "VersionId": "%s", "VersionStages": ["%s"],
         "SecretString": "{\\"url\\":\\"redis://%s\\",\\"port\\":6379,\\"deep\\":{}}"}
        """.formatted(SECRET, version, stage, host);
  }
}
