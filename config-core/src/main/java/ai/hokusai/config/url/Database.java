package ai.hokusai.config.url;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.grammar.Values;
import ai.hokusai.config.source.Unresolved;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of database numbers: ASCII digits with a value of at most {@link Integer#MAX_VALUE}.
 */
public final class Database {

  private Database() {}

  /**
   * Reads a database number.
   *
   * @param report receives the code of each problem
   * @return the number, null where an error was reported
   */
  public static @Nullable Integer parse(String text, Consumer<ConfigCode> report) {
    OptionalInt number = Values.number(text);
    if (number.isEmpty()) {
      ConfigCode unresolved = Unresolved.of(text, false);
      report.accept(unresolved == null ? ConfigCode.DB_INVALID : unresolved);
      return null;
    }
    if (text.length() > 1 && text.startsWith("0")) {
      report.accept(ConfigCode.DB_LEADING_ZERO);
    }
    return number.getAsInt();
  }

  /** Reads the path of a URL, which names a database or nothing; null for nothing or an error. */
  static @Nullable Integer ofPath(String path, Consumer<ConfigCode> report) {
    if (path.length() <= 1) {
      return null;
    }
    boolean slashAtEnd = path.endsWith("/");
    Integer database = parse(path.substring(1, path.length() - (slashAtEnd ? 1 : 0)), report);
    if (slashAtEnd && database != null) {
      report.accept(ConfigCode.PATH_TRAILING_SLASH);
    }
    return database;
  }
}
