package ai.hokusai.api.document;

import ai.hokusai.api.config.ApiVariable;
import ai.hokusai.config.RedisVariable;
import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.config.setting.Variable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of the variables that a check reads. Immutable. */
final class Names {
  private static final Pattern OF_REDIS = Pattern.compile("(?i).*(?:REDIS|VALKEY|ELASTICACHE).*");

  private final List<Naming> namings;
  private final boolean hasServer;

  /**
   * Creates names.
   *
   * @param namings the names of the variables of each Redis
   * @param hasServer whether the variables of this server are read
   */
  Names(Collection<Naming> namings, boolean hasServer) {
    this.namings = List.copyOf(namings);
    this.hasServer = hasServer;
  }

  /** The variable that a name sets, itself, as an alias or as a file; empty for one that is not read. */
  Optional<Variable> variable(String name) {
    Stream<? extends Variable> ofServer =
        hasServer ? Stream.of(ApiVariable.values()) : Stream.empty();
    Optional<? extends Variable> found =
        ofServer.filter(each -> isNameOf(each, name)).findFirst();
    return found.isPresent() ? Optional.of(found.get()) : ofRedis(name);
  }

  private Optional<Variable> ofRedis(String name) {
    return namings.stream()
        .filter(each -> name.startsWith(each.prefix()))
        .map(each -> name.substring(each.prefix().length()))
        .flatMap(plain -> Stream.of(RedisVariable.values()).filter(each -> isNameOf(each, plain)))
        .map(Variable.class::cast)
        .findFirst();
  }

  private static boolean isNameOf(Variable variable, String name) {
    return variable.name().equals(name)
        || variable.aliases().contains(name)
        || (variable.hasFile() && variable.fileName().equals(name));
  }

  /** The name of a variable that is read; empty for another one, which may be a secret. */
  String shown(String name) {
    return variable(name).isPresent() ? name : "";
  }

  /** Returns true if a name is one of Redis, read or not. */
  boolean isOfRedis(String name) {
    return OF_REDIS.matcher(name).matches() || ofRedis(name).isPresent();
  }
}
