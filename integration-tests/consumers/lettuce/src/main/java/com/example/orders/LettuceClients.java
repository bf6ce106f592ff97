package com.example.orders;

import ai.hokusai.config.RedisSettings;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.resource.ClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.security.GeneralSecurityException;
import java.util.Objects;

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
      options.sslOptions(LettuceTls.of(redis.tls(), uri));
    }
    var resources = ClientResources.builder()
        .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE); // the one of the JVM
    RedisClient client = RedisClient.create(resources.build(), uri.build());
    client.setOptions(options.build());
    return client;
  }
}
