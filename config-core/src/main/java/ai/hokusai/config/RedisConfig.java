package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_CONFIG_STRICT;
import static ai.hokusai.config.RedisVariable.REDIS_ENABLED;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.config.source.FileSource;
import ai.hokusai.config.source.KnownSecrets;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.SettingSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Resolves an environment to Redis settings, or to every problem in it. The result depends on the
 * arguments only: no method reads the process environment, a clock or the network. Any thread may
 * call them. Only the last of the three methods has a time and reports expired certificates.
 */
public final class RedisConfig {

  private RedisConfig() {}

  /**
   * Resolves an environment, and reads files that variables name from this machine.
   *
   * @param environment the variables, usually {@code System.getenv()}
   * @return settings; or every problem at once; or that Redis is disabled
   */
  public static ConfigOutcome resolve(Map<String, String> environment) {
    return resolve(environment, FileSource.system());
  }

  /**
   * Resolves an environment with another source of files.
   *
   * @param files reads the files that variables name
   * @return settings; or every problem at once; or that Redis is disabled
   */
  public static ConfigOutcome resolve(Map<String, String> environment, FileSource files) {
    return resolve(environment, files, new KnownSecrets(), Instant.MIN);
  }

  /**
   * Resolves an environment, and checks that certificates are valid and that no setting repeats a
   * secret of the service.
   *
   * @param files reads the files that variables name
   * @param secrets the secrets of the service, to which those of Redis are added
   * @param now the time at which certificates have to be valid
   * @return settings; or every problem at once; or that Redis is disabled
   */
  public static ConfigOutcome resolve(
      Map<String, String> environment, FileSource files, KnownSecrets secrets, Instant now) {
    var problems = new Problems();
    var source = new SettingSource(environment, files, problems, secrets);
    boolean strict = Boolean.TRUE.equals(source.flag(REDIS_CONFIG_STRICT).value());
    boolean disabled = Boolean.FALSE.equals(source.flag(REDIS_ENABLED).value());
    ReadSettings read = disabled ? null : new ReadSettings(source, problems);
    if (read != null) {
      secrets.report(read.names(), problems);
      read.checkCertificates(now, problems);
    }
    UnknownVariables.report(environment, read, secrets, problems);
    List<Diagnostic> diagnostics = problems.toList(strict);
    // Errors come first.
    if (!diagnostics.isEmpty() && diagnostics.get(0).severity() == Severity.ERROR) {
      return new ConfigOutcome.Rejected(diagnostics);
    }
    return read == null
        ? new ConfigOutcome.Disabled(diagnostics)
        : new ConfigOutcome.Resolved(read.settings(), new Provenance(read.origins()), diagnostics);
  }
}
