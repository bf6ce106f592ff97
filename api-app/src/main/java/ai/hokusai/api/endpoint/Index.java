package ai.hokusai.api.endpoint;

import ai.hokusai.api.format.Fields;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.http.HealthEndpoints;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The response at the root: the paths that can be read, as links for a browser and as JSON for others. */
final class Index {
  private Index() {}

  static void respond(
      HealthReport report, String title, Request request, Response response, Callback callback) {
    List<String> paths = paths(report);
    boolean isPage = ResponseFormat.of(request) == ResponseFormat.PAGE;
    response
        .getHeaders()
        .put(
            HttpHeader.CONTENT_TYPE,
            isPage ? ResponseFormat.PAGE.contentType() : "application/json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    if (isPage) {
      response.getHeaders().put(HealthPage.POLICY);
    }
    ByteBuffer body = isPage
        ? ResponseWriter.text(HealthPage.index(paths, title))
        : ResponseWriter.json(new Fields().add("endpoints", paths));
    response.write(true, body, callback);
  }

  private static List<String> paths(HealthReport report) {
    return Stream.of(
            Stream.of("/health", "/health?verbose", "/health/ready", "/health/alb", "/health/live"),
            HealthEndpoints.checks(report).stream(),
            Stream.of("/metrics"))
        .flatMap(each -> each)
        .toList();
  }
}
