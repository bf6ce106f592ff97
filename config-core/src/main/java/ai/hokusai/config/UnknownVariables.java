package ai.hokusai.config;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.grammar.Values;
import ai.hokusai.config.source.KnownSecrets;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.VariableNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reports variables that look like Redis settings and are not read, so that no setting is dropped
 * silently. A name is matched word by word, in any order ({@code ENABLE_REDIS_TLS},
 * {@code SPRING_DATA_REDIS_SSL_ENABLED}), or as a misspelt name of a variable that is read. A
 * variable that requests TLS which the result does not have is an error. Variables of
 * container platforms are not reported. No value is shown.
 */
final class UnknownVariables {
  private static final VariableNames NAMES = new VariableNames(List.of(RedisVariable.values()));
  private static final Pattern WORD_BREAK = Pattern.compile("[ _.-]+");
  private static final int LONGEST_NAME = 80;
  private static final Pattern OF_REDIS =
      Pattern.compile("(?:REDIS|VALKEY|ELASTICACHE|MEMORYDB)(.*)");

  // Service links of Kubernetes and Docker, and what the images of Redis set for themselves.
  private static final Pattern INJECTED = Pattern.compile(
      "REDIS_(?:SERVICE|PORT)_.*|.*_SERVICE_HOST|.*_SERVICE_PORT(?:_.*)?|.*_PORT_\\d+_(?:TCP|UDP)(?:_.*)?"
          + "|.*_\\d+_.*|.*_ENV_.*|.*_(?:VERSION|DOWNLOAD.*|SHA\\d*)");
  // The address of a further Redis, with the prefix that its settings have.
  private static final Pattern PREFIXED =
      Pattern.compile("([A-Za-z][A-Za-z0-9_]*_)REDIS_(?:URL|URL_FILE|TLS_URL|HOST)");
  private static final Pattern SERVICE_LINK = Pattern.compile("(?i)(?:tcp|udp)://.*");

  private static final Set<String> ON =
      words("TLS SSL REDISS VALKEYS HTTPS REQUIRED REQUIRE ENABLED ENABLE ALWAYS STRICT");
  private static final Set<String> OFF = words(
      "DISABLED DISABLE NONE NEVER STANDALONE SINGLE SINGLETON SIMPLE DEFAULT REDIS VALKEY TCP"
          + " PLAIN PLAINTEXT HTTP 2 3 RESP2 RESP3");
  private static final Pattern TLS_URL =
      Pattern.compile("(?:rediss|valkeys)(?:[+-](?:cluster|sentinel))?(?:://.*)?");
  private static final Pattern REDIS_URL =
      Pattern.compile("(?:rediss?|valkeys?)(?:[+-](?:cluster|sentinel))?://.*");

  // Words that name a Redis, a client or a framework, and no setting.
  private static final Set<String> NEUTRAL = words(
      "APP APPLICATION SERVICE SERVER SPRING DATA QUARKUS MICRONAUT JEDIS LETTUCE REDISSON CLIENT"
          + " CLIENTS DEFAULT MAIN CONFIG CONF CFG SETTING SETTINGS AWS GCP AZURE HEROKU MY THE"
          + " USE USING ENABLE ENABLED IS WITH REQUIRE REQUIRED CACHE PRIMARY MASTER WRITER"
          + " STACKEXCHANGE CLOUD TOGO GREEN LABS PROD PRODUCTION STAGING DEV DEVELOPMENT TEST"
          + " FILE PATH VALUE STRING STANDALONE NODE CLUSTER HOST");

  private static final Set<String> NEGATION = words("NO NOT NON DISABLE DISABLED WITHOUT OFF");

  private static final Set<String> ADDRESS = Set.of("REDIS_URL", "REDIS_HOST");
  private static final Set<String> ADDRESS_WORDS = words("NODES NODE HOST HOSTS HOSTNAME ENDPOINT"
      + " ENDPOINTS ADDR ADDRS ADDRESS ADDRESSES SERVERS SEEDS");

  private static final Set<String> URL_WORDS = words("URL URI DSN");
  private static final Set<String> READER_WORDS =
      words("READ READER READERS READONLY RO REPLICA REPLICAS SLAVE SLAVES");

  private static final String CONNECT = "REDIS_CONNECT_TIMEOUT";
  private static final String READ = "REDIS_READ_TIMEOUT";

  /** The rules, the most specific first; the first that fits decides. */
  private static final List<Rule> RULES = List.of(
      rule(
              "REDIS_TLS_VERIFY",
              "VERIFY VERIFICATION VERIFICATIONS INSECURE SKIP REJECT UNAUTHORIZED REQS VALIDATE")
          .beside(
              "TLS SSL CERT CERTS CERTIFICATE CERTIFICATES PEER VERIFY HOSTNAME UNAUTHORIZED CA"),
      rule("REDIS_TLS_SERVER_NAME", "SNI SERVERNAME"),
      rule("REDIS_TLS_SERVER_NAME", "SERVER").beside("TLS SSL").beside("NAME HOSTNAME"),
      rule(
              "REDIS_TLS_CA_FILE",
              "CA CAS CACERT CACERTS CAFILE CAPATH CABUNDLE ROOTCA ROOTCERT TRUSTSTORE")
          .alsoNeutral("CERT CERTS CERTIFICATE CERTIFICATES PEM BUNDLE ROOT"),
      rule("REDIS_TLS_KEY_FILE", "KEY KEYS KEYFILE").beside("TLS SSL CLIENT PRIVATE CERT PEM"),
      rule("REDIS_TLS_KEY_FILE", "KEYFILE PRIVATEKEY PRIVKEY CLIENTKEY"),
      rule("REDIS_TLS_CERT_FILE", "CERT CERTS CERTFILE CERTIFICATE CRT CLIENTCERT KEYSTORE"),
      rule("REDIS_URL", "URL URI DSN"),
      rule("REDIS_PORT", "PORT"),
      rule(
          "REDIS_TLS_ENABLED",
          "TLS SSL SECURE SECURED ENCRYPT ENCRYPTED ENCRYPTION USESSL USETLS SSLENABLED"
              + " TLSENABLED"),
      rule("REDIS_TLS_ENABLED", "SCHEME PROTOCOL PROTO"),
      rule(
          "REDIS_AUTH_TOKEN",
          "PASS PASSWD PASSWORD PASSPHRASE PWD PW SECRET CREDENTIAL CREDENTIALS AUTH TOKEN"
              + " AUTHTOKEN"),
      rule("REDIS_AUTH_TOKEN", "KEY").beside("KEY ACCESS PRIMARY SECONDARY"),
      rule("REDIS_USERNAME", "USER USERNAME LOGIN ACL").alsoNeutral("NAME"),
      rule("REDIS_POOL_MAX_WAIT", "TIMEOUT WAIT").beside("POOL BORROW ACQUIRE").alsoNeutral("MAX"),
      rule(CONNECT, "TIMEOUT")
          .beside("CONNECT CONNECTION CONN DIAL OPEN")
          .alsoNeutral("MS MILLIS SECONDS"),
      rule(READ, "TIMEOUT")
          .alsoNeutral("READ SOCKET COMMAND RESPONSE REQUEST OPERATION WRITE MS MILLIS SECONDS"),
      rule("REDIS_POOL_MAX_IDLE", "IDLE").beside("MAX").alsoNeutral("POOL CONNECTIONS"),
      rule("REDIS_POOL_MIN_IDLE", "IDLE").beside("MIN").alsoNeutral("POOL CONNECTIONS"),
      rule("REDIS_POOL_MAX", "SIZE ACTIVE TOTAL").beside("POOL").alsoNeutral("MAX"),
      rule("REDIS_POOL_MAX", "MAX").beside("CONNECTIONS CONNS POOL").alsoNeutral("SIZE"),
      rule("REDIS_DB", "DB DBNUM DBINDEX DATABASE").alsoNeutral("INDEX NUM NUMBER ID"),
      rule("REDIS_HOST", "HOST HOSTNAME HOSTS").alsoNeutral("NAME"),
      rule(
          "REDIS_URL",
          "ADDR ADDRS ADDRESS ADDRESSES SERVER SERVERS ENDPOINT ENDPOINTS CONNECTION"
              + " CONNECTIONSTRING CONN CONNSTR NODES LOCATION"));

  private static final List<Rule> OF_SENTINELS = List.of(
      rule("REDIS_SENTINEL_PASSWORD", "PASS PASSWD PASSWORD PWD SECRET AUTH TOKEN"),
      rule("REDIS_SENTINEL_USERNAME", "USER USERNAME LOGIN"),
      rule("REDIS_SENTINEL_TLS_ENABLED", "TLS SSL"),
      rule("REDIS_SENTINEL_MASTER", "MASTER MASTERNAME NAME SERVICE SET GROUP"));

  private final boolean isEnabled;
  private final boolean isConfigured;
  private final @Nullable Boolean tls;
  private final KnownSecrets secrets;
  private final Problems problems;

  private UnknownVariables(
      boolean isEnabled,
      boolean isConfigured,
      @Nullable Boolean tls,
      KnownSecrets secrets,
      Problems problems) {
    this.isEnabled = isEnabled;
    this.isConfigured = isConfigured;
    this.tls = tls;
    this.secrets = secrets;
    this.problems = problems;
  }

  /**
   * Reports the variables that are not read.
   *
   * @param read the settings, null where the service runs without Redis
   * @param secrets the secrets that no reported name may show
   */
  static void report(
      Map<String, String> environment,
      @Nullable ReadSettings read,
      KnownSecrets secrets,
      Problems problems) {
    Boolean tls = read == null ? null : read.isTls();
    boolean isConfigured = read == null || read.namesHost();
    var reporter = new UnknownVariables(read != null, isConfigured, tls, secrets, problems);
    for (String name : new TreeSet<>(environment.keySet())) {
      if (!NAMES.isKnown(name) && name.length() <= LONGEST_NAME) {
        var unread = new Unread(name, environment.getOrDefault(name, ""));
        if (unread.isOfRedis() || (!isConfigured && unread.holdsUrl())) {
          reporter.report(unread);
        }
      }
    }
  }

  private void report(Unread unread) {
    if (unread.value.isEmpty() || unread.isInjected()) {
      return;
    }
    Origin origin = problems.variable(secrets.redaction().of(unread.name));
    Optional<String> typo = NAMES.nearest(unread.name);
    Optional<Rule> rule = isEnabled ? unread.rule() : Optional.empty();
    boolean isTopology = isEnabled && typo.isEmpty();
    if (isTopology && unread.requestsSentinel()) {
      problems.add(ConfigCode.UNKNOWN_VARIABLE, origin, unread.sentinelSetting());
    } else if (Boolean.FALSE.equals(tls) && unread.requestsTls(typo, rule)) {
      problems.add(ConfigCode.TLS_VARIABLE_NOT_READ, origin);
    } else if (isTopology && unread.requestsIam()) {
      problems.add(ConfigCode.UNKNOWN_VARIABLE, origin, "REDIS_AUTH_MODE=iam");
    } else if (isTopology && isConfigured && unread.isReader()) {
      problems.add(ConfigCode.UNKNOWN_VARIABLE, origin, unread.readerSetting());
    } else if (isTopology && unread.requestsCluster(rule)) {
      problems.add(ConfigCode.UNKNOWN_VARIABLE, origin, unread.clusterSetting());
    } else {
      Optional<String> right = typo.or(() ->
          rule.filter(each -> deservesWarning(each, unread)).map(each -> each.nameFor(unread)));
      String prefix =
          isEnabled && typo.isEmpty() ? secrets.redaction().of(unread.prefixOf(rule)) : "";
      if (prefix.isEmpty()) {
        right
            .or(() -> isConfigured ? Optional.empty() : Optional.of("REDIS_URL"))
            .ifPresent(name -> problems.add(ConfigCode.UNKNOWN_VARIABLE, origin, name));
      } else {
        problems.add(ConfigCode.PREFIX_NOT_READ, origin, problems.naming().name(prefix));
      }
    }
  }

  /**
   * Reports the variables of a Redis that have none of the prefixes whose variables are read.
   *
   * @param unread the variables that have none of them
   * @param namings the prefixes, at least one
   */
  static void reportPlain(
      Map<String, String> unread,
      Collection<Naming> namings,
      KnownSecrets secrets,
      Problems problems) {
    for (String name : new TreeSet<>(unread.keySet())) {
      var each = new Unread(name, unread.getOrDefault(name, ""));
      Origin origin = Origin.variable(secrets.redaction().of(name));
      String prefix = secrets.redaction().of(each.prefixOf(Optional.empty()));
      if (name.length() > LONGEST_NAME || each.value.isEmpty() || each.isInjected()) {
        continue;
      }
      if (NAMES.isKnown(name)) {
        String right = namings.stream().map(naming -> naming.name(name)).collect(joining(" or "));
        problems.add(ConfigCode.UNKNOWN_VARIABLE, origin, right);
      } else if (!prefix.isEmpty()) {
        problems.add(ConfigCode.PREFIX_NOT_READ, origin, prefix);
      }
    }
  }

  /**
   * A flag that is off has no effect while TLS is off, and a name with a further word may belong to
   * other software.
   */
  private boolean deservesWarning(Rule rule, Unread unread) {
    boolean isOffAnyway = rule.right.equals("REDIS_TLS_ENABLED")
        && (unread.isNegated() ? unread.isOn() : unread.isOff())
        && !Boolean.TRUE.equals(tls);
    return !isOffAnyway && (!isConfigured || rule.explains(unread.words));
  }

  private static Set<String> words(String text) {
    return WORD_BREAK.splitAsStream(text).collect(toUnmodifiableSet());
  }

  private static Rule rule(String right, String words) {
    return new Rule(right, List.of(words(words)), Set.of());
  }

  /**
   * The setting that words stand for.
   *
   * @param groups of each group one word has to be there
   * @param neutral further words that may be there
   */
  private record Rule(String right, List<Set<String>> groups, Set<String> neutral) {

    Rule beside(String words) {
      var more = new ArrayList<>(groups);
      more.add(words(words));
      return new Rule(right, List.copyOf(more), neutral);
    }

    Rule alsoNeutral(String words) {
      return new Rule(right, groups, words(words));
    }

    boolean fits(Set<String> words) {
      return groups.stream().allMatch(group -> group.stream().anyMatch(words::contains));
    }

    /** Returns true if this setting explains every word. */
    boolean explains(Set<String> words) {
      return words.stream()
          .allMatch(word -> NEUTRAL.contains(word)
              || neutral.contains(word)
              || (right.startsWith("REDIS_TLS_") && (word.equals("TLS") || word.equals("SSL")))
              || groups.stream().anyMatch(group -> group.contains(word)));
    }

    /** The right name, or that of its file where the typed name has the word FILE or PATH. */
    String nameFor(Unread unread) {
      boolean isFile = unread.words.contains("FILE") || unread.words.contains("PATH");
      boolean hasFile = right.equals("REDIS_URL") || right.equals("REDIS_AUTH_TOKEN");
      return isFile && hasFile ? right + "_FILE" : right;
    }
  }

  /** A variable that is not read, with the words of its name that are not the name of Redis. */
  private static final class Unread {
    private final String name;
    private final String value;
    private final Set<String> words = new HashSet<>();
    private boolean isOfRedis;

    Unread(String name, String raw) {
      this.name = name;
      this.value = raw.strip().replaceAll("^([\"'])(.*)\\1$", "$2").strip();
      for (String word : words(name.toUpperCase(Locale.ROOT))) {
        var ofRedis = OF_REDIS.matcher(word);
        String rest = ofRedis.matches() ? ofRedis.group(1) : word;
        isOfRedis |= ofRedis.matches();
        if (!rest.isEmpty()) {
          words.add(rest);
        }
      }
    }

    boolean isOfRedis() {
      return isOfRedis;
    }

    /** The prefix of the settings of a further Redis; empty for another name, and for one that the rule explains. */
    String prefixOf(Optional<Rule> rule) {
      var prefixed = PREFIXED.matcher(name);
      return prefixed.matches() && rule.filter(each -> each.explains(words)).isEmpty()
          ? prefixed.group(1)
          : "";
    }

    boolean holdsUrl() {
      return REDIS_URL.matcher(value.toLowerCase(Locale.ROOT)).lookingAt();
    }

    boolean isInjected() {
      return INJECTED.matcher(name.toUpperCase(Locale.ROOT)).matches()
          || SERVICE_LINK.matcher(value).lookingAt();
    }

    Optional<Rule> rule() {
      return RULES.stream().filter(rule -> rule.fits(words)).findFirst();
    }

    boolean isOn() {
      return Boolean.TRUE.equals(Values.flag(value))
          || ON.contains(value.toUpperCase(Locale.ROOT))
          || words.contains("BUNDLE")
          || isTlsUrl();
    }

    private boolean isTlsUrl() {
      return TLS_URL.matcher(value.toLowerCase(Locale.ROOT)).lookingAt();
    }

    boolean isOff() {
      return Boolean.FALSE.equals(Values.flag(value))
          || OFF.contains(value.toUpperCase(Locale.ROOT));
    }

    boolean isNegated() {
      return words.stream().anyMatch(NEGATION::contains);
    }

    /** Returns true if it switches TLS on, or names a place to reach over TLS. */
    boolean requestsTls(Optional<String> typo, Optional<Rule> rule) {
      String right = typo.orElse(rule.map(Rule::right).orElse(""));
      boolean isFlag = right.equals("REDIS_TLS_ENABLED");
      boolean isPlace = (right.equals("REDIS_URL") || right.equals("REDIS_HOST"))
          && (typo.isPresent() || rule.filter(each -> each.explains(words)).isPresent());
      return (isFlag && (isNegated() ? isOff() : isOn())) || (isPlace && isTlsUrl());
    }

    boolean requestsSentinel() {
      boolean isMaster = words.contains("MASTER") || words.contains("MASTERNAME");
      boolean names =
          words.contains("NAME") || words.contains("SET") || words.contains("MASTERNAME");
      boolean isMode = isMode() && value.toLowerCase(Locale.ROOT).contains("sentinel");
      return !isOff() && (anyStartsWith("SENTINEL") || (isMaster && names) || isMode);
    }

    /** Returns true for the switch to a cluster, and for the address of one. */
    boolean requestsCluster(Optional<Rule> rule) {
      boolean isOther = rule.filter(each -> !ADDRESS.contains(each.right)).isPresent();
      boolean isLabel = words.contains("ID") || words.contains("NAME") || words.contains("ARN");
      if (isOff() || isOther || isLabel) {
        return false;
      }
      boolean isValue = value.toLowerCase(Locale.ROOT).contains("cluster");
      boolean isList = words.contains("NODES") && value.indexOf(',') >= 0;
      return isMode()
          ? isValue || (anyStartsWith("CLUSTER") && isOn())
          : anyStartsWith("CLUSTER") || isList;
    }

    private boolean isMode() {
      return words.contains("MODE") || words.contains("TOPOLOGY");
    }

    /** Returns true for the switch to IAM; names of roles and policies are settings of AWS. */
    boolean requestsIam() {
      boolean isSwitch = words.contains("IAM") && isOn();
      return isSwitch || (value.equalsIgnoreCase("iam") && words.contains("AUTH"));
    }

    /** Returns true for the address of replicas. */
    boolean isReader() {
      boolean isNamed = words.stream().anyMatch(READER_WORDS::contains);
      return isNamed && !isOff() && (isAddress() || isUrl());
    }

    /** The setting to use for the address of replicas: that of a Redis of its own, by prefix. */
    String readerSetting() {
      return (isUrl() ? "READ_REDIS_URL" : "READ_REDIS_HOST") + " of a second Redis";
    }

    private boolean isUrl() {
      return holdsUrl() || words.stream().anyMatch(URL_WORDS::contains);
    }

    private boolean isAddress() {
      return words.stream().anyMatch(ADDRESS_WORDS::contains)
          || value.indexOf(':') > 0
          || value.indexOf('.') > 0;
    }

    /** The settings to use for a variable that requests a cluster. */
    String clusterSetting() {
      if (holdsUrl()) {
        return "REDIS_URL with REDIS_TOPOLOGY=cluster";
      }
      return (isAddress() && !isOn() ? "REDIS_HOST with " : "") + "REDIS_TOPOLOGY=cluster";
    }

    /** The setting to use for a variable that requests Sentinel. */
    String sentinelSetting() {
      for (Rule each : OF_SENTINELS) {
        if (each.fits(words)) {
          return each.right;
        }
      }
      return isMode() || words.contains("ENABLED") || words.contains("ENABLE")
          ? "REDIS_SENTINELS with REDIS_SENTINEL_MASTER"
          : "REDIS_SENTINELS";
    }

    private boolean anyStartsWith(String prefix) {
      return words.stream().anyMatch(word -> word.startsWith(prefix));
    }
  }
}
