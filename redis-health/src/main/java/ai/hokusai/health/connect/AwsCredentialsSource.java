package ai.hokusai.health.connect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.source.FileSource;
import ai.hokusai.config.source.FlatJson;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of the credentials of AWS, as the variables of the environment name it: the credentials
 * themselves, the endpoint of the ECS agent, or that of EKS Pod Identity, in this order. Immutable.
 */
final class AwsCredentialsSource {
  /** The longest that fetching takes. */
  static final Duration LIMIT = Duration.ofSeconds(1);

  private static final int MAX_BYTES = 16_384;
  private static final String ECS = "169.254.170.2";
  // As in the SDKs of AWS: a token is sent over plain HTTP to this machine and its agents only.
  private static final Set<String> AGENTS =
      Set.of(ECS, "169.254.170.23", "fd00:ec2::23", "localhost", "::1");
  private static final Pattern LOOPBACK = Pattern.compile("127(?:\\.[0-9]{1,3}){3}");
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})[ \r]");

  private final Map<String, Secret> variables;

  AwsCredentialsSource(Map<String, Secret> variables) {
    this.variables = variables;
  }

  /**
   * Reads the credentials, which takes at most {@link #LIMIT}.
   *
   * @param budget the time, of which no more than the limit is used
   * @throws FaultException where there are none
   */
  AwsCredentials fetch(Budget budget, Instant now) {
    String keyId = value("AWS_ACCESS_KEY_ID");
    Secret key = variables.get("AWS_SECRET_ACCESS_KEY");
    if (keyId != null && key != null) {
      Secret token = variables.get("AWS_SESSION_TOKEN");
      return new AwsCredentials(keyId, key, token, null, "environment variables");
    }
    String relative = value("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    if (relative != null) {
      return fetch(uri("http://" + ECS + relative), "the ECS task role", budget, now);
    }
    String full = value("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    if (full != null) {
      return fetch(uri(full), "the container credentials endpoint", budget, now);
    }
    throw new FaultException(Fault.IAM_CREDENTIALS_NOT_FOUND);
  }

  private @Nullable String value(String name) {
    Secret value = variables.get(name);
    return value == null ? null : value.reveal(text -> text);
  }

  private static URI uri(String text) {
    try {
      var uri = new URI(text);
      String host = host(uri);
      boolean isAgent = AGENTS.contains(host) || LOOPBACK.matcher(host).matches();
      if ("http".equals(uri.getScheme()) && isAgent && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Its message repeats the value.
    }
    throw new FaultException(Fault.IAM_CREDENTIALS_NOT_FOUND.with(
        "the variable AWS_CONTAINER_CREDENTIALS_FULL_URI or"
            + " AWS_CONTAINER_CREDENTIALS_RELATIVE_URI holds no http address"
            + " of this machine or of an agent of AWS",
        "unset the variable, which ECS and EKS set by themselves; only loopback, 169.254.170.2,"
            + " 169.254.170.23 and [fd00:ec2::23] are permitted"));
  }

  private static String host(URI uri) {
    String host = uri.getHost() == null ? "" : uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private AwsCredentials fetch(URI uri, String source, Budget budget, Instant now) {
    byte[] request = request(uri, authorization());
    byte[] reply;
    try {
      reply = budget.spend("Credentials", millis -> {
        Duration limit = Duration.ofMillis(Math.min(millis, LIMIT.toMillis()));
        return exchange(uri, request, Budget.of(limit));
      });
    } catch (SocketTimeoutException e) {
      throw unreachable("did not reply in time");
    } catch (IOException e) {
      throw unreachable("cannot be reached");
    }
    return parse(reply, source, now);
  }

  private static byte[] exchange(URI uri, byte[] request, Budget budget) throws IOException {
    String host = host(uri);
    InetAddress address =
        host.equals("localhost") ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
    try (var socket = new BoundedSocket(budget, MAX_BYTES)) {
      socket.connectTo(new InetSocketAddress(address, uri.getPort() < 0 ? 80 : uri.getPort()));
      socket.getOutputStream().write(request);
      return socket.getInputStream().readAllBytes();
    }
  }

  // HTTP 1.0, so that the body is not sent in chunks.
  private static byte[] request(URI uri, @Nullable String authorization) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String text = "GET " + path + query + " HTTP/1.0\r\nHost: " + uri.getRawAuthority()
        + "\r\nAccept: application/json\r\nConnection: close\r\n"
        + (authorization == null ? "" : "Authorization: " + authorization + "\r\n") + "\r\n";
    return text.getBytes(ISO_8859_1);
  }

  /** The token of EKS Pod Identity, read each time, since its file is replaced; null for none. */
  private @Nullable String authorization() {
    String file = value("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    String token = file == null ? value("AWS_CONTAINER_AUTHORIZATION_TOKEN") : read(file);
    if (token != null && token.chars().anyMatch(each -> each < ' ' || each > '~')) {
      throw unreachable("needs a token on one line, and AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE or"
          + " AWS_CONTAINER_AUTHORIZATION_TOKEN has none");
    }
    return token;
  }

  private static String read(String file) {
    try {
      return new String(FileSource.system().read(file), US_ASCII).strip();
    } catch (IOException | RuntimeException e) {
      throw unreachable(
          "needs the file of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, which cannot be read");
    }
  }

  private static AwsCredentials parse(byte[] reply, String source, Instant now) {
    String text = new String(reply, UTF_8);
    var status = STATUS.matcher(text);
    if (!status.lookingAt()) {
      throw unreachable("sent no HTTP response");
    }
    if (!status.group(1).equals("200")) {
      throw unreachable("replied with status " + status.group(1));
    }
    if (reply.length >= MAX_BYTES) {
      throw unreachable("sent more than 16 KiB");
    }
    int body = text.indexOf("\r\n\r\n");
    Map<String, String> fields = body < 0 ? null : FlatJson.parse(text.substring(body + 4));
    String keyId = field(fields, "AccessKeyId");
    String key = field(fields, "SecretAccessKey");
    String token = field(fields, "Token");
    Instant end = instant(field(fields, "Expiration"));
    if (keyId == null || key == null || token == null || end == null) {
      throw unreachable("sent no credentials as JSON");
    }
    if (!end.isAfter(now)) {
      throw unreachable("sent credentials that have expired");
    }
    return new AwsCredentials(keyId, Secret.of(key), Secret.of(token), end, source);
  }

  private static @Nullable String field(@Nullable Map<String, String> fields, String name) {
    String value = fields == null ? null : fields.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static FaultException unreachable(String what) {
    Cause cause = Fault.IAM_CREDENTIALS_UNREACHABLE.with(
        "the endpoint for the AWS credentials of this task " + what,
        Fault.IAM_CREDENTIALS_UNREACHABLE.remedy());
    return new FaultException(cause);
  }
}
