package ai.hokusai.spring.sample;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.TlsSettings;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** Creates clients of Lettuce from the settings. */
public final class LettuceClients {

  private LettuceClients() {}

  public static RedisClient of(RedisSettings redis, String name) throws GeneralSecurityException {
    var uri = RedisURI.Builder.redis(redis.socketHost(), redis.port())
        .withDatabase(redis.database())
        .withTimeout(redis.readTimeout())
        .withClientName(Objects.requireNonNullElse(redis.clientName(), name));
    if (redis.password() != null) {
      String user = Objects.requireNonNullElse(redis.username(), "default");
      uri.withAuthentication(user, redis.password().reveal(String::toCharArray));
    }
    var sockets = SocketOptions.builder().connectTimeout(redis.connectTimeout());
    var options = ClientOptions.builder().socketOptions(sockets.build());
    if (redis.tls() != null) {
      options.sslOptions(ssl(redis.tls(), uri));
    }
    RedisClient client = RedisClient.create(uri.build());
    client.setOptions(options.build());
    return client;
  }

  static SslOptions ssl(TlsSettings tls, RedisURI.Builder uri) throws GeneralSecurityException {
    if (tls.serverName() != null) {
      throw new IllegalArgumentException("Lettuce cannot verify REDIS_TLS_SERVER_NAME");
    }
    uri.withSsl(true).withVerifyPeer(SslVerifyMode.valueOf(tls.verification().name()));
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(tls.keyStore(), new char[0]);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(tls.trustStore());
    var ssl = SslOptions.builder().jdkSslProvider().keyManager(keys);
    return ssl.trustManager(trust).build();
  }
}
