package ai.hokusai.testkit;

import org.jspecify.annotations.Nullable;

/**
 * Error replies of a redis-server 7.0, each for the commands that the server rejects with it. Later versions may add
 * constants.
 */
public enum ErrorReply {
  /** The server is a replica, such as a primary after a failover: rejects writes. */
  READONLY("READONLY You can't write against a read only replica."),
  /** The server is loading its data: rejects all commands except a few, such as INFO. */
  LOADING("LOADING Redis is loading the dataset in memory"),
  /**
   * The server is a replica without its primary: rejects all commands that use data, and PING;
   * writes with {@link #READONLY}.
   */
  MASTERDOWN("MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."),
  /** The server has reached maxmemory: rejects writes that may need memory. */
  OUT_OF_MEMORY("OOM command not allowed when used memory > 'maxmemory'."),
  /** The server cannot save its data: rejects writes, and PING. */
  PERSISTENCE_ERROR(
      "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to"
          + " disk. Commands that may modify the data set are disabled, because this instance is"
          + " configured to report errors during writes if RDB snapshotting fails"
          + " (stop-writes-on-bgsave-error option). Please check the Redis logs for details about"
          + " the RDB error."),
  /** The server has fewer replicas than it needs: rejects writes. */
  NOT_ENOUGH_REPLICAS("NOREPLICAS Not enough good replicas to write."),
  /** A script blocks the server: rejects all commands except a few, such as SCRIPT KILL. */
  BUSY("BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE."),
  /** The server requires a password: rejects all commands except AUTH and HELLO with AUTH. */
  AUTH_REQUIRED("NOAUTH Authentication required."),
  /** The password is wrong, for example rotated: rejects AUTH and HELLO with AUTH. */
  WRONG_PASSWORD("WRONGPASS invalid username-password pair or user is disabled."),
  /** The server is at maxclients: new connections receive this reply and are closed. */
  MAX_CLIENTS("ERR max number of clients reached"),
  /** The server rejects clients of other hosts: new connections receive this reply and are closed. */
  PROTECTED_MODE(
      "DENIED Redis is running in protected mode because protected mode is enabled and no password"
          + " is set for the default user. In this mode connections are only accepted from the"
          + " loopback interface. If you want to connect from external computers to Redis you may"
          + " adopt one of the following solutions: 1) Just disable protected mode sending the"
          + " command 'CONFIG SET protected-mode no' from the loopback interface by connecting to"
          + " Redis from the same host the server is running, however MAKE SURE Redis is not"
          + " publicly accessible from internet if you do so. Use CONFIG REWRITE to make this"
          + " change permanent. 2) Alternatively you can just disable the protected mode by editing"
          + " the Redis configuration file, and setting the protected mode option to 'no', and then"
          + " restarting the server. 3) If you started the server manually just for testing,"
          + " restart it with the '--protected-mode no' option. 4) Setup a an authentication"
          + " password for the default user. NOTE: You only need to do one of the above things in"
          + " order for the server to start accepting connections from the outside.");

  private static final String HELLO_WITHOUT_AUTH =
      "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO"
          + " AUTH <user> <pass> option can be used to authenticate the client and select the RESP"
          + " protocol version at the same time";

  private final String text;

  ErrorReply(String text) {
    this.text = text;
  }

  /**
   * The reply as a client shows it, without the leading {@code -} and the line break of the protocol.
   *
   * @return one line that begins with the code of the error
   */
  public String text() {
    return text;
  }

  /** Returns true if it is sent to a new connection, before any command. */
  boolean isGreeting() {
    return this == MAX_CLIENTS || this == PROTECTED_MODE;
  }

  /** The text for this command, null if the server executes it. */
  @Nullable
  String replyTo(Command command) {
    boolean isLogin = command.isLogin();
    boolean isHello = command.name().equals("hello");
    boolean isRejected = switch (this) {
      case READONLY, NOT_ENOUGH_REPLICAS -> command.is("write");
      case PERSISTENCE_ERROR -> command.is("write") || command.name().equals("ping");
      case OUT_OF_MEMORY -> command.is("denyoom");
      case LOADING -> !command.is("loading");
      case MASTERDOWN -> !command.is("stale");
      case BUSY -> !command.is("allow_busy");
      case AUTH_REQUIRED -> !isLogin && (isHello || !command.is("no_auth"));
      case WRONG_PASSWORD -> isLogin;
      case MAX_CLIENTS, PROTECTED_MODE -> false;
    };
    if (!isRejected) {
      return null;
    }
    if (this == MASTERDOWN && command.is("write")) {
      return READONLY.text;
    }
    return this == AUTH_REQUIRED && isHello ? HELLO_WITHOUT_AUTH : text;
  }
}
