package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_AUTH_TOKEN;
import static ai.hokusai.config.RedisVariable.REDIS_USERNAME;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.HostPort;
import ai.hokusai.config.source.KnownSecrets;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.Reading;
import ai.hokusai.config.source.SettingSource;
import ai.hokusai.config.url.RedisUrl;
import ai.hokusai.config.url.UrlSecrets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The user name and the password as they were read.
 *
 * @param username the user name, null for the default user
 * @param password the password, null for none
 */
record Credentials(Setting<String> username, Setting<Secret> password) {
  // docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html, "AUTH token constraints"
  private static final Pattern ELASTICACHE_TOKEN = Pattern.compile("[A-Za-z0-9!&#$^<>-]{16,128}");

  private static final Setting<String> DEFAULT_USER = Setting.byDefault(REDIS_USERNAME, null);
  private static final Setting<Secret> NO_PASSWORD = Setting.byDefault(REDIS_AUTH_TOKEN, null);

  /**
   * Reads both.
   *
   * @param isIam whether a token of AWS IAM takes the place of the password
   */
  static Credentials read(
      Endpoint endpoint, boolean isIam, SettingSource source, Problems problems) {
    RedisUrl url = endpoint.url().value();
    Reading<Secret> token = source.secret(REDIS_AUTH_TOKEN);
    Setting<String> username = Precedence.choose(
        url == null ? null : url.username(),
        endpoint.url(),
        Part.USERNAME,
        source.text(REDIS_USERNAME),
        ConfigCode.USERNAME_SHADOWED_BY_URL,
        DEFAULT_USER,
        problems);
    Setting<Secret> password = Precedence.choose(
        url == null ? null : url.password(),
        endpoint.url(),
        Part.PASSWORD,
        token,
        ConfigCode.AUTH_TOKEN_SHADOWED_BY_URL,
        NO_PASSWORD,
        problems);
    boolean isDefaultUser = username.value() == null || username.value().equals("default");
    boolean isAlone = password.value() == null && !token.isSet();
    if (isAlone && !isDefaultUser && !isIam) {
      problems.add(ConfigCode.USERNAME_WITHOUT_PASSWORD, username.origin());
    }
    if (endpoint.shape().isElastiCache()
        && !isIam
        && isDefaultUser
        && isUnexpectedToken(password)) {
      problems.add(ConfigCode.TOKEN_SHAPE_UNEXPECTED, password.origin());
    }
    if (password.value() != null && password.value().<Boolean>reveal(Credentials::isEndpoint)) {
      problems.add(ConfigCode.ENDPOINT_AS_TOKEN, password.origin());
      removeSecret(password, source.secrets());
    }
    // Every connection is this user before it authenticates.
    return new Credentials(isAlone && isDefaultUser ? DEFAULT_USER : username, password);
  }

  /** The user name as reports may show it. */
  Setting<String> safeUsername() {
    String user = username.value();
    String shown = user == null ? null : RedisSettings.safeUsername(user, password.value());
    return new Setting<>(REDIS_USERNAME, shown, username.origin(), username.lost());
  }

  /** A URL, or the name of a managed endpoint with or without a port. */
  private static boolean isEndpoint(String token) {
    HostPort hostPort = HostPort.parse(token, true, (code, part) -> {});
    boolean isUrl = token.startsWith("redis://") || token.startsWith("rediss://");
    return isUrl
        || (hostPort.host() != null && ManagedEndpoint.of(hostPort.host()) != ManagedEndpoint.NONE);
  }

  /** An endpoint is no secret, but it may contain one. */
  private static void removeSecret(Setting<Secret> endpoint, KnownSecrets secrets) {
    secrets.remove(endpoint.origin());
    List<String> contained = endpoint.valueOrThrow().reveal(text -> UrlSecrets.of(text, false));
    contained.forEach(each -> secrets.addFaulty(each, endpoint.origin()));
  }

  private static boolean isUnexpectedToken(Setting<Secret> password) {
    Secret secret = password.value();
    return secret != null
        && !secret.<Boolean>reveal(token -> ELASTICACHE_TOKEN.matcher(token).matches());
  }
}
