package ai.hokusai.it.faults.rows;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.it.redis.RespConnection;
import ai.hokusai.testkit.ErrorReply;
import ai.hokusai.testkit.FaultyRedis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** The error replies of the test kit, compared with those of a redis-server 7.0 in that state. */
@Tag("once")
final class ErrorRepliesIT {
  private static final List<String> COMMANDS = List.of(
      "PING",
      "HELLO 2",
      "GET key",
      "SET key value",
      "DEL key",
      "XGROUP CREATE key group $",
      "TIME");

  @FunctionalInterface
  private interface Connecting {
    RespConnection connect() throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void areThoseOfTheServer(ErrorReply reply) throws IOException {
    FaultCase row = row(reply);
    assumeTrue(row.isPossible().getAsBoolean(), "not possible on this machine");
    try (var redis = RedisServer.launch(RedisSpec.plain());
        var kit = FaultyRedis.inFrontOf(redis.host(), redis.port());
        var testBed = TestBed.open(row.setup().spec())) {
      assumeIsRedis70(redis);
      row.setup().preparation().on(testBed);
      row.provocation().on(testBed);
      kit.reject(reply);

      Connecting toKit = () -> RespConnection.plain(kit.host(), kit.port());
      assertThat(replies(reply, toKit)).isEqualTo(replies(reply, () -> connect(row, testBed)));
    }
  }

  /** The action of the gauntlet that brings a server into this state. */
  private static FaultCase row(ErrorReply reply) {
    Fault fault = switch (reply) {
      case READONLY -> Fault.READONLY_REPLICA;
      case LOADING -> Fault.LOADING;
      case MASTERDOWN -> Fault.MASTERDOWN;
      case OUT_OF_MEMORY -> Fault.OUT_OF_MEMORY;
      case PERSISTENCE_ERROR -> Fault.PERSISTENCE_ERROR;
      case NOT_ENOUGH_REPLICAS -> Fault.NOT_ENOUGH_REPLICAS;
      case BUSY -> Fault.BUSY;
      case AUTH_REQUIRED -> Fault.AUTH_REQUIRED;
      case WRONG_PASSWORD -> Fault.AUTH_FAILED;
      case MAX_CLIENTS -> Fault.MAX_CLIENTS;
      case PROTECTED_MODE -> Fault.PROTECTED_MODE;
    };
    return FaultTable.rows().stream()
        .filter(row -> row.fault() == fault)
        .findFirst()
        .orElseThrow();
  }

  private static RespConnection connect(FaultCase row, TestBed testBed) throws IOException {
    return switch (row.fault()) {
      case MAX_CLIENTS, PROTECTED_MODE ->
        RespConnection.plain(row.setup().host().apply(testBed.server()), testBed.port());
      case AUTH_FAILED -> testBed.server().connectWithoutPassword();
      default -> testBed.connect();
    };
  }

  private static Map<String, String> replies(ErrorReply reply, Connecting connecting)
      throws IOException {
    Map<String, String> replies = new TreeMap<>();
    switch (reply) {
      case MAX_CLIENTS, PROTECTED_MODE -> {
        try (var connection = connecting.connect()) {
          replies.put("", connection.nextReply());
        }
      }
      case WRONG_PASSWORD -> {
        for (String login : List.of("AUTH wrong", "AUTH default wrong", "HELLO 2 AUTH default x")) {
          replies.put(login, firstLine(connecting, login));
        }
      }
      default -> {
        for (String command : COMMANDS) {
          String line = firstLine(connecting, command);
          replies.put(command, line.startsWith("-") ? line : "executed");
        }
        if ("executed".equals(replies.get("PING"))) {
          replies.put("MULTI", transaction(connecting).toString());
        }
      }
    }
    return replies;
  }

  private static String firstLine(Connecting connecting, String command) throws IOException {
    try (var connection = connecting.connect()) {
      return connection.command(command);
    }
  }

  private static List<String> transaction(Connecting connecting) throws IOException {
    List<String> replies = new ArrayList<>();
    try (var connection = connecting.connect()) {
      for (String command : List.of("MULTI", "SET key value", "EXEC")) {
        replies.add(connection.command(command));
      }
    }
    return replies;
  }

  @Test
  void theCommandsHaveTheFlagsOfTheServer() throws IOException {
    try (var redis = RedisServer.launch(RedisSpec.plain());
        var client = new Jedis(redis.host(), redis.port());
        var resource =
            Objects.requireNonNull(FaultyRedis.class.getResourceAsStream("command-flags.txt"))) {
      assumeIsRedis70(redis);
      Map<String, Set<String>> flags = new TreeMap<>();
      for (String flag : List.of("write", "denyoom", "loading", "stale", "allow_busy", "no_auth")) {
        flags.put(flag, new TreeSet<>());
      }
      collect((List<?>) client.sendCommand(Protocol.Command.COMMAND), flags);

      assertThat(new String(resource.readAllBytes(), US_ASCII).lines())
          .containsExactlyInAnyOrderElementsOf(flags.entrySet().stream()
              .map(each -> each.getKey() + " " + String.join(" ", each.getValue()))
              .toList());
    }
  }

  /** Each command is a list of its name, arity, flags, and at the end its subcommands. */
  private static void collect(List<?> commands, Map<String, Set<String>> flags) {
    for (Object each : commands) {
      var command = (List<?>) each;
      for (Object flag : (List<?>) command.get(2)) {
        flags.getOrDefault(text(flag), new TreeSet<>()).add(text(command.get(0)));
      }
      collect((List<?>) command.get(9), flags);
    }
  }

  private static String text(Object reply) {
    return reply instanceof byte[] bytes ? new String(bytes, US_ASCII) : reply.toString();
  }

  private static void assumeIsRedis70(RedisServer redis) throws IOException {
    try (var console = redis.connect()) {
      assumeTrue(
          console.text("INFO server").contains("redis_version:7.0."),
          "the replies are those of redis-server 7.0");
    }
  }
}
