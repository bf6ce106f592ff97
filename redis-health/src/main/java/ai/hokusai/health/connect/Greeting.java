package ai.hokusai.health.connect;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.config.NodeAddress;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;
import redis.clients.jedis.RedisCredentials;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;
import redis.clients.jedis.util.RedisOutputStream;
import redis.clients.jedis.util.SafeEncoder;

/**
 * The first commands on a new connection: HELLO with the password, CLIENT SETNAME and SELECT, sent
 * in one write so that they cost one round trip. Any thread may use it.
 */
// Jedis sends each of them after the reply to the one before it.
final class Greeting {
  private static final ProtocolCommand SENTINEL = () -> SafeEncoder.encode("SENTINEL");
  // A name or an address, as a sentinel announces it.
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]{1,255}");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final byte[] PONG = "PONG".getBytes(US_ASCII);
  private static final byte[] PROTO = "proto".getBytes(US_ASCII);
  private static final String UNAUTHENTICATED = "NOAUTH Authentication required.";
  private static final String WRONG_PASSWORD =
      "WRONGPASS invalid username-password pair or user is disabled.";
  private static final Pattern PASSWORD_REQUIRED = Pattern.compile("NOAUTH\\b|NOPERM\\b");

  private final String clientName;
  private final int database;

  Greeting(String clientName, int database) {
    this.clientName = clientName;
    this.database = database;
  }

  /**
   * The result of a greeting. Immutable.
   *
   * @param isPasswordNeedless whether the server answered a PING before the password
   * @param isCluster whether the server reports that it is a node of a cluster
   * @param isReplica whether the server reports that it is a replica
   */
  record Welcome(boolean isPasswordNeedless, boolean isCluster, boolean isReplica) {}

  /**
   * The replies of a sentinel.
   *
   * @param primary null where it has no primary of that name
   * @param lacksQuorum whether it reports that no failover is possible
   */
  record OfSentinel(@Nullable NodeAddress primary, boolean lacksQuorum) {}

  /** Greets a sentinel and requests the address of a primary, in one round trip. */
  OfSentinel greetSentinel(Socket socket, RedisCredentials login, String master) {
    var exchange = new Exchange(socket);
    queueHello(exchange, login);
    exchange.queue(new CommandArguments(SENTINEL).add("GET-MASTER-ADDR-BY-NAME").add(master));
    exchange.queue(new CommandArguments(SENTINEL).add("CKQUORUM").add(master));
    HelloReply hello = hello(exchange.nextReply());
    if (!"sentinel".equals(hello.text("mode"))) {
      throw new FaultException(Fault.REDIS_INSTEAD_OF_SENTINEL);
    }
    NodeAddress primary = address(exchange.nextReply());
    boolean lacksQuorum = false;
    try {
      Object ignored = exchange.nextReply();
    } catch (JedisDataException e) {
      // Any other error is that of a user who may not send the command.
      lacksQuorum = String.valueOf(e.getMessage()).startsWith("NOQUORUM");
    }
    return new OfSentinel(primary, lacksQuorum);
  }

  private static @Nullable NodeAddress address(@Nullable Object reply) {
    if (reply == null) {
      return null;
    }
    if (reply instanceof List<?> words
        && words.size() == 2
        && words.get(0) instanceof byte[] host
        && words.get(1) instanceof byte[] port) {
      String name = new String(host, UTF_8);
      String number = new String(port, US_ASCII);
      if (HOST.matcher(name).matches() && PORT.matcher(number).matches()) {
        int value = Integer.parseInt(number);
        if (value >= 1 && value <= 65_535) {
          return new NodeAddress(name.toLowerCase(Locale.ROOT), value);
        }
      }
    }
    throw new JedisDataException("a sentinel replied with something else than an address");
  }

  /** Greets the server; throws the first error reply, but that to CLIENT SETNAME. */
  Welcome greet(Socket socket, RedisCredentials login) {
    return run(new Exchange(socket), login, false);
  }

  /**
   * Greets the server after a PING without the password: a server that needs none accepts any
   * password for the user "default", and only this PING shows it.
   */
  Welcome greetAndTryWithoutPassword(Socket socket, RedisCredentials login) {
    var exchange = new Exchange(socket);
    exchange.queue(new CommandArguments(Command.PING));
    if (socket instanceof SSLSocket) {
      return run(exchange, login, true);
    }
    // The reply to a plaintext PING may be from a TLS server, to which no plaintext password
    // may be sent.
    boolean isNeedless = isPong(exchange);
    Welcome welcome = run(exchange, login, false);
    return new Welcome(isNeedless, welcome.isCluster(), welcome.isReplica());
  }

  /** Sends what is queued, which may be a PING, and the greeting. */
  private Welcome run(Exchange exchange, RedisCredentials login, boolean isAfterPing) {
    queueHello(exchange, login);
    exchange.queue(new CommandArguments(Command.CLIENT).add(Keyword.SETNAME).add(clientName));
    if (database > 0) {
      exchange.queue(new CommandArguments(Command.SELECT).add(database));
    }
    boolean isPong = isAfterPing && isPong(exchange);
    HelloReply hello = hello(isAfterPing ? helloAfterPing(exchange) : exchange.nextReply());
    if ("sentinel".equals(hello.text("mode"))) {
      // Before the reply to a command that a Sentinel rejects as unknown.
      throw new FaultException(Fault.SENTINEL_INSTEAD_OF_REDIS);
    }
    expectAnyReply(exchange);
    if (database > 0) {
      Object ignored = exchange.nextReply();
    }
    return new Welcome(
        isPong,
        "cluster".equals(hello.text("mode")),
        "replica".equals(hello.text("role")) || "slave".equals(hello.text("role")));
  }

  private static void queueHello(Exchange exchange, RedisCredentials login) {
    CommandArguments hello = new CommandArguments(Command.HELLO).add("2");
    char[] password = login.getPassword();
    if (password == null) {
      exchange.queue(hello);
      return;
    }
    byte[] encoded = encode(password);
    String user = login.getUser();
    hello.add(Keyword.AUTH).add(user == null ? Credentials.DEFAULT_USER : user).add(encoded);
    exchange.queue(hello);
    Arrays.fill(encoded, (byte) 0);
  }

  private static byte[] encode(char[] password) {
    ByteBuffer encoded = UTF_8.encode(CharBuffer.wrap(password));
    var bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    encoded.clear().put(new byte[encoded.capacity()]);
    return bytes;
  }

  private static boolean isPong(Exchange exchange) {
    try {
      return is(exchange.nextReply(), PONG);
    } catch (JedisDataException e) {
      if (PASSWORD_REQUIRED.matcher(String.valueOf(e.getMessage())).lookingAt()) {
        return false;
      }
      throw e;
    }
  }

  /**
   * The reply to HELLO behind one to PING. Servers since Redis 7.2 send none to HELLO with a wrong
   * password while another reply is to be sent, so that the next one comes, which is to CLIENT
   * SETNAME.
   */
  private static @Nullable Object helloAfterPing(Exchange exchange) {
    try {
      return exchange.nextReply();
    } catch (JedisDataException e) {
      // No server sends this reply to HELLO with a password.
      throw UNAUTHENTICATED.equals(e.getMessage()) ? new JedisDataException(WRONG_PASSWORD) : e;
    }
  }

  private static HelloReply hello(@Nullable Object reply) {
    if (!(reply instanceof List<?> words) || words.stream().noneMatch(each -> is(each, PROTO))) {
      throw new JedisDataException("HELLO was answered with something else");
    }
    return HelloReply.of(words);
  }

  private static boolean is(@Nullable Object word, byte[] expected) {
    return word instanceof byte[] bytes && Arrays.equals(bytes, expected);
  }

  private static void expectAnyReply(Exchange exchange) {
    try {
      Object ignored = exchange.nextReply();
    } catch (JedisDataException e) {
      // The name is optional: a user that may not set one works without.
    }
  }

  /** Commands that leave in one write, and their replies in order. */
  private static final class Exchange {
    private final RedisOutputStream out;
    private final RedisInputStream in;

    Exchange(Socket socket) {
      try {
        this.out = new RedisOutputStream(socket.getOutputStream());
        // Data that it reads ahead belongs to this exchange, since all replies are read.
        this.in = new RedisInputStream(socket.getInputStream());
      } catch (IOException e) {
        throw new JedisConnectionException("the connection was closed", e);
      }
    }

    void queue(CommandArguments command) {
      Protocol.sendCommand(out, command);
    }

    @Nullable
    Object nextReply() {
      flush();
      return ReplyReader.read(in);
    }

    private void flush() {
      try {
        out.flush();
      } catch (IOException e) {
        throw new JedisConnectionException("the greeting was not sent", e);
      }
    }
  }
}
