package ai.hokusai.health.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisProtocolNotSupportedException;

final class FaultClassifierTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      NOAUTH Authentication required.                                       | AUTH_REQUIRED
      NOAUTH HELLO must be called with the client already authenticated     | AUTH_REQUIRED
      WRONGPASS invalid username-password pair or user is disabled.         | AUTH_FAILED
      ERR invalid password                                                  | AUTH_FAILED
      ERR AUTH <password> called without any password configured for the default user. | AUTH_FAILED
      ERR Client sent AUTH, but no password is set                          | AUTH_FAILED
      NOPERM this user has no permissions to run the 'ping' command         | NO_PERMISSION
      ERR DB index is out of range                                          | DB_INDEX_INVALID
      ERR invalid DB index                                                  | DB_INDEX_INVALID
      ERR SELECT is not allowed in cluster mode                             | DB_INDEX_INVALID
      DENIED Redis is running in protected mode because                     | PROTECTED_MODE
      ERR max number of clients reached                                     | MAX_CLIENTS
      ERR max number of clients + cluster connections reached               | MAX_CLIENTS
      LOADING Redis is loading the dataset in memory                        | LOADING
      MASTERDOWN Link with MASTER is down                                   | MASTERDOWN
      READONLY You can't write against a read only replica.                 | READONLY_REPLICA
      MISCONF Redis is configured to save RDB snapshots                     | PERSISTENCE_ERROR
      OOM command not allowed when used memory > 'maxmemory'.               | OUT_OF_MEMORY
      NOREPLICAS Not enough good replicas to write.                         | NOT_ENOUGH_REPLICAS
      CLUSTERDOWN Hash slot not served                                      | SLOTS_UNCOVERED
      CLUSTERDOWN The cluster is down                                       | CLUSTER_DOWN
      CROSSSLOT Keys in request don't hash to the same slot                 | CROSS_SLOT
      TRYAGAIN Multiple keys request during rehashing of slot               | RESHARDING
      ERR This instance has cluster support disabled                        | STANDALONE_MODE_MISMATCH
      ASK 3999 127.0.0.1:6381                                               | CLUSTER_MODE_MISMATCH
      BUSY Redis is busy running a script.                                  | BUSY
      BUSYGROUP Consumer Group name already exists                          | UNEXPECTED_REPLY
      ERR unknown command 'PING'                                            | UNEXPECTED_REPLY
      no upstream host                                                      | UNEXPECTED_REPLY
      """)
  void readsTheErrorOfTheServer(String reply, Fault expected) {
    assertThat(FaultClassifier.classify(new JedisDataException(reply))).isEqualTo(expected);
  }

  // As Redis 6.2.7, 7.0.15, 7.2.6 and 8.0.2, Redict 7.3.6 and Valkey 8.1.1 send them, to a script
  // and to a transaction.
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ERR Error running script (call to f_2bf): @user_script:3: @user_script: 3: -OOM command not allowed when used memory > 'maxmemory'. | OUT_OF_MEMORY
      ERR Error running script (call to f_2bf): @user_script:3: @user_script: 3: -READONLY You can't write against a read only replica. | READONLY_REPLICA
      ERR Error running script (call to f_2bf): @user_script:3: @user_script: 3: -MISCONF Redis is configured to save RDB snapshots | PERSISTENCE_ERROR
      ERR Error running script (call to f_2bf): @user_script:3: @user_script: 3: -NOREPLICAS Not enough good replicas to write. | NOT_ENOUGH_REPLICAS
      ERR Error running script (call to f_2bf): @user_script:1: CLUSTERDOWN The cluster is down | CLUSTER_DOWN
      ERR Error running script (call to f_2bf): @user_script:1: WRONGTYPE Operation against a key holding the wrong kind of value | UNEXPECTED_REPLY
      ERR Error running script (call to f_2bf): @user_script:3: @user_script: 3: The user executing the script can't run this command or subcommand | NO_PERMISSION
      ERR The user executing the script can't run this command or subcommand script: 2bf, on @user_script:3. | NO_PERMISSION
      ERR The user executing the script can't access at least one of the keys mentioned in the command arguments script: 2bf, on @user_script:3. | NO_PERMISSION
      ERR ACL failure in script: User app has no permissions to run the 'hset' command script: 2bf, on @user_script:3. | NO_PERMISSION
      OOM command not allowed when used memory > 'maxmemory'. script: 2bf, on @user_script:3. | OUT_OF_MEMORY
      EXECABORT Transaction discarded because of: OOM command not allowed when used memory > 'maxmemory'. | OUT_OF_MEMORY
      EXECABORT Transaction discarded because of: MISCONF Redis is configured to save RDB snapshots | PERSISTENCE_ERROR
      EXECABORT Transaction discarded because of previous errors.           | UNEXPECTED_REPLY
      UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?) | READONLY_REPLICA
      ERR unknown command 'X', with args beginning with: '@user_script: 3: OOM x' | UNEXPECTED_REPLY
      @user_script: 1: -OOM command not allowed when used memory > 'maxmemory'. | OUT_OF_MEMORY
      @user_script: 1: -NOREPLICAS Not enough good replicas to write.       | NOT_ENOUGH_REPLICAS
      @user_script: 1: -READONLY You can't write against a read only replica. | READONLY_REPLICA
      @user_script: 1: -MISCONF Redis is configured to save RDB snapshots, but it is currently not able to persist on disk. | PERSISTENCE_ERROR
      @user_script: 1: The user executing the script can't run this command or subcommand | NO_PERMISSION
      @user_script: 1: The user executing the script can't access at least one of the keys mentioned in the command arguments | NO_PERMISSION
      ERR Error running script (call to f_2bf): @user_script:1: @user_script: 1: The user executing the script can't publish to the channel mentioned in the command | NO_PERMISSION
      ERR The user executing the script can't publish to the channel mentioned in the command script: 2bf, on @user_script:1. | NO_PERMISSION
      ERR ACL failure in script: No permissions to access a channel script: 2bf, on @user_script:1. | NO_PERMISSION
      ERR ACL failure in script: No permissions to access a key             | NO_PERMISSION
      ERR ACL failure in script: User u has no permissions to run the 'set' command script: wr, on @user_function:2. | NO_PERMISSION
      READONLY You can't write against a read only replica. script: 2bf, on @user_script:1. | READONLY_REPLICA
      MISCONF Valkey is configured to save RDB snapshots, but it's currently unable to persist to disk. | PERSISTENCE_ERROR
      LOADING Valkey is loading the dataset in memory                       | LOADING
      BUSY Valkey is busy running a script. You can only call FUNCTION KILL or SHUTDOWN NOSAVE. | BUSY
      EXECABORT Transaction discarded because of: BUSY Redict is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE. | BUSY
      ERR Error running script (call to f_2bf): @user_script:1: @user_script: 1: Lua script attempted to execute a write command while the cluster is down and readonly | CLUSTER_DOWN
      ERR Script attempted to execute a command while the cluster is down script: 2bf, on @user_script:1. | CLUSTER_DOWN
      ERR Script attempted to access a slot not served script: 2bf, on @user_script:1. | CLUSTER_DOWN
      ERR Script attempted to access a non local key in a cluster node script: 2bf, on @user_script:1. | UNEXPECTED_REPLY
      ERR Error running script (call to f_2bf): @user_script:1: user_script:1: OOM x | UNEXPECTED_REPLY
      ERR user_script:1: OOM x script: 2bf, on @user_script:1.              | UNEXPECTED_REPLY
      """)
  void readsTheErrorBehindThePrefixOfAScript(String reply, Fault expected) {
    assertThat(FaultClassifier.classify(new JedisDataException(reply))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiterString = " => ", textBlock = """
      NOPERM this user has no permissions to run the 'ping' command => the user lacks permission for the command ping => add the rule "+ping" to the user
      NOPERM this user has no permissions to run the 'get' command or its subcommand => the user lacks permission for the command get => add the rule "+get" to the user
      NOPERM User app has no permissions to run the 'config|get' command => the user lacks permission for the command config|get => add the rule "+config|get" to the user
      ERR ACL failure in script: User app has no permissions to run the 'hset' command script: 2bf => the user lacks permission for the command hset => add the rule "+hset" to the user
      NOPERM this user has no permissions to access one of the keys used as arguments => the user lacks permission for a key of a command => add a rule for the keys
      NOPERM No permissions to access a key => the user lacks permission for a key of a command => add a rule for the keys
      NOPERM No permissions to access a channel => the user lacks permission for a channel of a command => add a rule for the channels
      NOPERM this user has no permissions to access one of the channels used as arguments => the user lacks permission for a channel of a command => add a rule for the channels
      @user_script: 1: The user executing the script can't run this command or subcommand => the user lacks permission for a command that a script calls => add a rule for each command that the script calls, such as "+set", to the user of this service with ACL SETUSER or in its user group
      ERR The user executing the script can't access at least one of the keys mentioned in the command arguments script: 2bf, on @user_script:1. => the user lacks permission for a key of a command => add a rule for the keys
      ERR The user executing the script can't publish to the channel mentioned in the command script: 2bf, on @user_script:1. => the user lacks permission for a channel of a command => add a rule for the channels
      ERR ACL failure in script: No permissions to access a key script: 2bf, on @user_script:1. => the user lacks permission for a key of a command => add a rule for the keys
      NOPERM User app has no permissions to run the 'a b' command => the user lacks permission for a command of the probe => add the rule "+ping +hello +select"
      """)
  void namesWhatWasRefused(String reply, String message, String remedy) {
    Cause cause = FaultClassifier.describe(new JedisDataException(reply));
    assertThat(Fault.of(cause)).isEqualTo(Fault.NO_PERMISSION);
    assertThat(cause.message()).isEqualTo(message);
    assertThat(cause.remedy()).startsWith(remedy);
  }

  @ParameterizedTest
  @MethodSource
  void classifiesTheExceptionsOfJedis(Throwable failure, Fault expected) {
    assertThat(FaultClassifier.classify(failure)).isEqualTo(expected);
  }

  static Stream<Arguments> classifiesTheExceptionsOfJedis() {
    return Stream.of(
        arguments(new JedisAccessControlException("NOAUTH required"), Fault.AUTH_REQUIRED),
        arguments(
            new JedisMovedDataException("MOVED 3999 h:1", new HostAndPort("h", 1), 3999),
            Fault.CLUSTER_MODE_MISMATCH),
        arguments(
            new JedisDataException("ERR MOVED 3999 10.0.0.1:6379"), Fault.CLUSTER_MODE_MISMATCH),
        arguments(
            new JedisProtocolNotSupportedException("Server does not support HELLO"),
            Fault.UNEXPECTED_REPLY),
        // An error line that was waiting when a write failed.
        arguments(
            new JedisConnectionException(
                "ERR max number of clients reached", new SocketException("Broken pipe")),
            Fault.MAX_CLIENTS),
        arguments(new JedisConnectionException("Unknown reply: H"), Fault.NOT_REDIS),
        arguments(new JedisConnectionException("Unexpected character!"), Fault.NOT_REDIS),
        arguments(
            new JedisConnectionException("Unknown reply: \u0015"), Fault.TLS_REQUIRED_BY_SERVER),
        arguments(
            new JedisConnectionException("Unexpected end of stream."), Fault.CONNECTION_CLOSED),
        arguments(
            new JedisConnectionException("It seems like server has closed the connection."),
            Fault.CONNECTION_CLOSED),
        arguments(
            new JedisException(
                "Could not get a resource from the pool",
                new NoSuchElementException("Timeout waiting for idle object")),
            Fault.POOL_EXHAUSTED));
  }

  @ParameterizedTest
  @MethodSource
  void classifiesTheExceptionsOfTls(Throwable cause, Fault expected) {
    var failure = new JedisConnectionException("no connection to redis:6379", cause);

    assertThat(FaultClassifier.classify(failure)).isEqualTo(expected);
  }

  static Stream<Arguments> classifiesTheExceptionsOfTls() {
    return Stream.of(
        arguments(
            handshake(new CertificateException(
                "PKIX path building failed", new CertPathBuilderException("no path"))),
            Fault.TLS_UNTRUSTED),
        arguments(
            handshake(new CertificateException(
                "PKIX path validation failed", new CertPathValidatorException("signature"))),
            Fault.TLS_UNTRUSTED),
        arguments(
            handshake(new CertificateException(
                "PKIX path validation failed",
                new CertPathValidatorException(
                    "validity check failed", new CertificateExpiredException("NotAfter")))),
            Fault.TLS_EXPIRED),
        arguments(
            handshake(new CertificateNotYetValidException("NotBefore")), Fault.TLS_NOT_YET_VALID),
        arguments(
            handshake(new CertificateException("No subject alternative DNS name matching a found")),
            Fault.TLS_HOSTNAME_MISMATCH),
        arguments(
            handshake(new CertificateException("No name matching a found")),
            Fault.TLS_HOSTNAME_MISMATCH),
        arguments(alert("certificate_required"), Fault.TLS_CLIENT_CERT_REQUIRED),
        arguments(alert("bad_certificate"), Fault.TLS_CLIENT_CERT_REQUIRED),
        arguments(alert("certificate_expired"), Fault.TLS_CLIENT_CERT_EXPIRED),
        arguments(alert("unknown_ca"), Fault.TLS_CLIENT_CERT_UNTRUSTED),
        arguments(alert("certificate_unknown"), Fault.TLS_CLIENT_CERT_UNTRUSTED),
        arguments(alert("certificate_revoked"), Fault.TLS_CLIENT_CERT_UNTRUSTED),
        arguments(alert("unsupported_certificate"), Fault.TLS_CLIENT_CERT_UNTRUSTED),
        arguments(alert("access_denied"), Fault.TLS_CLIENT_CERT_UNTRUSTED),
        // As our own TLS layer words it, with the alert of TLS 1.2 behind it.
        arguments(
            new SSLException("Client certificate requested", alert("handshake_failure")),
            Fault.TLS_CLIENT_CERT_REQUIRED),
        arguments(alert("protocol_version"), Fault.TLS_PROTOCOL_MISMATCH),
        arguments(alert("handshake_failure"), Fault.TLS_PROTOCOL_MISMATCH),
        arguments(
            new SSLHandshakeException("No appropriate protocol (protocol is disabled)"),
            Fault.TLS_PROTOCOL_MISMATCH),
        // As JDK 25 words them.
        arguments(
            new SSLHandshakeException(
                "(certificate_required) Received fatal alert: certificate_required"),
            Fault.TLS_CLIENT_CERT_REQUIRED),
        arguments(
            new SSLHandshakeException(
                "(certificate_expired) Received fatal alert: certificate_expired"),
            Fault.TLS_CLIENT_CERT_EXPIRED),
        arguments(
            new SSLHandshakeException("(unknown_ca) Received fatal alert: unknown_ca"),
            Fault.TLS_CLIENT_CERT_UNTRUSTED),
        arguments(
            new SSLHandshakeException("(protocol_version) Received fatal alert: protocol_version"),
            Fault.TLS_PROTOCOL_MISMATCH),
        arguments(
            new SSLHandshakeException("(handshake_failure) No appropriate protocol"),
            Fault.TLS_PROTOCOL_MISMATCH),
        arguments(
            handshake(new SocketTimeoutException("Read timed out")), Fault.TLS_HANDSHAKE_TIMEOUT),
        arguments(handshake(new EOFException("shut down")), Fault.TLS_HANDSHAKE_FAILED),
        arguments(new SSLException("Unsupported or unrecognized"), Fault.TLS_HANDSHAKE_FAILED));
  }

  @ParameterizedTest
  @MethodSource
  void classifiesTheExceptionsOfSockets(Throwable part, Fault expected) {
    var suppressing = new JedisConnectionException("Failed to connect to redis:6379.");
    suppressing.addSuppressed(part);

    assertThat(FaultClassifier.classify(suppressing)).isEqualTo(expected);
    assertThat(FaultClassifier.classify(new JedisConnectionException("Failed", part)))
        .isEqualTo(expected);
  }

  static Stream<Arguments> classifiesTheExceptionsOfSockets() {
    return Stream.of(
        arguments(new UnknownHostException("a: Name or service not known"), Fault.DNS_NOT_FOUND),
        arguments(
            new UnknownHostException("a: Temporary failure in name resolution"), Fault.DNS_TIMEOUT),
        arguments(new ConnectException("Connection refused"), Fault.CONNECT_REFUSED),
        arguments(new ConnectException("Verbindungsaufbau abgelehnt"), Fault.CONNECT_REFUSED),
        arguments(new ConnectException("Connection timed out"), Fault.CONNECT_TIMEOUT),
        arguments(new SocketTimeoutException("Connect timed out"), Fault.CONNECT_TIMEOUT),
        arguments(new NoRouteToHostException("No route to host"), Fault.NETWORK_UNREACHABLE),
        arguments(new SocketException("Network is unreachable"), Fault.NETWORK_UNREACHABLE),
        arguments(new SocketTimeoutException("Read timed out"), Fault.READ_TIMEOUT),
        arguments(new SocketTimeoutException("Name look-up timed out"), Fault.DNS_TIMEOUT),
        arguments(new ProtocolException("a reply is malformed"), Fault.UNEXPECTED_REPLY),
        arguments(new SocketException("Connection reset"), Fault.CONNECTION_CLOSED),
        arguments(new EOFException(), Fault.CONNECTION_CLOSED));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      READONLY You can't write against a read only replica.                 | READONLY_REPLICA
      -READONLY You can't write against a read only replica.                | READONLY_REPLICA
      LOADING Redis is loading the dataset in memory                        | LOADING
      OOM command not allowed when used memory > 'maxmemory'.               | OUT_OF_MEMORY
      BUSY Redis is busy running a script. You can only call SCRIPT KILL.   | BUSY
      DENIED Redis is running in protected mode because protected mode is on | PROTECTED_MODE
      MOVED 3999 10.0.0.1:6379                                              | CLUSTER_MODE_MISMATCH
      UNBLOCKED force unblock from blocking operation, instance state changed | READONLY_REPLICA
      NOAUTH Authentication required.                                       | AUTH_REQUIRED
      WRONGPASS invalid username-password pair or user is disabled.         | AUTH_FAILED
      NOPERM User app has no permissions to run the 'get' command           | NO_PERMISSION
      """)
  void readsAnErrorReplyInAnyException(String reply, Fault expected) {
    String text = reply.startsWith("-") ? reply.substring(1) : reply;

    assertThat(FaultClassifier.ofReply(reply)).isEqualTo(expected);
    assertThat(FaultClassifier.find(new OtherRedisException(text))).contains(expected);
    assertThat(FaultClassifier.find(new OrderException(text))).contains(expected);
    assertThat(FaultClassifier.find(new ExecutionException(new OrderException(text))))
        .contains(expected);
  }

  @Test
  void callsAnyOtherErrorReplyUnexpected() {
    String unknown = "ERR unknown command 'NOPE', with args beginning with: ";

    assertThat(FaultClassifier.ofReply(unknown)).isEqualTo(Fault.UNEXPECTED_REPLY);
    assertThat(FaultClassifier.ofReply("")).isEqualTo(Fault.UNEXPECTED_REPLY);
    assertThat(FaultClassifier.find(new OtherRedisException(unknown)))
        .contains(Fault.UNEXPECTED_REPLY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BUSY with another order",
        "DENIED by the policy of the warehouse",
        "OOM",
        "MOVED to the archive",
        "ERR order 4711",
        "an order failed: NOAUTH",
        "Invalid first byte: 21 of an order",
        "Connection closed"
      })
  void findsNothingInAnExceptionOfTheService(String message) {
    assertThat(FaultClassifier.find(new OrderException(message))).isEmpty();
    assertThat(FaultClassifier.find(new OrderTimeoutException())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void classifiesTheExceptionsOfOtherClients(Throwable failure, Fault expected) {
    assertThat(FaultClassifier.find(failure)).contains(expected);
    assertThat(FaultClassifier.classify(new OrderException("wrapped", failure)))
        .isEqualTo(expected);
  }

  static Stream<Arguments> classifiesTheExceptionsOfOtherClients() {
    // The texts of Lettuce, Netty and NIO.
    var unresolved = new UnknownHostException("Failed to resolve 'redis.test' [A(1)]");
    unresolved.initCause(new OtherRedisTimeoutException());
    return Stream.of(
        arguments(new OtherRedisTimeoutException(), Fault.READ_TIMEOUT),
        arguments(new TimeoutException(), Fault.READ_TIMEOUT),
        arguments(unresolved, Fault.DNS_TIMEOUT),
        arguments(
            new ConnectException("connection timed out after 500 ms: redis.test/10.0.0.1:6379"),
            Fault.CONNECT_TIMEOUT),
        arguments(
            new ConnectException("connect(..) failed: Network is unreachable: /10.0.0.1:6379"),
            Fault.NETWORK_UNREACHABLE),
        arguments(
            new ConnectException("Connection refused: localhost/127.0.0.1:6379"),
            Fault.CONNECT_REFUSED),
        arguments(
            new OtherRedisException("Invalid first byte: 21 (\u0015) at buffer index 0"),
            Fault.TLS_REQUIRED_BY_SERVER),
        arguments(
            new OtherRedisException("Invalid first byte: 72 (H) at buffer index 0"),
            Fault.NOT_REDIS),
        arguments(
            new SSLException("not an SSL/TLS record: 2d4552520d0a"), Fault.SERVER_IS_PLAINTEXT),
        arguments(new SSLException("not an SSL/TLS record: 485454502f312e31"), Fault.NOT_REDIS),
        arguments(handshake(new OtherRedisTimeoutException()), Fault.TLS_HANDSHAKE_TIMEOUT),
        arguments(
            new OtherRedisException("Connection closed prematurely"), Fault.CONNECTION_CLOSED),
        arguments(new ClosedChannelException(), Fault.CONNECTION_CLOSED),
        arguments(new IOException("Connection reset by peer"), Fault.CONNECTION_CLOSED),
        arguments(new IOException("Broken pipe"), Fault.CONNECTION_CLOSED),
        arguments(
            new NoSuchElementException("Timeout waiting for idle object, borrowMaxWait=PT1S"),
            Fault.POOL_EXHAUSTED),
        arguments(
            new OtherRedisException("no connection", new NoSuchElementException()),
            Fault.POOL_EXHAUSTED));
  }

  /** An exception of a Redis client that is not on the class path. */
  static final class OtherRedisException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OtherRedisException(String message) {
      super(message);
    }

    OtherRedisException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A time-out of such a client. */
  static final class OtherRedisTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** An exception of the service itself. */
  private static final class OrderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OrderException(String message) {
      super(message);
    }

    OrderException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A time-out of the service itself. */
  private static final class OrderTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void prefersTheMostSpecificFaultOfSeveralAddresses() {
    var failure = new JedisConnectionException("no connection to redis:6379");
    failure.addSuppressed(new SocketException("Network is unreachable"));
    failure.addSuppressed(new SocketTimeoutException("Connect timed out"));

    assertThat(FaultClassifier.classify(failure)).isEqualTo(Fault.CONNECT_TIMEOUT);
  }

  @Test
  void prefersTheErrorOfTheServerToThatOfTheSocket() {
    var failure = new JedisConnectionException("closed", new SocketException("Broken pipe"));
    failure.addSuppressed(new JedisDataException("NOAUTH Authentication required."));

    assertThat(FaultClassifier.classify(failure)).isEqualTo(Fault.AUTH_REQUIRED);
  }

  @Test
  void prefersAFaultThatWasClassifiedBefore() {
    var failure = new JedisDataException(
        "NOAUTH Authentication required.", new FaultException(Fault.CLUSTER_DOWN));

    assertThat(FaultClassifier.classify(failure)).isEqualTo(Fault.CLUSTER_DOWN);
  }

  @Test
  void callsTheUnknownAnInternalError() {
    assertThat(FaultClassifier.classify(new IllegalStateException("NOAUTH is just a word here")))
        .isEqualTo(Fault.INTERNAL_ERROR);
    assertThat(FaultClassifier.classify(new JedisException((String) null)))
        .isEqualTo(Fault.INTERNAL_ERROR);
    assertThat(FaultClassifier.classify(new StackOverflowError())).isEqualTo(Fault.INTERNAL_ERROR);
  }

  @Test
  void endsOnACycleOfCauses() {
    var first = new IllegalStateException("first");
    first.initCause(new IllegalStateException("second", first));

    assertThat(FaultClassifier.classify(first)).isEqualTo(Fault.INTERNAL_ERROR);
  }

  @Test
  void examinesABoundedNumberOfParts() {
    Throwable chain = new ConnectException("Connection refused");
    for (int i = 0; i < 10_000; i++) {
      chain = new IllegalStateException("link", chain);
    }

    assertThat(FailureParts.of(chain)).hasSize(64);
    assertThat(FaultClassifier.classify(chain)).isEqualTo(Fault.INTERNAL_ERROR);
  }

  private static SSLException alert(String name) {
    return new SSLHandshakeException("Received fatal alert: " + name);
  }

  private static SSLException handshake(Exception cause) {
    var failure = new SSLHandshakeException(cause.getMessage());
    failure.initCause(cause);
    return failure;
  }
}
