package ai.hokusai.config.url;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.grammar.PercentDecoder;
import ai.hokusai.config.grammar.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query of a URL. Of the options that clients have, only {@code db}, {@code cluster} and the name of the primary of sentinels are used. An
 * option with no effect here, or with a weaker TLS, is rejected or reported, since services in
 * other languages may use the same URL.
 */
final class Query {
  /**
   * The number of options that are read; errors in later ones are still reported, marked as a
   * whole.
   */
  static final int MAX_REPORTED = 8;

  private static final Pattern SEPARATOR = Pattern.compile("&");
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
  private static final Set<String> MASTER =
      Set.of("sentinelmasterid", "sentinelmaster", "mastername", "servicename");
  /** Options of clients whose values are free text, in which an "@" is no sign of credentials. */
  private static final Set<String> FREE_TEXT = Set.of(
      "clientname", "client", "name", "connectionname", "applicationname", "appname", "libname");

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

  private static final Map<String, String> TLS_FILES = tlsFiles();

  /** No query. */
  static final Query NONE = new Query(new UrlFindings(), false, null);

  private final UrlFindings findings;
  private final boolean tls;
  private @Nullable Integer database;
  private boolean isCluster;
  private boolean isSentinel;
  private @Nullable String master;

  private Query(UrlFindings findings, boolean tls, @Nullable Integer database) {
    this.findings = findings;
    this.tls = tls;
    this.database = database;
  }

  /** Reads every option, after the database that the path names. */
  static Query read(String query, boolean tls, @Nullable Integer fromPath, UrlFindings findings) {
    return read(query, tls, fromPath, false, findings);
  }

  /** Reads every option, of which sentinels have further ones. */
  static Query read(
      String query,
      boolean tls,
      @Nullable Integer fromPath,
      boolean isSentinel,
      UrlFindings findings) {
    var reader = new Query(findings, tls, fromPath);
    reader.isSentinel = isSentinel;
    int[] index = {0};
    options(query).forEach(option -> reader.read(option, index[0]++));
    return reader;
  }

  /** The database that path and query name together, null for none. */
  @Nullable
  Integer database() {
    return database;
  }

  /** The name of the primary of sentinels, null for none. */
  @Nullable
  String master() {
    return master;
  }

  /** The part that names a cluster, null for none. */
  @Nullable
  Part cluster() {
    return isCluster ? Part.OPTION : null;
  }

  private static Map<String, String> tlsFiles() {
    Map<String, String> variables = new HashMap<>();
    for (String prefix : List.of("", "ssl", "tls", "client", "sslclient", "tlsclient")) {
      for (String key : List.of("cert", "certs", "certfile", "certificate", "certpath", "crt")) {
        variables.put(prefix + key, "REDIS_TLS_CERT_FILE");
      }
      for (String key : List.of("key", "keyfile", "keypath", "privatekey", "pkey")) {
        variables.put(prefix + key, "REDIS_TLS_KEY_FILE");
      }
    }
    for (String prefix : List.of("", "ssl", "tls")) {
      for (String key : List.of(
          "ca",
          "cafile",
          "cacert",
          "cacerts",
          "cacertfile",
          "cacertpath",
          "capath",
          "cadata",
          "rootca",
          "rootcert",
          "truststore",
          "trustedcerts")) {
        variables.put(prefix + key, "REDIS_TLS_CA_FILE");
      }
      for (String key : List.of("servername", "sni", "snihostname", "serverhostname")) {
        variables.put(prefix + key, "REDIS_TLS_SERVER_NAME");
      }
    }
    variables.remove("key"); // too common a word
    return Map.copyOf(variables);
  }

  static Stream<String> options(String query) {
    return query.isEmpty()
        ? Stream.empty()
        : SEPARATOR.splitAsStream(query).filter(option -> !option.isEmpty());
  }

  private void read(String option, int index) {
    String[] pair = option.split("=", 2);
    String key = key(pair[0]);
    if (option.indexOf('@') >= 0 && !(FREE_TEXT.contains(key) && pair[0].indexOf('@') < 0)) {
      findings.add(ConfigCode.OPTION_RAW_AT, Part.OPTION, Math.min(index, MAX_REPORTED));
    } else if (DATABASE.contains(key)) {
      readDatabase(pair.length > 1 ? pair[1] : "", index);
    } else if (isSentinel && MASTER.contains(key) && pair.length > 1) {
      master = pair[1];
    } else if (key.equals("cluster") && pair.length > 1 && Values.flag(pair[1]) != null) {
      isCluster |= Boolean.TRUE.equals(Values.flag(pair[1]));
    } else if (CREDENTIALS.contains(key)) {
      findings.add(ConfigCode.CREDENTIALS_IN_QUERY, Part.OPTION, Math.min(index, MAX_REPORTED));
    } else if (TLS.contains(key) && !tls) {
      findings.add(ConfigCode.TLS_OPTION_IN_QUERY, Part.OPTION, Math.min(index, MAX_REPORTED));
    } else if (index < MAX_REPORTED && TLS_FILES.containsKey(key)) {
      findings.add(ConfigCode.TLS_OPTION_HAS_VARIABLE, Part.OPTION, TLS_FILES.get(key));
    } else if (index < MAX_REPORTED) {
      boolean verification = VERIFICATION.contains(key);
      ConfigCode code =
          verification ? ConfigCode.TLS_VERIFY_OPTION_IGNORED : ConfigCode.UNKNOWN_OPTION;
      findings.add(code, Part.OPTION, index);
    }
  }

  /**
   * Option names are compared without case, encoding and the separators that languages differ in.
   */
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
      findings.add(ConfigCode.DB_CONFLICT, Part.OPTION, occurrence);
    }
    database = database == null ? named : database;
  }
}
