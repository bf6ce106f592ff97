/**
 * A Redis pool from settings, and health checks that never block and always name the cause. Start
 * at {@link ai.hokusai.health.HealthMonitor#builder()} and
 * {@link ai.hokusai.health.RedisHealth#of(ai.hokusai.config.RedisSettings, String)}.
 */
@org.jspecify.annotations.NullMarked
module ai.hokusai.health {
  requires static transitive org.jspecify;
  requires transitive ai.hokusai.config;
  requires transitive redis.clients.jedis;
  requires org.apache.commons.pool2;
  // Jedis needs these and, as an automatic module, cannot require them.
  requires com.google.gson;
  requires org.json;
  requires org.slf4j;
  // Not transitive: javac would demand it of modules that do not use it.
  requires static micrometer.core;

  exports ai.hokusai.health;
  exports ai.hokusai.health.classify;
  exports ai.hokusai.health.http;
  exports ai.hokusai.health.micrometer;
  exports ai.hokusai.health.redis;
  exports ai.hokusai.health.schedule;
  exports ai.hokusai.health.traffic;
}
