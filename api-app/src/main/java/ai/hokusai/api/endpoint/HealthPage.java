package ai.hokusai.api.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** Renders a view as an HTML page without scripts and external resources. */
final class HealthPage {
  private static final String STYLE = "<style>";
  private static final String TEMPLATE = resource("health.html");
  private static final String REFRESH = "<meta http-equiv=\"refresh\" content=\"5\">\n";

  /** Lets a browser use the style and the icon of the page, load nothing and show it in no other page. */
  static final HttpField POLICY = new PreEncodedHttpField(
      "Content-Security-Policy",
      "default-src 'none'; img-src data:; style-src 'sha256-"
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

  /**
   * The page of a view.
   *
   * @param name the name of the service
   * @param hasLogin whether to offer the way to log in
   * @param isStill whether the page stays as it is, instead of being loaded again every five seconds
   */
  static String of(HealthView view, String name, boolean hasLogin, boolean isStill) {
    String status = view.status();
    String code = view.code().isEmpty() ? "" : " <code>" + escaped(view.code()) + "</code>";
    var body = new StringBuilder();
    body.append("<main class=\"").append(status).append("\">\n<h1><span>").append(status);
    body.append("</span>").append(code);
    body.append(" <small>").append(escaped(name)).append("</small></h1>\n");
    body.append("<p>").append(escaped(view.times())).append("</p>\n");
    for (HealthView.Group group : view.groups()) {
      append(body, group);
    }
    body.append("</main>\n<footer>");
    body.append(hasLogin ? "<a href=\"/health?login\">log in</a> " : "");
    body.append(
        isStill
            ? "<a href=\"/health\">reload every 5 s</a>"
            : "reloaded every 5 s <a href=\"/health?still\">stop</a>");
    body.append(" <a href=\"/\">endpoints</a></footer>");
    return page(
        status + (view.code().isEmpty() ? "" : " " + view.code()) + " – " + name,
        status,
        isStill ? "" : REFRESH,
        body.toString());
  }

  /** A page with links to paths. */
  static String index(List<String> paths, String name) {
    var links = new StringBuilder();
    paths.forEach(path -> links.append("<li><a href=\"" + path + "\">" + path + "</a></li>\n"));
    return page(
        "endpoints – " + name,
        "none",
        "",
        "<main>\n<h1>endpoints <small>" + escaped(name) + "</small></h1>\n<ul>\n" + links
            + "</ul>\n</main>");
  }

  /** The page; the content is last, so that it replaces nothing. */
  private static String page(String title, String status, String refresh, String body) {
    return TEMPLATE
        .replace("{{icon}}", icon(status))
        .replace("{{refresh}}", refresh)
        .replace("{{title}}", escaped(title))
        .replace("{{body}}", body);
  }

  /** An icon whose shape and colour are those of the status: a circle, a triangle or a square. */
  private static String icon(String status) {
    return switch (status) {
      case "healthy" -> "%3Ccircle cx='8' cy='8' r='7' fill='%2317803d'/%3E";
      case "unhealthy", "stale" -> "%3Cpath d='M1 1h14v14H1z' fill='%23c0261c'/%3E";
      case "none" -> "%3Ccircle cx='8' cy='8' r='7' fill='%23888'/%3E";
      default -> "%3Cpath d='M8 1l7 14H1z' fill='%23d98a00'/%3E";
    };
  }

  private static void append(StringBuilder body, HealthView.Group group) {
    boolean isFirst = group.title().isEmpty();
    if (!isFirst) {
      body.append("<section class=\"").append(group.status()).append("\">\n<h2>");
      body.append(escaped(group.title()));
      body.append(group.note().isEmpty() ? "" : " <small>" + escaped(group.note()) + "</small>");
      body.append(group.status().isEmpty() ? "" : " <b>" + group.status() + "</b>");
      body.append("</h2>\n");
    }
    body.append(group.facts().isEmpty() ? "" : "<dl>\n");
    group.facts().forEach(fact -> append(body, fact));
    body.append(group.facts().isEmpty() ? "" : "</dl>\n");
    body.append(isFirst ? "" : "</section>\n");
  }

  private static void append(StringBuilder body, HealthView.Fact fact) {
    String text = escaped(fact.text());
    body.append("<dt>").append(escaped(fact.name())).append("</dt><dd>");
    body.append(
        fact.name().equals("docs")
            ? "<a rel=\"noreferrer\" href=\"" + text + "\">" + text + "</a>"
            : fact.picture().svg() + text);
    body.append("</dd>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
