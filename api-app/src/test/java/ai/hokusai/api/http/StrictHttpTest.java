package ai.hokusai.api.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.http.StrictHttp.StrictParser;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request lines in parts of every size, since a client decides where one read of the server ends. */
final class StrictHttpTest {
  private static final String HEADERS = "Host: a\r\nX-Case: http/1.1\r\n\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /http/1.1 HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\n",
        "GET /a HTTP/1.1\n",
        "GET /a  HTTP/1.1\r\n",
        "get /a HTTP/1.1\r\n"
      })
  void acceptsUpperCase(String line) {
    for (int part = 1; part <= line.length() + HEADERS.length(); part++) {
      String[] words = line.trim().split(" +");
      assertThat(parsed(line + HEADERS, part))
          .as("parts of %d", part)
          .containsExactly(String.join(" ", words), "complete");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / http/1.1\r\n",
        "GET /a http/1.1\r\n",
        "GET /a http/1.1\n",
        "GET /a  http/1.1\r\n",
        "GET /a hTTP/1.1\r\n",
        "GET /a HTTp/1.1\r\n",
        "POST /a http/1.0\r\n",
        "ANY /a http/2.0\r\n"
      })
  void refusesLowerCase(String line) {
    for (int part = 1; part <= line.length() + HEADERS.length(); part++) {
      assertThat(parsed(line + HEADERS, part)).as("parts of %d", part).containsExactly("400");
    }
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.1, 'GET / HTTP/1.1,complete'", "http/1.1, 400"})
  void judgesEachRequestOfAConnection(String protocol, String expected) {
    var events = new Events();
    var parser = new StrictParser(events, 8_192, HttpCompliance.RFC9110);
    for (String each : List.of("HTTP/1.1", protocol)) {
      events.seen.clear();
      feed(parser, "GET / " + each + "\r\n" + HEADERS, 7);
      parser.reset();
    }
    assertThat(String.join(",", events.seen)).isEqualTo(expected);
  }

  private static List<String> parsed(String request, int part) {
    var events = new Events();
    feed(new StrictParser(events, 8_192, HttpCompliance.RFC9110), request, part);
    return events.seen;
  }

  private static void feed(HttpParser parser, String request, int part) {
    for (int from = 0; from < request.length() && !parser.isTerminated(); from += part) {
      String next = request.substring(from, Math.min(from + part, request.length()));
      ByteBuffer input = ByteBuffer.wrap(next.getBytes(US_ASCII));
      while (input.hasRemaining()) {
        boolean ignored = parser.parseNext(input);
      }
    }
  }

  /** Start, end of the headers and refusal of a request. */
  private static final class Events implements HttpParser.RequestHandler {
    private final List<String> seen = new ArrayList<>();

    @Override
    public void startRequest(String method, String uri, HttpVersion version) {
      seen.add(method + " " + uri + " " + version.asString());
    }

    @Override
    public void parsedHeader(HttpField field) {
      // Of no interest.
    }

    @Override
    public boolean headerComplete() {
      seen.add("complete");
      return false;
    }

    @Override
    public boolean content(ByteBuffer item) {
      return false;
    }

    @Override
    public boolean contentComplete() {
      return false;
    }

    @Override
    public boolean messageComplete() {
      return false;
    }

    @Override
    public void earlyEOF() {
      seen.add("end");
    }

    @Override
    public void badMessage(HttpException failure) {
      seen.add(String.valueOf(failure.getCode()));
    }
  }
}
