package ai.hokusai.health.classify;

import static ai.hokusai.health.classify.FaultClass.CAPACITY;
import static ai.hokusai.health.classify.FaultClass.CONFIG;
import static ai.hokusai.health.classify.FaultClass.INTERNAL;
import static ai.hokusai.health.classify.FaultClass.SERVER;
import static ai.hokusai.health.classify.FaultClass.TRANSIENT;

import org.jspecify.annotations.Nullable;

/**
 * The stable word for each thing that can be wrong between this process and Redis. Codes are API:
 * documented one by one in {@code docs/diagnostics.md}, never renamed and never used for something
 * else.
 */
public enum Fault implements Cause {
  // Not yet or no longer in service.
  /** No check has finished since the start. */
  NOT_CHECKED_YET(
      TRANSIENT,
      "no check has finished since the start",
      "wait for the first result, which takes 10 s at most with the default deadline"),
  /** The service is shutting down. */
  SHUTTING_DOWN(
      TRANSIENT,
      "the service is shutting down",
      "send new requests to another instance; no action is needed on this one"),

  // Before the network.
  /** The settings were rejected. */
  CONFIG_INVALID(
      CONFIG,
      "the settings in the environment were rejected",
      "correct what the diagnostics of the configuration name, one by one"),

  // Name look-up and TCP.
  /** The name server does not know the host; counts as CONFIG while starting. */
  DNS_NOT_FOUND(
      TRANSIENT,
      "the host name of Redis is not known to the name server",
      "check the spelling of the host in REDIS_URL or REDIS_HOST, and that the DNS of this VPC resolves it"),
  /** The name server gave no answer in time. */
  DNS_TIMEOUT(
      TRANSIENT,
      "the name server gave no answer for the host name of Redis",
      "check that the resolver of the VPC can be reached from here and does not throttle this host"),
  /** The host was reached and nothing listens on the port. */
  CONNECT_REFUSED(
      TRANSIENT,
      "the host was reached, but nothing listens on the port",
      "check that Redis runs, and the port in REDIS_URL or REDIS_PORT"),
  /** The host gave no answer to the attempt to connect. */
  CONNECT_TIMEOUT(
      TRANSIENT,
      "the host gave no answer to the attempt to connect",
      "let the security group of Redis admit the security group of this service, then check network ACLs and subnets"),
  /** There is no route to the host. */
  NETWORK_UNREACHABLE(
      TRANSIENT,
      "there is no route to the host",
      "check the route tables of this subnet and the peering with the VPC of Redis"),

  // TLS.
  /** The server speaks TLS and was spoken to without. */
  TLS_REQUIRED_BY_SERVER(
      CONFIG,
      "the server speaks TLS, and this client did not",
      "set REDIS_TLS_ENABLED=true, or write rediss:// in REDIS_URL"),
  /** The server speaks no TLS and was spoken to with it. */
  SERVER_IS_PLAINTEXT(
      CONFIG,
      "the server speaks no TLS, and this client did",
      "switch on in-transit encryption of the server, or write redis:// in REDIS_URL and unset REDIS_TLS_ENABLED"),
  /** No trusted authority vouches for the certificate of the server. */
  TLS_UNTRUSTED(
      CONFIG,
      "no trusted authority vouches for the certificate of the server",
      "add the certificate of its issuer to REDIS_TLS_CA_FILE or REDIS_TLS_CA_PEM"),
  /** The certificate of the server has expired. */
  TLS_EXPIRED(
      CONFIG,
      "the certificate of the server has expired",
      "renew the certificate of the server, and check the clock of this host"),
  /** The certificate of the server is not valid yet. */
  TLS_NOT_YET_VALID(
      CONFIG,
      "the certificate of the server is not valid yet",
      "check the clock of this host, and the first day of the certificate of the server"),
  /** The certificate of the server is for another name. */
  TLS_HOSTNAME_MISMATCH(
      CONFIG,
      "the certificate of the server is for another name than the host that was used",
      "write a name that the certificate holds into REDIS_URL or REDIS_HOST, or set REDIS_TLS_SERVER_NAME to one"),
  /** The server requires a client certificate. */
  TLS_CLIENT_CERT_REQUIRED(
      CONFIG,
      "the server requires a client certificate",
      "set REDIS_TLS_CERT_FILE and REDIS_TLS_KEY_FILE to a certificate whose issuer the server trusts"),
  /** The client certificate has expired. */
  TLS_CLIENT_CERT_EXPIRED(
      CONFIG,
      "the client certificate has expired",
      "write a renewed certificate to the file of REDIS_TLS_CERT_FILE and its key to that of REDIS_TLS_KEY_FILE; where it is still valid, check its issuers and the clock of the server"),
  /** The server does not trust the client certificate. */
  TLS_CLIENT_CERT_UNTRUSTED(
      CONFIG,
      "the server does not trust the client certificate",
      "set REDIS_TLS_CERT_FILE and REDIS_TLS_KEY_FILE to a valid certificate for clients whose issuer the server trusts, or add its issuer to the certificate authorities of the server"),
  /** This JVM cannot use the certificates of {@code REDIS_TLS_CERT_FILE}. */
  TLS_CLIENT_CERT_UNUSABLE(
      CONFIG,
      "this JVM cannot use the certificates of REDIS_TLS_CERT_FILE",
      "let the file hold the client's own certificate first, then each issuer in turn, and nothing else"),
  /** This JVM cannot use the key of {@code REDIS_TLS_KEY_FILE}. */
  TLS_CLIENT_KEY_UNUSABLE(
      CONFIG,
      "this JVM cannot use the key of REDIS_TLS_KEY_FILE",
      "use an RSA key of 2048 bits or more, or one of the curves P-256, P-384 or P-521"),
  /** This JVM cannot use the trust anchors. */
  TLS_TRUST_ANCHORS_UNUSABLE(
      CONFIG,
      "this JVM cannot use the trust anchors",
      "repair the trust store of the JVM (javax.net.ssl.trustStore), or let REDIS_TLS_CA_FILE or REDIS_TLS_CA_PEM hold certificates whose algorithms this JVM supports"),
  /** A warning: the certificate of the server ends within 30 days. */
  TLS_CERTIFICATE_EXPIRING(
      CONFIG,
      "the certificate of the server ends within 30 days",
      "renew the certificate of the server"),
  /** The two sides have no TLS version or cipher in common. */
  TLS_PROTOCOL_MISMATCH(
      CONFIG,
      "the server and this client have no TLS version or cipher in common",
      "enable TLS 1.2 or 1.3 with current ciphers on the server"),
  /** The TLS handshake did not end in time. */
  TLS_HANDSHAKE_TIMEOUT(
      TRANSIENT,
      "the TLS handshake did not end in time",
      "check that the port speaks TLS, and that the server is neither hung nor overloaded"),
  /** The TLS handshake broke off. */
  TLS_HANDSHAKE_FAILED(
      TRANSIENT,
      "the TLS handshake broke off",
      "check that the port speaks TLS, that the server has room for clients, and look into its log"),

  // What the server says.
  /** A Sentinel listens on the port, which keeps no data. */
  SENTINEL_INSTEAD_OF_REDIS(
      CONFIG,
      "a Sentinel listens on the port, which keeps no data",
      "name host and port of the primary in REDIS_URL, or in REDIS_HOST and REDIS_PORT; \"redis-cli -p 26379 sentinel masters\" on the host of the Sentinel shows them"),
  /** Something that is not Redis listens on the port. */
  NOT_REDIS(
      CONFIG,
      "something that is not Redis listens on the port",
      "check host and port in REDIS_URL, or REDIS_HOST and REDIS_PORT"),
  /** The server asks for a password and none is set. */
  AUTH_REQUIRED(
      CONFIG,
      "the server asks for a password, and none is set",
      "set REDIS_AUTH_TOKEN to the token of the server"),
  /** The server does not accept this user name and password. */
  AUTH_FAILED(
      CONFIG,
      "the server does not accept this user name and password",
      "put the current token, which may have been rotated, where the password comes from: in REDIS_URL where that holds one, else in REDIS_AUTH_TOKEN or its file; remove a user name that the server does not know"),
  /** A warning: a password is set and the server accepts any. */
  AUTH_NOT_NEEDED(
      CONFIG,
      "a password is set, and the server accepts any",
      "switch on authentication of the server, or unset REDIS_AUTH_TOKEN"),
  /** The user may not run a command that is needed. */
  NO_PERMISSION(
      CONFIG,
      "the user may not run a command that the probe needs",
      "add the rule \"+ping +hello +select\" to the user of this service with ACL SETUSER or in its user group; for the write canary also \"+set ~hokusai:canary:*\""),
  /** The server has no database of that number. */
  DB_INDEX_INVALID(
      CONFIG,
      "the server has no database of that number",
      "set REDIS_DB, or the path of REDIS_URL, to a database that the server has; in cluster mode that is only 0"),
  /** The server is in protected mode and refuses other hosts. */
  PROTECTED_MODE(
      CONFIG,
      "the server is in protected mode and refuses other hosts",
      "give the server a password, and its address in \"bind\", before protected mode is switched off"),
  /** The server takes no further client. */
  MAX_CLIENTS(
      CAPACITY,
      "the server has as many clients as it takes",
      "keep REDIS_POOL_MAX times the number of tasks below maxclients of the server, and look for leaked connections"),
  /** The server is loading its data. */
  LOADING(SERVER, "the server is loading its data", "wait until the data set is in memory"),
  /** The server is a replica without its primary. */
  MASTERDOWN(
      SERVER,
      "the server is a replica that has lost its primary",
      "use the primary endpoint in REDIS_URL or REDIS_HOST, or wait until the replica has found its primary"),
  /** The server is a replica and takes no writes. */
  READONLY_REPLICA(
      SERVER,
      "the server is a replica and takes no writes",
      "use the primary endpoint in REDIS_URL or REDIS_HOST; after a failover, drop the connections that still lead to the old primary"),
  /** The server cannot save its data and takes no writes. */
  PERSISTENCE_ERROR(
      SERVER,
      "the server cannot save its data and takes no writes",
      "look at the disk and the log of the server"),
  /** The server has no memory left and takes no writes. */
  OUT_OF_MEMORY(
      CAPACITY,
      "the server has no memory left and takes no writes",
      "raise maxmemory, choose a policy that evicts, or let keys expire"),
  /** The server has too few replicas and takes no writes. */
  NOT_ENOUGH_REPLICAS(
      SERVER,
      "the server has too few replicas in reach and takes no writes",
      "look at the replicas, and at min-replicas-to-write of the server"),
  /** The cluster does not serve all of its slots. */
  CLUSTER_DOWN(
      SERVER,
      "the cluster does not serve all of its slots",
      "look at the state of the cluster and bring back the shards that are missing"),
  /** The server runs in cluster mode and this client does not. */
  CLUSTER_MODE_MISMATCH(
      CONFIG,
      "the server runs in cluster mode, and this client does not",
      "name an endpoint without cluster mode in REDIS_URL or REDIS_HOST"),
  /** A script keeps the server busy. */
  BUSY(
      SERVER,
      "a script keeps the server busy",
      "end it with SCRIPT KILL or FUNCTION KILL, and make it shorter"),
  /** The server took the connection and gave no answer in time. */
  READ_TIMEOUT(
      TRANSIENT,
      "the server took the connection, but gave no answer in time",
      "look for a hang, a pause, a failover or a slow command on the server"),
  /** The other side closed the connection. */
  CONNECTION_CLOSED(
      TRANSIENT,
      "the other side closed the connection",
      "look for a restart or failover of the server; if it happens to every new connection, check whether the port speaks TLS"),
  /** The server answered something else than was asked. */
  UNEXPECTED_REPLY(
      SERVER,
      "the server answered something else than it was asked",
      "check that Redis 6 or newer answers there, without a proxy that filters commands"),

  // This side.
  /** Every connection of the pool is in use. */
  POOL_EXHAUSTED(
      CAPACITY,
      "every connection of the pool is in use",
      "raise REDIS_POOL_MAX or REDIS_POOL_MAX_WAIT, and look for connections that are not given back"),
  /** The dependency works, but had several outages within a few minutes. */
  FLAPPING(
      TRANSIENT,
      "the dependency works, but had several outages within five minutes",
      "look up the code of the last outage in the log and remove its cause; look for failovers, restarts and overload of the server"),
  /** A warning: one round trip takes so long that opening a connection exceeds the read time-out. */
  SLOW(
      TRANSIENT,
      "round trips to the server take so long that opening a connection exceeds the read time-out",
      "run this service in the region and availability zone of the server, look for a slow proxy or an overloaded host between them, or raise REDIS_READ_TIMEOUT"),
  /** The last result of the probe is too old to be believed. */
  PROBE_STALLED(
      INTERNAL,
      "the last result of the probe is too old to be believed",
      "check this process for CPU throttling and for memory pressure (long garbage collections, swapping), and raise its CPU or memory limit; if neither explains it, take a thread dump and report an internal error"),
  /** A time-out while this process waited for a processor, so that it says nothing of the server. */
  PROCESS_STARVED(
      CAPACITY,
      "a time-out came while this process waited for a processor, so that it says nothing of the server",
      "raise the CPU limit of the task or container, and look for long garbage collections, swapping and other processes on the host"),
  /** The probe failed in a way it does not know. */
  INTERNAL_ERROR(
      INTERNAL,
      "the probe failed in a way it does not know",
      "report a fault of this software, with the name of the exception"),

  // Checks of a service's own.
  /** The check threw an exception instead of naming a cause. */
  CHECK_FAILED(
      TRANSIENT,
      "the check threw an exception",
      "look for the exception of that name where the check asks its dependency"),
  /** The check did not end before its deadline. */
  CHECK_TIMEOUT(
      TRANSIENT,
      "the check did not end before its deadline",
      "look for a hang of its dependency, and give the check time-outs shorter than its deadline");

  private final FaultClass faultClass;
  private final String message;
  private final String remedy;

  Fault(FaultClass faultClass, String message, String remedy) {
    this.faultClass = faultClass;
    this.message = message;
    this.remedy = remedy;
  }

  @Override
  public String code() {
    return name();
  }

  @Override
  public FaultClass faultClass() {
    return faultClass;
  }

  /**
   * The class before the first healthy report, when an unknown host name is more likely misspelt
   * than missing for a while.
   *
   * @return the class that decides policy while starting
   */
  @Override
  public FaultClass faultClassWhileStarting() {
    return this == DNS_NOT_FOUND ? CONFIG : faultClass;
  }

  /**
   * The fault that a cause is, in whatever words.
   *
   * @param cause a cause, null for none
   * @return the fault, null for none and for a cause of a service's own
   */
  public static @Nullable Fault of(@Nullable Cause cause) {
    if (cause instanceof DetailedFault detailed) {
      return detailed.fault();
    }
    return cause instanceof Fault fault ? fault : null;
  }

  /**
   * This fault in words that name what is at hand, such as the command or the variable that it is about.
   *
   * @param newMessage what is wrong, in one line without a secret
   * @param newRemedy what to do about it, in one line without a secret
   * @return a cause with the code and class of this fault, which {@link #of} finds again
   */
  public Cause with(String newMessage, String newRemedy) {
    return new DetailedFault(this, newMessage, newRemedy);
  }

  /**
   * Whether it was found because the time of the attempt was up, so that a slow process may have caused
   * it itself.
   *
   * @return false for every fault that is shown by an answer or by an error of the network
   */
  public boolean isTimeout() {
    return switch (this) {
      case DNS_TIMEOUT, CONNECT_TIMEOUT, TLS_HANDSHAKE_TIMEOUT, READ_TIMEOUT, CHECK_TIMEOUT -> true;
      default -> false;
    };
  }

  @Override
  public String message() {
    return message;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
