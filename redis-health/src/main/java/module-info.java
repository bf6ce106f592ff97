/**
 * A Redis pool from settings, and a probe that never blocks and always names the cause. Start at
 * {@link ai.hokusai.health.RedisHealth#start(ai.hokusai.config.RedisSettings, String)}.
 */
@org.jspecify.annotations.NullMarked
module ai.hokusai.health {
  requires static transitive org.jspecify;
  requires transitive ai.hokusai.config;
  requires transitive redis.clients.jedis;
  requires org.apache.commons.pool2;
  // What Jedis needs and, being an automatic module, cannot ask for.
  requires com.google.gson;
  requires org.json;
  requires org.slf4j;

  exports ai.hokusai.health;
  exports ai.hokusai.health.classify;
  exports ai.hokusai.health.redis;
}
