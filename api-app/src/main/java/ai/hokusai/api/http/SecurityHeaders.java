package ai.hokusai.api.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/** Adds headers to each response that make a browser guess no type, embed and load nothing, send no referrer. */
final class SecurityHeaders implements HttpConfiguration.Customizer {
  private static final HttpField[] FIELDS = {
    new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
    new PreEncodedHttpField(
        "Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
    new PreEncodedHttpField("Referrer-Policy", "no-referrer")
  };

  static void addTo(HttpFields.Mutable headers) {
    for (HttpField field : FIELDS) {
      headers.put(field);
    }
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    // Not addTo, which would search the headers: there are none yet that these could replace.
    for (HttpField field : FIELDS) {
      responseHeaders.add(field);
    }
    return request;
  }
}
