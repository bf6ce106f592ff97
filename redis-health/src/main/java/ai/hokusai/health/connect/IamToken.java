package ai.hokusai.health.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;
import static java.util.stream.Collectors.joining;

import ai.hokusai.config.IamSettings;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs the tokens that ElastiCache and MemoryDB accept as a password: a presigned request of AWS
 * Signature Version 4 without its scheme. One is valid for 15 minutes.
 */
final class IamToken {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(UTC);
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private IamToken() {}

  static String sign(IamSettings iam, String user, AwsCredentials credentials, Instant now) {
    String time = TIME.format(now);
    String day = time.substring(0, 8);
    String service = iam.service().name().toLowerCase(Locale.ROOT);
    String scope = day + "/" + iam.region() + "/" + service + "/aws4_request";
    String query = query(iam, user, credentials, time, scope);
    String canonical =
        "GET\n/\n" + query + "\nhost:" + iam.cache() + "\n\nhost\n" + hex(sha256(""));
    String toSign = ALGORITHM + "\n" + time + "\n" + scope + "\n" + hex(sha256(canonical));
    byte[] key = credentials.key().reveal(secret -> ("AWS4" + secret).getBytes(UTF_8));
    for (String part : List.of(day, iam.region(), service, "aws4_request")) {
      key = hmac(key, part);
    }
    return iam.cache() + "/?" + query + "&X-Amz-Signature=" + hex(hmac(key, toSign));
  }

  private static String query(
      IamSettings iam, String user, AwsCredentials credentials, String time, String scope) {
    var parameters = new TreeMap<String, String>();
    parameters.put("Action", "connect");
    parameters.put("User", user);
    parameters.put("X-Amz-Algorithm", ALGORITHM);
    parameters.put("X-Amz-Credential", credentials.keyId() + "/" + scope);
    parameters.put("X-Amz-Date", time);
    parameters.put("X-Amz-Expires", "900");
    parameters.put("X-Amz-SignedHeaders", "host");
    if (iam.isServerless()) {
      parameters.put("ResourceType", "ServerlessCache");
    }
    if (credentials.token() != null) {
      parameters.put("X-Amz-Security-Token", credentials.token().reveal(token -> token));
    }
    return parameters.entrySet().stream()
        .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
        .collect(joining("&"));
  }

  /** Percent-encoding as in RFC 3986, where the JDK has that of HTML forms. */
  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HmacSHA256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
