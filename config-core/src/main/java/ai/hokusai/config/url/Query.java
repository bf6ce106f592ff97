package ai.hokusai.config.url;

import ai.hokusai.config.diagnostic.Code;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.grammar.PercentDecoder;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query of a URL. Of all the options that clients invented, only the database is honoured;
 * what would be lost or weaken TLS is refused or reported, since the URL may be shared with services
 * in other languages.
 */
final class Query {
  /** Past so many options nobody reads on; errors are still reported, marked as a whole. */
  static final int MAX_REPORTED = 8;

  private static final Pattern SEPARATOR = Pattern.compile("&");
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}=");
  private static final Set<String> DATABASE = Set.of("db", "database");
  private static final Set<String> CREDENTIALS = Set.of(
      "password",
      "pass",
      "passwd",
      "pwd",
      "user",
      "username",
      "auth",
      "authtoken",
      "token",
      "secret",
      "credential",
      "credentials",
      "requirepass");
  private static final Set<String> TLS = Set.of(
      "ssl", "tls", "usessl", "usetls", "sslenabled", "tlsenabled", "enablessl", "enabletls");
  private static final Set<String> VERIFICATION = Set.of(
      "verifypeer",
      "verify",
      "verifymode",
      "sslverify",
      "sslverifymode",
      "tlsverify",
      "verifyssl",
      "verifytls",
      "sslcertreqs",
      "sslcheckhostname",
      "checkhostname",
      "insecure",
      "insecureskipverify",
      "skipverify",
      "tlsskipverify",
      "sslskipverify",
      "tlsinsecure",
      "sslinsecure",
      "rejectunauthorized",
      "hostnameverification",
      "trustall",
      "starttls");

  private final UrlFindings findings;
  private final boolean tls;
  private @Nullable Integer database;

  private Query(UrlFindings findings, boolean tls, @Nullable Integer database) {
    this.findings = findings;
    this.tls = tls;
    this.database = database;
  }

  /** Reads every option; the database that path and query name together, null for none. */
  static @Nullable Integer database(
      String query, boolean tls, @Nullable Integer fromPath, UrlFindings findings) {
    if (query.isEmpty()) {
      return fromPath;
    }
    var reader = new Query(findings, tls, fromPath);
    int[] index = {0};
    options(query).forEach(option -> reader.read(option, index[0]++));
    return reader.database;
  }

  static Stream<String> options(String query) {
    return query.isEmpty()
        ? Stream.empty()
        : SEPARATOR.splitAsStream(query).filter(option -> !option.isEmpty());
  }

  static boolean isAssignment(String option) {
    return ASSIGNMENT.matcher(option).lookingAt();
  }

  private void read(String option, int index) {
    String[] pair = option.split("=", 2);
    String key = key(pair[0]);
    if (DATABASE.contains(key)) {
      readDatabase(pair.length > 1 ? pair[1] : "", index);
    } else if (CREDENTIALS.contains(key)) {
      findings.add(Code.CREDENTIALS_IN_QUERY, Part.OPTION, Math.min(index, MAX_REPORTED));
    } else if (TLS.contains(key) && !tls) {
      findings.add(Code.TLS_OPTION_IN_QUERY, Part.OPTION, Math.min(index, MAX_REPORTED));
    } else if (index < MAX_REPORTED) {
      boolean verification = VERIFICATION.contains(key);
      Code code = verification ? Code.TLS_VERIFY_OPTION_IGNORED : Code.UNKNOWN_OPTION;
      findings.add(code, Part.OPTION, index);
    }
  }

  /** Option names are compared without case, encoding and the separators that languages differ in. */
  private static String key(String raw) {
    if (raw.length() > 64) {
      return "";
    }
    String decoded = PercentDecoder.decode(raw).orElse(raw);
    return decoded.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  private void readDatabase(String value, int index) {
    if (value.isEmpty()) {
      return;
    }
    int occurrence = Math.min(index, MAX_REPORTED);
    Integer named = Database.parse(value, code -> findings.add(code, Part.OPTION, occurrence));
    if (named != null && database != null && !named.equals(database)) {
      findings.add(Code.DB_CONFLICT, Part.OPTION, occurrence);
    }
    database = database == null ? named : database;
  }
}
