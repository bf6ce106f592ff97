package ai.hokusai.config.url;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.diagnostic.RedactedValue;
import ai.hokusai.config.source.HostPort;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.Unresolved;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value of {@code REDIS_URL}, a URL or a bare host, in linear time. {@link java.net.URI}
 * rejects values that operators type, and repeats the password in its exceptions.
 */
public final class RedisUrlParser {
  private static final Pattern PAIR = Pattern.compile("(?:^|[,;\\s])[A-Za-z_]++=[^=]");
  private static final Pattern NEXT_URL = Pattern.compile("[,;]\\s*+[A-Za-z][A-Za-z+-]{0,30}+://");
  private static final Pattern PORT_AND_DATABASE = Pattern.compile("[0-9]{1,5}(?:[/,].*+)?");

  // The characters that sentinel.conf allows in a name.
  private static final Pattern MASTER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private final String raw;
  private final boolean needsHost;
  private final UrlFindings findings = new UrlFindings();
  private RedactedValue.@Nullable Builder shape;

  private RedisUrlParser(String raw, boolean needsHost) {
    this.raw = raw;
    this.needsHost = needsHost;
  }

  /**
   * Reads a sanitized value.
   *
   * @param raw the value, not empty
   * @param origin the variable or file that holds it
   * @param problems receives every problem
   */
  public static RedisUrl parse(String raw, Origin origin, Problems problems) {
    return parse(raw, origin, true, problems);
  }

  /**
   * Reads a sanitized value.
   *
   * @param needsHost whether a missing host is a problem
   */
  public static RedisUrl parse(String raw, Origin origin, boolean needsHost, Problems problems) {
    var parser = new RedisUrlParser(raw, needsHost);
    RedisUrl url = parser.parse();
    if (!parser.findings.isEmpty()) {
      RedactedValue.Builder shape = parser.shape == null ? parser.opaque() : parser.shape;
      parser.findings.reportTo(problems, origin, shape);
    }
    return url;
  }

  private RedisUrl parse() {
    int schemeEnd = Scheme.end(raw);
    return schemeEnd == 0 ? bare() : withScheme(schemeEnd, schemeEnd + 3);
  }

  private RedisUrl withScheme(int schemeEnd, int start) {
    Scheme scheme = Scheme.named(raw, schemeEnd);
    if (scheme == null) {
      return unusable(Scheme.refusal(raw.substring(0, schemeEnd), raw), Part.SCHEME);
    }
    if (!raw.startsWith(scheme.text())) {
      findings.add(ConfigCode.SCHEME_LOWERCASED, Part.SCHEME);
    }
    if (raw.indexOf("://", start) >= 0 && startsWithScheme(raw.substring(start))) {
      return unusable(ConfigCode.SCHEME_REPEATED, Part.SCHEME);
    }
    return components(scheme, UrlSlices.of(raw, start));
  }

  private static boolean startsWithScheme(String text) {
    return Scheme.named(text, Scheme.end(text)) != null;
  }

  private RedisUrl components(Scheme scheme, UrlSlices slices) {
    if (slices.isListWithCredentials()) {
      shape = slices.withUserinfoUpToLastAt().shape(scheme.text());
      return unusable(ConfigCode.MULTIPLE_HOSTS, Part.HOST);
    }
    if (slices.holdsStrayAt()) {
      UrlSlices meant = slices.withUserinfoUpToLastAt();
      shape = meant.shape(scheme.text());
      ConfigCode unresolved = Unresolved.of(meant.password(), true);
      return unusable(
          unresolved == null ? ConfigCode.USERINFO_RESERVED_CHAR : unresolved, Part.PASSWORD);
    }
    if (NEXT_URL.matcher(raw).region(slices.start(), raw.length()).find()) {
      return unusable(ConfigCode.MULTIPLE_HOSTS, Part.HOST);
    }
    if (slices.isSocket()) {
      return unusable(ConfigCode.UNIX_SOCKET_UNSUPPORTED, Part.VALUE);
    }
    if (slices.isCutInCredentials()) {
      return unusable(ConfigCode.URL_CUT_OFF, Part.VALUE);
    }
    Userinfo userinfo = Userinfo.parse(slices.userinfo(), findings);
    List<HostPort> hosts = HostPort.list(slices.hostPort(), false, this::addOfHost);
    boolean isSentinel = scheme.isSentinel();
    Query query = hosts.isEmpty()
        ? Query.NONE
        : isSentinel ? queryOfSentinels(slices, scheme.isTls()) : query(slices, scheme.isTls());
    shape(slices, scheme.text());
    return new RedisUrl(
        scheme.isTls(),
        scheme.isCluster() ? Part.SCHEME : query.cluster(),
        isSentinel,
        isSentinel ? master(slices, query) : null,
        userinfo.username(),
        userinfo.password(),
        hosts,
        query.database());
  }

  private void addOfHost(ConfigCode code, Part part, int occurrence) {
    if (needsHost || code != ConfigCode.HOST_MISSING) {
      findings.add(code, part, occurrence);
    }
  }

  private Query query(UrlSlices slices, boolean tls) {
    if (slices.hasFragment()) {
      findings.add(ConfigCode.FRAGMENT_UNEXPECTED, Part.FRAGMENT);
    }
    return query(slices.path(), slices, tls, false);
  }

  private Query query(String path, UrlSlices slices, boolean tls, boolean isSentinel) {
    Integer fromPath = Database.ofPath(path, code -> findings.add(code, Part.DATABASE));
    return Query.read(slices.query(), tls, fromPath, isSentinel, findings);
  }

  /** Reads {@code /name}, {@code /name/db} or {@code /db}, as different clients write them. */
  private Query queryOfSentinels(UrlSlices slices, boolean tls) {
    String path = slices.path();
    return query(path.substring(pathName(path).length()), slices, tls, true);
  }

  /** The beginning of a path that names the primary, with its slash. */
  private static String pathName(String path) {
    int end = path.indexOf('/', 1);
    String first = end < 0 ? path : path.substring(0, end);
    boolean isDatabase =
        end < 0 && (first.length() <= 1 || DIGITS.matcher(first.substring(1)).matches());
    return isDatabase ? "" : first;
  }

  private @Nullable String master(UrlSlices slices, Query query) {
    String inPath = pathName(slices.path());
    String name = !inPath.isEmpty()
        ? inPath.substring(1)
        : slices.hasFragment() ? slices.fragment() : query.master();
    if (name == null || MASTER.matcher(name).matches()) {
      return name;
    }
    findings.add(ConfigCode.LABEL_INVALID, Part.VALUE, "64");
    return null;
  }

  private RedisUrl bare() {
    Prefix prefix = Prefix.of(raw);
    if (prefix != null) {
      findings.add(prefix.code(), Part.VALUE, prefix.phrase());
      return RedisUrl.UNUSABLE;
    }
    ConfigCode refusal = refusalOfBare();
    if (refusal != null) {
      boolean scheme = refusal == ConfigCode.SCHEME_MISSING_SLASHES;
      return unusable(refusal, scheme ? Part.SCHEME : Part.VALUE);
    }
    UrlSlices slices = UrlSlices.of(raw, raw.startsWith("//") ? 2 : 0);
    List<HostPort> hosts = HostPort.list(slices.hostPort(), true, this::addOfBare);
    if (findings.contain(ConfigCode.URL_UNRECOGNISED)) {
      return RedisUrl.UNUSABLE;
    }
    if (hosts.stream().anyMatch(each -> each.host() != null)) {
      findings.add(ConfigCode.BARE_HOST_TO_URL, Part.VALUE);
    }
    Query query = query(slices, false);
    shape(slices, "");
    return new RedisUrl(null, query.cluster(), false, null, null, null, hosts, query.database());
  }

  /** A text that is neither a URL nor a host was probably meant for another variable. */
  private void addOfBare(ConfigCode code, Part part, int occurrence) {
    if (code == ConfigCode.HOST_INVALID) {
      findings.add(ConfigCode.URL_UNRECOGNISED, Part.VALUE);
    } else {
      findings.add(code, part, occurrence);
    }
  }

  private @Nullable ConfigCode refusalOfBare() {
    if (raw.startsWith("/") && !raw.startsWith("//")) {
      return Unresolved.ofPath(raw);
    }
    if (raw.regionMatches(true, 0, "unix:", 0, 5)) {
      return ConfigCode.UNIX_SOCKET_UNSUPPORTED;
    }
    int colon = Math.max(raw.indexOf(':'), 0);
    if (Scheme.named(raw, colon) != null) {
      // "redis:6379" can only be a host called redis: as a URL its host would be a number.
      boolean hostAndPort =
          PORT_AND_DATABASE.matcher(raw).region(colon + 1, raw.length()).matches();
      return hostAndPort ? null : ConfigCode.SCHEME_MISSING_SLASHES;
    }
    if (PAIR.matcher(UrlSlices.of(raw, 0).beforePath()).find()) {
      return ConfigCode.CONFIG_STRING_NOT_URL;
    }
    return raw.contains("@") ? ConfigCode.SCHEME_MISSING_WITH_CREDENTIALS : null;
  }

  private void shape(UrlSlices slices, String scheme) {
    if (!findings.isEmpty()) {
      shape = slices.shape(scheme);
    }
  }

  private RedisUrl unusable(ConfigCode code, Part part) {
    findings.add(code, part);
    return RedisUrl.UNUSABLE;
  }

  /** The shape of a value that cannot be sliced: the scheme where there is one, and the rest. */
  private RedactedValue.Builder opaque() {
    var opaque = new RedactedValue.Builder();
    if (Scheme.end(raw) > 0) {
      opaque.segment(Part.SCHEME, "[scheme]").literal("://");
    }
    return opaque.segment(Part.VALUE, "[value]");
  }
}
