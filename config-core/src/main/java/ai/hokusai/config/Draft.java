package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_CLIENT_NAME;
import static ai.hokusai.config.RedisVariable.REDIS_CONNECT_TIMEOUT;
import static ai.hokusai.config.RedisVariable.REDIS_READ_TIMEOUT;
import static ai.hokusai.config.RedisVariable.REDIS_USERNAME;
import static java.util.Objects.requireNonNull;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.RedactedValue;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.SettingSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Every setting as it was read; complete where no error was reported. */
record Draft(
    Endpoint endpoint,
    Credentials credentials,
    Transport transport,
    Setting<Duration> connectTimeout,
    Setting<Duration> readTimeout,
    Pool pool,
    Setting<String> clientName) {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  // CLIENT SETNAME refuses blanks and line ends; the rest keeps CLIENT LIST readable.
  private static final Pattern CLIENT_NAME = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  static Draft read(SettingSource source, Problems problems) {
    Endpoint endpoint = Endpoint.read(source, problems);
    Credentials credentials = Credentials.read(endpoint, source, problems);
    return new Draft(
        endpoint,
        credentials,
        Transport.read(endpoint, credentials, source, problems),
        duration(REDIS_CONNECT_TIMEOUT, source),
        duration(REDIS_READ_TIMEOUT, source),
        Pool.read(source, problems),
        clientName(source, problems));
  }

  static Setting<Duration> duration(RedisVariable variable, SettingSource source) {
    return source.setting(variable, (from, each) -> from.duration(each, SHORTEST, LONGEST));
  }

  private static Setting<String> clientName(SettingSource source, Problems problems) {
    return source
        .<String>read(REDIS_CLIENT_NAME, (text, origin) -> {
          if (CLIENT_NAME.matcher(text).matches()) {
            return text;
          }
          problems.add(ConfigCode.CLIENT_NAME_INVALID, origin, RedactedValue.VALUE);
          return null;
        })
        .orDefault(Setting.byDefault(REDIS_CLIENT_NAME, null));
  }

  RedisSettings settings() {
    Setting<String> username = credentials.username();
    Setting<Secret> password = credentials.password();
    return RedisSettings.of(
            requireNonNull(endpoint.host().value()).name(),
            requireNonNull(endpoint.port().value()))
        .withDatabase(requireNonNull(endpoint.database().value()))
        .withCredentials(username.value(), password.value())
        .withCredentialOrigins(username.origin(), password.origin())
        .withTls(transport.settings())
        .withConnectTimeout(requireNonNull(connectTimeout.value()))
        .withReadTimeout(requireNonNull(readTimeout.value()))
        .withPool(pool.settings())
        .withClientName(clientName.value());
  }

  List<Setting<?>> provenance() {
    List<Setting<?>> all = new ArrayList<>(20);
    all.add(endpoint.host());
    all.add(endpoint.port());
    all.add(endpoint.database());
    all.add(shownUsername());
    all.add(credentials.password());
    transport.listIn(all);
    all.add(connectTimeout);
    all.add(readTimeout);
    pool.listIn(all);
    all.add(clientName);
    return List.copyOf(all);
  }

  /** The settings that are text of an operator's choice. */
  List<Setting<?>> names() {
    List<Setting<?>> all =
        new ArrayList<>(List.of(endpoint.host(), credentials.username(), clientName));
    transport.listIn(all);
    return all;
  }

  private Setting<String> shownUsername() {
    Setting<String> username = credentials.username();
    String shown = username.value() == null ? null : settings().safeUsername();
    return new Setting<>(REDIS_USERNAME, shown, username.origin(), username.lost());
  }
}
