package ai.hokusai.health.diagnose;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.hokusai.health.classify.Fault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A PING without TLS and without a password, which a plain Redis answers with PONG or an error. */
final class PlaintextPing {
  private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(US_ASCII);
  private static final int MAX_LINE = 512;

  // Sent without TLS and before a handshake, by servers with and without TLS.
  private static final Pattern MAX_CLIENTS = Pattern.compile("-ERR max number of clients.*\r");
  private static final Pattern REDIS = Pattern.compile("(\\+PONG|-[A-Z]+( .*)?)\r");
  // The first byte of a RESP reply, or of a TLS alert or handshake.
  private static final Pattern PERHAPS_REDIS = Pattern.compile("[-+:$*\u0015\u0016]");

  private PlaintextPing() {}

  static @Nullable Fault fault(Socket socket) throws IOException {
    socket.getOutputStream().write(PING);
    return meaning(firstLine(new BufferedInputStream(socket.getInputStream(), MAX_LINE)));
  }

  private static String firstLine(InputStream in) {
    var line = new StringBuilder();
    try {
      for (int next = in.read(); isInside(next, line); next = in.read()) {
        line.append((char) next);
      }
    } catch (IOException e) {
      // Timed out or closed: the bytes so far may be enough.
    }
    return line.toString();
  }

  private static boolean isInside(int next, StringBuilder line) {
    return next >= 0 && next != '\n' && line.length() < MAX_LINE;
  }

  static @Nullable Fault meaning(String line) {
    if (MAX_CLIENTS.matcher(line).matches()) {
      return Fault.MAX_CLIENTS;
    }
    if (REDIS.matcher(line).matches()) {
      return Fault.SERVER_IS_PLAINTEXT;
    }
    return line.isEmpty() || PERHAPS_REDIS.matcher(line).lookingAt() ? null : Fault.NOT_REDIS;
  }
}
