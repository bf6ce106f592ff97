package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.IamSettings;
import ai.hokusai.config.IamSettings.Service;
import ai.hokusai.config.setting.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class IamTokenTest {
  private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");
  private static final String REGION = "eu-west-1";

  // The two signatures of the sample of AWS, aws-samples/elasticache-iam-auth-demo-app.
  @Test
  void signsAsTheSampleOfAws() {
    IamSettings iam = IamSettings.of(Service.ELASTICACHE, "my-replication-group-id", REGION);

    assertThat(token(iam, null))
        .isEqualTo("my-replication-group-id/?Action=connect&User=my-user-id"
            + "&X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=fakeAccessKeyId%2F20250101%2Feu-west-1%2Felasticache%2Faws4_request"
            + "&X-Amz-Date=20250101T000000Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host"
            + "&X-Amz-Signature="
            + "9e361603d85874bce06114c6644725ed113e3b11ae6fa92efdf10c6bcf5de8d7");
    assertThat(token(iam, "fakeSessionToken"))
        .contains("&X-Amz-Security-Token=fakeSessionToken&")
        .endsWith("=bbce2bd61bd78461297ecb92e7001ddbeab2d85906c3cbedad6c9b81fb3466dc");
  }

  @Test
  void namesTheTypeOfAServerlessCache() {
    IamSettings iam =
        IamSettings.of(Service.ELASTICACHE, "my-serverless-cache", REGION).withServerless(true);

    assertThat(token(iam, "fakeSessionToken"))
        .startsWith("my-serverless-cache/?Action=connect&ResourceType=ServerlessCache&User=");
    assertThat(signatures(iam))
        .contains("8f0a6b9ee2050a8c823911f5cb4778f7e5af915d182a85666c1287da148a5b13");
  }

  @Test
  void signsForMemoryDb() {
    IamSettings iam = IamSettings.of(Service.MEMORYDB, "my-cluster", REGION);

    assertThat(signatures(iam))
        .contains("5773479568cb77f9877ce1a96d0d05784b1b223b96b1eb10bc431163de9efb4e");
  }

  @Test
  void encodesAsRfc3986() {
    IamSettings iam = IamSettings.of(Service.ELASTICACHE, "cache", REGION);
    AwsCredentials credentials = credentials("a+b/c=*~ é");

    assertThat(IamToken.sign(iam, "user", credentials, NOW))
        .contains("&X-Amz-Security-Token=a%2Bb%2Fc%3D%2A~%20%C3%A9&");
  }

  private static String signatures(IamSettings iam) {
    return token(iam, null) + " " + token(iam, "fakeSessionToken");
  }

  private static String token(IamSettings iam, @Nullable String session) {
    return IamToken.sign(iam, "my-user-id", credentials(session), NOW);
  }

  private static AwsCredentials credentials(@Nullable String session) {
    return new AwsCredentials(
        "fakeAccessKeyId",
        Secret.of("fakeSecretKey"),
        session == null ? null : Secret.of(session),
        null,
        "a test");
  }
}
