package ai.hokusai.health.classify;

import static ai.hokusai.health.classify.FaultClass.CAPACITY;
import static ai.hokusai.health.classify.FaultClass.CONFIG;
import static ai.hokusai.health.classify.FaultClass.INTERNAL;
import static ai.hokusai.health.classify.FaultClass.SERVER;
import static ai.hokusai.health.classify.FaultClass.TRANSIENT;

import org.jspecify.annotations.Nullable;

/**
 * The codes of the faults between this process and Redis. Codes are API: documented in
 * {@code docs/diagnostics.md}, never renamed and never reused.
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
      "correct each setting that the configuration diagnostics name"),

  // Name look-up and TCP.
  /** The host name does not exist in DNS; counts as CONFIG while starting. */
  DNS_NOT_FOUND(
      TRANSIENT,
      "DNS has no record of the Redis host name",
      "check the spelling of the host in REDIS_URL or REDIS_HOST, and that the DNS of this VPC"
          + " resolves it"),
  /** The DNS lookup timed out. */
  DNS_TIMEOUT(
      TRANSIENT,
      "DNS lookup of the Redis host timed out",
      "check that the VPC resolver is reachable from this host and does not throttle it"),
  /** The host was reached and nothing listens on the port. */
  CONNECT_REFUSED(
      TRANSIENT,
      "the host was reached, but nothing listens on the port",
      "check that Redis runs, and the port in REDIS_URL or REDIS_PORT"),
  /** The TCP connection timed out. */
  CONNECT_TIMEOUT(
      TRANSIENT,
      "the TCP connection timed out",
      "allow inbound traffic from this service's security group in the Redis security group, then"
          + " check network ACLs and subnets"),
  /** There is no route to the host. */
  NETWORK_UNREACHABLE(
      TRANSIENT,
      "there is no route to the host",
      "check the route tables of this subnet and the peering with the VPC of Redis"),

  // TLS.
  /** The server requires TLS, and the client connected without. */
  TLS_REQUIRED_BY_SERVER(
      CONFIG,
      "the server requires TLS, and TLS is off",
      "set REDIS_TLS_ENABLED=true, or write rediss:// in REDIS_URL"),
  /** The server has no TLS, and the client connected with it. */
  SERVER_IS_PLAINTEXT(
      CONFIG,
      "the server does not use TLS, and TLS is on",
      "enable in-transit encryption on the server, or write redis:// in REDIS_URL and unset"
          + " REDIS_TLS_ENABLED"),
  /** The server certificate is not signed by a trusted CA. */
  TLS_UNTRUSTED(
      CONFIG,
      "the server certificate is not signed by a trusted CA",
      "add the certificate of the issuing CA to REDIS_TLS_CA_FILE or REDIS_TLS_CA_PEM"),
  /** The server certificate has expired. */
  TLS_EXPIRED(
      CONFIG,
      "the server certificate has expired",
      "renew the server certificate, and check the clock of this host"),
  /** The server certificate is not valid yet. */
  TLS_NOT_YET_VALID(
      CONFIG,
      "the server certificate is not valid yet",
      "check the clock of this host, and the start date of the server certificate"),
  /** The certificate of the server is for another name. */
  TLS_HOSTNAME_MISMATCH(
      CONFIG,
      "the server certificate does not cover the configured host name",
      "use a name from the certificate in REDIS_URL or REDIS_HOST, or set REDIS_TLS_SERVER_NAME to"
          + " one"),
  /** The server requires a client certificate. */
  TLS_CLIENT_CERT_REQUIRED(
      CONFIG,
      "the server requires a client certificate",
      "set REDIS_TLS_CERT_FILE and REDIS_TLS_KEY_FILE to a certificate from a CA that the server"
          + " trusts"),
  /** The client certificate has expired. */
  TLS_CLIENT_CERT_EXPIRED(
      CONFIG,
      "the client certificate has expired",
      "renew the certificate in REDIS_TLS_CERT_FILE and its key in REDIS_TLS_KEY_FILE; if it is"
          + " still valid, check its issuers and the clock of the server"),
  /** The server does not trust the client certificate. */
  TLS_CLIENT_CERT_UNTRUSTED(
      CONFIG,
      "the server does not trust the client certificate",
      "set REDIS_TLS_CERT_FILE and REDIS_TLS_KEY_FILE to a valid client certificate from a CA that"
          + " the server trusts, or add its CA to the trusted CAs of the server"),
  /** This JVM cannot use the certificates of {@code REDIS_TLS_CERT_FILE}. */
  TLS_CLIENT_CERT_UNUSABLE(
      CONFIG,
      "this JVM cannot use the certificates of REDIS_TLS_CERT_FILE",
      "put only the client certificate into the file, then each issuer in order"),
  /** This JVM cannot use the key of {@code REDIS_TLS_KEY_FILE}. */
  TLS_CLIENT_KEY_UNUSABLE(
      CONFIG,
      "this JVM cannot use the key of REDIS_TLS_KEY_FILE",
      "use an RSA key of 2048 bits or more, or one of the curves P-256, P-384 or P-521"),
  /** This JVM cannot use the trust anchors. */
  TLS_TRUST_ANCHORS_UNUSABLE(
      CONFIG,
      "this JVM cannot use the trust anchors",
      "repair the trust store of the JVM (javax.net.ssl.trustStore), or set REDIS_TLS_CA_FILE or"
          + " REDIS_TLS_CA_PEM to certificates with algorithms that this JVM supports"),
  /** A warning: the server certificate expires within 30 days. */
  TLS_CERTIFICATE_EXPIRING(
      CONFIG, "the server certificate expires within 30 days", "renew the server certificate"),
  /** The two sides have no TLS version or cipher in common. */
  TLS_PROTOCOL_MISMATCH(
      CONFIG,
      "the server and this client have no TLS version or cipher in common",
      "enable TLS 1.2 or 1.3 with current ciphers on the server"),
  /** The TLS handshake timed out. */
  TLS_HANDSHAKE_TIMEOUT(
      TRANSIENT,
      "the TLS handshake timed out",
      "check that the port uses TLS, and that the server is not hung or overloaded"),
  /** The TLS handshake failed. */
  TLS_HANDSHAKE_FAILED(
      TRANSIENT,
      "the TLS handshake failed",
      "check that the port uses TLS, that the server is below maxclients, and read its log"),

  // Error replies.
  /** A Sentinel listens on the port, and a Sentinel holds no data. */
  SENTINEL_INSTEAD_OF_REDIS(
      CONFIG,
      "a Sentinel listens on the port, and a Sentinel holds no data",
      "set REDIS_URL, or REDIS_HOST and REDIS_PORT, to the primary; \"redis-cli -p 26379 sentinel"
          + " masters\" on the Sentinel host shows it"),
  /** No sentinel replies. */
  SENTINEL_UNREACHABLE(
      TRANSIENT,
      "no sentinel replies",
      "check REDIS_SENTINELS, that the sentinels run and that the network lets this service reach"
          + " them; set REDIS_SENTINEL_TLS_ENABLED where only Redis or only the sentinels use TLS"),
  /** The sentinels reject the password, or require one. */
  SENTINEL_AUTH_FAILED(
      CONFIG,
      "the sentinels reject the password, or require one",
      "set REDIS_SENTINEL_PASSWORD, and REDIS_SENTINEL_USERNAME for a user other than default; the"
          + " password of Redis is never sent to a sentinel"),
  /** The sentinels watch no primary of the name. */
  MASTER_NAME_UNKNOWN(
      CONFIG,
      "the sentinels watch no primary of the name",
      "set REDIS_SENTINEL_MASTER to the name after \"sentinel monitor\" in sentinel.conf"),
  /** A Redis listens where a sentinel is expected. */
  REDIS_INSTEAD_OF_SENTINEL(
      CONFIG,
      "a Redis listens where a sentinel is expected",
      "set REDIS_SENTINELS to the addresses of the sentinels, usually with port 26379; for this"
          + " Redis without sentinels, set REDIS_URL=rediss://<host>:<port> in place of it"),
  /** The sentinels report different primaries. */
  SENTINELS_DISAGREE(
      SERVER,
      "the sentinels report different primaries",
      "wait for the end of the failover; if it lasts, compare \"sentinel master\" on each of them"),
  /** Too few sentinels see each other for a failover. */
  SENTINEL_NO_QUORUM(
      SERVER,
      "too few sentinels see each other for a failover",
      "start the sentinels that do not run; \"sentinel ckquorum\" shows how many are missing"),
  /** The server on the port is not Redis. */
  NOT_REDIS(
      CONFIG,
      "the server on the port is not Redis",
      "check host and port in REDIS_URL, or REDIS_HOST and REDIS_PORT"),
  /** The server requires a password and none is set. */
  AUTH_REQUIRED(
      CONFIG,
      "the server requires a password, and none is set",
      "set REDIS_AUTH_TOKEN to the token of the server"),
  /** Redis rejected the user name or password. */
  AUTH_FAILED(
      CONFIG,
      "Redis rejected the user name or password",
      "set the current token, which may have been rotated, where the password comes from: in"
          + " REDIS_URL if it has one, else in REDIS_AUTH_TOKEN or its file; remove a user name"
          + " that does not exist on the server"),
  /** The credentials source of this service supplied no credentials. */
  CREDENTIALS_UNAVAILABLE(
      TRANSIENT,
      "the credentials source of this service supplied no credentials in time",
      "check the CredentialsSource of this service and what it calls"),
  /** The environment leads to no credentials of AWS. */
  IAM_CREDENTIALS_NOT_FOUND(
      CONFIG,
      "the environment leads to no AWS credentials",
      "set taskRoleArn in the ECS task definition, or an EKS Pod Identity association; "
          + "instance profiles, AWS profiles, SSO and web identity (IRSA) are not used"),
  /** The endpoint for the credentials of AWS supplied none. */
  IAM_CREDENTIALS_UNREACHABLE(
      TRANSIENT,
      "the endpoint for the AWS credentials of this task supplied none in time",
      "check that this task may reach the credentials endpoint of ECS or EKS, that no "
          + "proxy is between them, and that the role still exists"),
  /** Redis rejected the token of AWS IAM. */
  IAM_REJECTED(
      CONFIG,
      "Redis rejected the token of AWS IAM",
      "permit elasticache:Connect (memorydb:Connect) for the ARNs of both the cache and "
          + "the user; check that the user id is the user name in lower case, with IAM "
          + "authentication, in the user group of the cache, and that cache name, region and "
          + "clock are right"),
  /** A warning: a password is set and the server accepts any. */
  AUTH_NOT_NEEDED(
      CONFIG,
      "a password is set, but the server accepts any password",
      "enable authentication on the server, or unset REDIS_AUTH_TOKEN"),
  /** The user may not run a command that is needed. */
  NO_PERMISSION(
      CONFIG,
      "the user lacks permission for a command of the probe",
      "add the rule \"+ping +hello +select\" to the user of this service with ACL SETUSER or in"
          + " its user group; for the write canary also \"+set ~hokusai:canary:*\""),
  /** The server has no database with that number. */
  DB_INDEX_INVALID(
      CONFIG,
      "the server has no database with that number",
      "set REDIS_DB, or the path of REDIS_URL, to a database that the server has; in cluster mode"
          + " that is only 0"),
  /** The server is in protected mode and refuses other hosts. */
  PROTECTED_MODE(
      CONFIG,
      "the server is in protected mode and refuses other hosts",
      "set a password and \"bind\" on the server, then switch off protected mode"),
  /** The server reached maxclients. */
  MAX_CLIENTS(
      CAPACITY,
      "the server reached maxclients",
      "keep REDIS_POOL_MAX times the number of tasks below maxclients of the server, and look for"
          + " leaked connections"),
  /** The server is loading its data. */
  LOADING(SERVER, "the server is loading its data", "wait until the data set is in memory"),
  /** The server is a replica without its primary. */
  MASTERDOWN(
      SERVER,
      "the server is a replica that has lost its primary",
      "use the primary endpoint in REDIS_URL or REDIS_HOST, or wait until the replica has"
          + " reconnected to its primary"),
  /** The server is a replica and rejects writes. */
  READONLY_REPLICA(
      SERVER,
      "the server is a replica and rejects writes",
      "use the primary endpoint in REDIS_URL or REDIS_HOST; after a failover, drop the connections"
          + " that still lead to the old primary; for a service that only reads, set"
          + " REDIS_EXPECTED_ROLE=any"),
  /** The server cannot save its data and rejects writes. */
  PERSISTENCE_ERROR(
      SERVER,
      "the server cannot save its data and rejects writes",
      "check the disk and the log of the server"),
  /** The server is out of memory and rejects writes. */
  OUT_OF_MEMORY(
      CAPACITY,
      "the server is out of memory and rejects writes",
      "raise maxmemory, set a policy that evicts keys, or let keys expire"),
  /** The server has too few replicas and rejects writes. */
  NOT_ENOUGH_REPLICAS(
      SERVER,
      "the server has too few connected replicas and rejects writes",
      "check the replicas, and min-replicas-to-write on the server"),
  /** The cluster does not serve all of its slots. */
  CLUSTER_DOWN(
      SERVER,
      "the cluster does not serve all of its slots",
      "check the state of the cluster and restore the missing shards"),
  /** The server runs in cluster mode, and the settings state a single server. */
  CLUSTER_MODE_MISMATCH(
      CONFIG,
      "the server runs in cluster mode, and REDIS_TOPOLOGY states a single server",
      "set REDIS_TOPOLOGY to auto or cluster"),
  /** The server is a single one, and the settings state a cluster. */
  STANDALONE_MODE_MISMATCH(
      CONFIG,
      "the server is a single one, and REDIS_TOPOLOGY states a cluster",
      "set REDIS_TOPOLOGY to auto or standalone, or set REDIS_URL to the configuration endpoint of"
          + " a cluster"),
  /** The user may not read the slots of the cluster. */
  CLUSTER_SLOTS_DENIED(
      CONFIG,
      "the user lacks permission to read the slots of the cluster",
      "add the rules \"+cluster|slots +cluster|info\" to the user of this service with ACL SETUSER"
          + " or in its user group"),
  /** A part of the slots cannot be used; the others work. */
  SHARD_DOWN(
      SERVER,
      "some shards of the cluster do not work",
      "check the nodes that the report names; the keys of the other shards are served"),
  /** Some slots belong to no shard. */
  SLOTS_UNCOVERED(
      SERVER,
      "some slots of the cluster belong to no shard",
      "assign all 16384 slots, with redis-cli --cluster fix on a cluster of your own"),
  /** A node cannot be reached, and the cluster itself reports no failed node. */
  ANNOUNCED_ADDRESS_UNREACHABLE(
      CONFIG,
      "a node that the cluster announces cannot be reached from here",
      "allow inbound traffic from this service's security group on every node, not only on the"
          + " configuration endpoint; on a cluster of your own, announce addresses that clients"
          + " reach"),
  /** A node announces no usable address. */
  ANNOUNCED_ADDRESS_INVALID(
      CONFIG,
      "a node of the cluster announces no usable address",
      "set cluster-announce-hostname on each node, or cluster-preferred-endpoint-type to ip"),
  /** A node announces a name that does not belong to the endpoint. */
  ANNOUNCED_NAME_FOREIGN(
      CONFIG,
      "a node of the cluster announces a host name that does not belong to the configured endpoint",
      "check the endpoint in REDIS_URL or REDIS_HOST; no password is sent to that name"),
  /** A node redirects commands to itself, also on a new connection. */
  MOVED_IN_CIRCLES(
      SERVER,
      "a node redirects commands to itself, also on a new connection",
      "wait for the end of a maintenance of the provider; if it does not end, check what the host"
          + " name of the node resolves to"),
  /** The slots of a command are being moved to another node. */
  RESHARDING(
      SERVER,
      "the keys of a command are being moved to another node",
      "retry the command after the end of the resharding, or use one key for each command"),
  /** The keys of one command belong to several slots. */
  CROSS_SLOT(
      CONFIG,
      "the keys of one command belong to several slots of the cluster",
      "give the keys of one command the same hash tag, such as {orders}:1 and {orders}:2"),
  /** A running script blocks the server. */
  BUSY(
      SERVER,
      "a running script blocks the server",
      "end it with SCRIPT KILL or FUNCTION KILL, and shorten it"),
  /** A reply of the server timed out. */
  READ_TIMEOUT(
      TRANSIENT,
      "the server accepted the connection, but its reply timed out",
      "check the server for a hang, a pause, a failover or a slow command"),
  /** The server closed the connection. */
  CONNECTION_CLOSED(
      TRANSIENT,
      "the server closed the connection",
      "check for a restart or failover of the server; if every new connection is closed, check"
          + " whether the port uses TLS"),
  /** The server sent an unexpected reply. */
  UNEXPECTED_REPLY(
      SERVER,
      "the server sent an unexpected reply",
      "check that the server is Redis 6 or newer, without a proxy that filters commands"),

  // This side.
  /** Every connection of the pool is in use. */
  POOL_EXHAUSTED(
      CAPACITY,
      "every connection of the pool is in use",
      "raise REDIS_POOL_MAX or REDIS_POOL_MAX_WAIT, and look for connections that are not returned"
          + " to the pool"),
  /** The dependency works, but had several outages within a few minutes. */
  FLAPPING(
      TRANSIENT,
      "the dependency works, but had several outages within five minutes",
      "find the code of the last outage in the log and fix its cause; check the server for"
          + " failovers, restarts and overload"),
  /** A warning: one round trip takes so long that opening a connection exceeds the read time-out. */
  SLOW(
      TRANSIENT,
      "round trips to the server take so long that opening a connection exceeds the read time-out",
      "run this service in the region and availability zone of the server, look for a slow proxy"
          + " or an overloaded host between them, or raise REDIS_READ_TIMEOUT"),
  /** The last probe result is too old. */
  PROBE_STALLED(
      INTERNAL,
      "the last probe result is too old",
      "check this process for CPU throttling and for memory pressure (long garbage collections,"
          + " swapping), and raise its CPU or memory limit; if neither explains it, take a thread"
          + " dump and report an internal error"),
  /** A time-out while this process waited for a processor, which shows nothing about the server. */
  PROCESS_STARVED(
      CAPACITY,
      "the probe timed out while this process waited for CPU, so the state of the server is"
          + " unknown",
      "raise the CPU limit of the task or container, and look for long garbage collections,"
          + " swapping and other processes on the host"),
  /** The probe failed with an unexpected error. */
  INTERNAL_ERROR(
      INTERNAL,
      "the probe failed with an unexpected error",
      "report a bug, with the exception type from the log"),

  // Checks of a service's own.
  /** The check threw an exception instead of naming a cause. */
  CHECK_FAILED(
      TRANSIENT,
      "the check threw an exception",
      "fix the code of the check that throws the exception type in the log"),
  /** The check exceeded its deadline. */
  CHECK_TIMEOUT(
      TRANSIENT,
      "the check exceeded its deadline",
      "check whether its dependency hangs, and set time-outs in the check that are shorter than"
          + " its deadline");

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
   * The class before the first healthy report. Then an unknown host name counts as misspelt.
   *
   * @return the class that decides policy while starting
   */
  @Override
  public FaultClass faultClassWhileStarting() {
    return this == DNS_NOT_FOUND ? CONFIG : faultClass;
  }

  /**
   * The fault of a cause, whatever its message and remedy.
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
   * This fault with a message and remedy that name specifics, such as the command or the variable.
   *
   * @param newMessage the message, one line without a secret
   * @param newRemedy the remedy, one line without a secret
   * @return a cause with the code and class of this fault, which {@link #of} finds again
   */
  public Cause with(String newMessage, String newRemedy) {
    return new DetailedFault(this, newMessage, newRemedy);
  }

  /**
   * Returns true for a time-out, which this process may have caused itself by being slow.
   *
   * @return false for every fault that a reply or an error of the network shows
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
