package com.example.orders;

import ai.hokusai.config.TlsSettings;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

final class LettuceTls {
  private LettuceTls() {}

  static SslOptions of(TlsSettings tls, RedisURI.Builder uri) throws GeneralSecurityException {
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
