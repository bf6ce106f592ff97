package ai.hokusai.health.connect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * A PING ahead of the password, the only thing that shows whether a server asks for one: to the user
 * "default" it says yes to any password where none is set.
 */
final class DoorPing {
  private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(US_ASCII);
  private static final byte[] PONG = "PONG".getBytes(US_ASCII);
  private static final Pattern CLOSED = Pattern.compile("NOAUTH\\b|NOPERM\\b");

  private DoorPing() {}

  static boolean isOpen(Socket socket) {
    try {
      socket.getOutputStream().write(PING);
      // What it reads ahead is lost, which costs nothing: the server has been asked nothing else.
      Object reply = ReplyReader.read(new RedisInputStream(socket.getInputStream()));
      return reply instanceof byte[] bytes && Arrays.equals(bytes, PONG);
    } catch (JedisDataException e) {
      if (CLOSED.matcher(String.valueOf(e.getMessage())).lookingAt()) {
        return false;
      }
      throw e;
    } catch (IOException e) {
      throw new JedisConnectionException("the first PING was not sent", e);
    }
  }
}
