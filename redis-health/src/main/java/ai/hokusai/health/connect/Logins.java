package ai.hokusai.health.connect;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.classify.Cause;
import redis.clients.jedis.RedisCredentials;

/** The user name and password of each new connection. Any thread may use it. */
interface Logins {

  /**
   * The credentials of one connection.
   *
   * @param budget the time in which the connection is opened
   * @param watch sees the connection come up
   * @throws ai.hokusai.health.classify.FaultException where there are none
   */
  RedisCredentials next(Budget budget, ConnectionWatch watch);

  /** Returns true if they are not known in advance, which is a stage of a probe. */
  boolean isFetched();

  /** A cause with the words that fit where these credentials come from. */
  Cause describe(Cause cause, RedisSettings settings);

  /** Returns true if a server without a password would accept these too. */
  static boolean couldBeNeedless(RedisCredentials login) {
    String user = login.getUser();
    return login.getPassword() != null && (user == null || user.equals(Credentials.DEFAULT_USER));
  }
}
