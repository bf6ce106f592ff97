package ai.hokusai.api.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.format.Finding;
import ai.hokusai.api.http.DetailsAccess;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.http.HealthSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/** Renders a response as an HTML page without scripts and external resources. */
final class HealthPage {
  private static final String STYLE = "<style>";
  private static final String LOGIN = "<p><span></span> <a href=\"/health?login\">log in</a></p>";
  private static final String TEMPLATE = resource("health.html");

  /** Lets a browser use the style of the page, load nothing and show it in no other page. */
  static final HttpField POLICY = new PreEncodedHttpField(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'sha256-"
          + hashOfStyle()
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

  private HealthPage() {}

  private static String hashOfStyle() {
    int start = TEMPLATE.indexOf(STYLE) + STYLE.length();
    String style = TEMPLATE.substring(start, TEMPLATE.indexOf("</style>", start));
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = HealthPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the page is not in the jar");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String brief(HealthReport report, DetailsAccess access, Instant now) {
    HealthSummary summary = HealthSummary.of(report);
    Fault fault = summary.publicCause();
    return page(
        summary,
        now,
        (fault == null ? "" : words(Finding.of(Severity.ERROR, fault)))
            + fact("details", access.hint())
            + (access.hasLogin() ? LOGIN : ""));
  }

  static String index(List<String> paths) {
    var links = new StringBuilder();
    paths.forEach(path -> links.append("<li><a href=\"" + path + "\">" + path + "</a></li>"));
    return TEMPLATE
        .replace("{{status}}", "endpoints")
        .replace("{{facts}}", "")
        .replace("{{more}}", "<ul>" + links + "</ul>");
  }

  static String full(
      HealthReport report,
      ServiceFacts facts,
      List<ChangeHistory.Transition> history,
      Instant now) {
    var more = new StringBuilder();
    for (HealthReport.Check check : report.checks()) {
      more.append(check(check, now));
    }
    for (Finding finding : facts.diagnostics()) {
      more.append("<section><h2>configuration <small>")
          .append(finding.severity().label())
          .append("</small></h2>")
          .append(fact("code", finding.code()))
          .append(words(finding))
          .append("</section>");
    }
    more.append(history(history));
    more.append(fact("redis", facts.redis()))
        .append(fact("release", facts.release()))
        .append(fact("instance", facts.instance()));
    return page(HealthSummary.of(report), now, more.toString());
  }

  private static String page(HealthSummary summary, Instant now, String more) {
    return TEMPLATE
        .replace("{{status}}", summary.word())
        .replace("{{facts}}", facts(summary, now))
        .replace("{{more}}", more);
  }

  private static String facts(HealthSummary summary, Instant now) {
    String age = summary.age(now);
    String code = summary.cause() == null ? "" : summary.cause().code();
    return fact("code", code)
        + (summary.isSplit()
            ? fact("reads", summary.reads()) + fact("writes", summary.writes())
            : "")
        + fact("since", time(summary.since()))
        + fact("last checked", age == null ? "not yet" : age + " s ago");
  }

  private static String check(HealthReport.Check check, Instant now) {
    HealthSummary summary = HealthSummary.of(check);
    Cause cause = summary.cause();
    return "<section class=\"" + summary.word() + "\"><h2>" + escaped(check.name()) + " <small>"
        + (check.isCritical() ? "critical" : "optional") + "</small> <b>" + summary.word()
        + "</b></h2>" + facts(summary, now)
        + (cause == null ? "" : words(Finding.of(Severity.ERROR, cause)))
        + fact("failures", summary.failures())
        + "</section>";
  }

  private static String words(Finding finding) {
    FaultClass faultClass = finding.faultClass();
    return fact("class", faultClass == null ? null : faultClass.name())
        + fact("message", finding.message())
        + fact("remedy", finding.remedy())
        + link("docs", finding.docs());
  }

  private static String history(List<ChangeHistory.Transition> history) {
    var rows = new StringBuilder();
    for (ChangeHistory.Transition each : history) {
      rows.append("<li>")
          .append(time(each.at()))
          .append(' ')
          .append(escaped(each.text()))
          .append("</li>");
    }
    return rows.isEmpty() ? "" : "<section><h2>history</h2><ol>" + rows + "</ol></section>";
  }

  /** A time in whole seconds, for people. */
  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String fact(String name, @Nullable String value) {
    return value == null || value.isEmpty()
        ? ""
        : "<p><span>" + name + "</span> " + escaped(value) + "</p>";
  }

  private static String link(String name, @Nullable String url) {
    return url == null
        ? ""
        : "<p><span>" + name + "</span> <a rel=\"noreferrer\" href=\"" + escaped(url) + "\">"
            + escaped(url) + "</a></p>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
