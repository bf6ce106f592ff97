package ai.hokusai.it.redis;

import ai.hokusai.testkit.TestCertificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a redis-server shall be: TLS or not, its users, and further lines of its configuration; immutable. */
public final class RedisSpec {

  private final @Nullable TestCertificate identity;
  private final List<String> lines;
  private final List<String> secrets;
  private final @Nullable String password;
  private final boolean isReachableFromOutside;
  private final Map<String, TestCertificate> moreIdentities;

  private RedisSpec(
      @Nullable TestCertificate identity,
      List<String> lines,
      List<String> secrets,
      @Nullable String password,
      boolean isReachableFromOutside,
      Map<String, TestCertificate> moreIdentities) {
    this.identity = identity;
    this.lines = lines;
    this.secrets = secrets;
    this.password = password;
    this.isReachableFromOutside = isReachableFromOutside;
    this.moreIdentities = moreIdentities;
  }

  /** Speaks TLS only, showing this certificate; client certificates are checked against the same issuer, if asked for. */
  public static RedisSpec tls(TestCertificate identity) {
    return new RedisSpec(identity, List.of(), List.of(), null, false, Map.of());
  }

  public static RedisSpec plain() {
    return new RedisSpec(null, List.of(), List.of(), null, false, Map.of());
  }

  /** Demands a password of the user {@code default}. */
  public RedisSpec password(String newPassword) {
    var quoted = quoted(newPassword);
    var spec = with("requirepass " + quoted, Stream.of(newPassword, quoted));
    return new RedisSpec(
        spec.identity,
        spec.lines,
        spec.secrets,
        newPassword,
        spec.isReachableFromOutside,
        spec.moreIdentities);
  }

  /** Listens on an address beside the loopback one too, where this machine has one. */
  public RedisSpec reachableFromOutside() {
    return new RedisSpec(identity, lines, secrets, password, true, moreIdentities);
  }

  /** Lays a further certificate and its key beside its own: {@code tls/<name>.crt} and {@code tls/<name>.key}. */
  public RedisSpec identity(String name, TestCertificate another) {
    var more = new TreeMap<>(moreIdentities);
    more.put(name, another);
    return new RedisSpec(identity, lines, secrets, password, isReachableFromOutside, more);
  }

  /** Adds an ACL user: {@code user("probe", "on", ">secret", "+ping", "+hello")}. */
  public RedisSpec user(String name, String... rules) {
    var passwords =
        Stream.of(rules).filter(rule -> rule.startsWith(">")).map(rule -> rule.substring(1));
    return with("user %s %s".formatted(name, String.join(" ", rules)), passwords);
  }

  /** Adds a line of {@code redis.conf}, which overrides what this fixture set by itself. */
  public RedisSpec config(String line) {
    return with(line, Stream.empty());
  }

  /** The same without the lines of these directives. */
  RedisSpec without(Set<String> directives) {
    var kept = lines.stream()
        .filter(line -> !directives.contains(line.split(" ", 2)[0]))
        .toList();
    return new RedisSpec(identity, kept, secrets, password, isReachableFromOutside, moreIdentities);
  }

  @Nullable
  TestCertificate identity() {
    return identity;
  }

  Map<String, TestCertificate> moreIdentities() {
    return moreIdentities;
  }

  boolean isReachableFromOutside() {
    return isReachableFromOutside;
  }

  /** The password as redis-server reads it between quotes, null for none. */
  @Nullable
  String quotedPassword() {
    return password == null ? null : quoted(password);
  }

  List<String> lines() {
    return lines;
  }

  /** What redis-server printed, without the passwords: it quotes the line that it does not understand. */
  String redact(String output) {
    var redacted = output;
    for (var secret : secrets) {
      redacted = redacted.replace(secret, "<redacted>");
    }
    return redacted;
  }

  private RedisSpec with(String line, Stream<String> newSecrets) {
    return new RedisSpec(
        identity,
        Stream.concat(lines.stream(), Stream.of(line)).toList(),
        Stream.concat(secrets.stream(), newSecrets.filter(secret -> !secret.isEmpty()))
            .toList(),
        password,
        isReachableFromOutside,
        moreIdentities);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
