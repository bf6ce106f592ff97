package ai.hokusai.it.bench;

import ai.hokusai.config.RedisConfig;
import io.lettuce.core.RedisURI;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import redis.clients.jedis.util.JedisURIHelper;

/** Resolving twenty ordinary URLs: this library in full, Lettuce's and Jedis's own URL handling. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class UrlBenchmark {
  private static final int COUNT = 20;

  private static final List<String> URLS = List.of(
      "redis://localhost",
      "redis://localhost:6379",
      "redis://127.0.0.1:6379",
      "redis://redis:6379/0",
      "redis://cache.internal:6380/3",
      "redis://:password@redis.example.com:6379",
      "redis://alice:password@redis.example.com:6379/1",
      "rediss://redis.example.com",
      "rediss://redis.example.com:6380",
      "rediss://:password@redis.example.com:6380",
      "rediss://alice:password@redis.example.com:6380/2",
      "rediss://:p%40ss%2Fword@redis.example.com:6380",
      "rediss://default:long-token-of-32-characters-0001@redis.example.com:6380",
      "rediss://master.orders.abc123.use1.cache.amazonaws.com:6379",
      "rediss://:Correct-Horse-Battery-9@master.orders.abc123.use1.cache.amazonaws.com:6379",
      "rediss://replica.orders.abc123.use1.cache.amazonaws.com:6379/1",
      "rediss://redis-12345.c1.us-east-1-2.ec2.cloud.example.com:12345",
      "redis://10.0.0.7:6379/5",
      "rediss://[2001:db8::1]:6379",
      "rediss://user:secret@[2001:db8::1]:6379/7");

  private final List<Map<String, String>> environments =
      URLS.stream().map(url -> Map.of("REDIS_URL", url)).toList();

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public void hokusai(Blackhole blackhole) {
    for (Map<String, String> environment : environments) {
      blackhole.consume(RedisConfig.resolve(environment));
    }
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public void lettuce(Blackhole blackhole) {
    for (String url : URLS) {
      blackhole.consume(RedisURI.create(url));
    }
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public void jedis(Blackhole blackhole) {
    for (String url : URLS) {
      URI uri = URI.create(url);
      blackhole.consume(JedisURIHelper.isValid(uri));
      blackhole.consume(JedisURIHelper.getHostAndPort(uri));
      blackhole.consume(JedisURIHelper.getUser(uri));
      blackhole.consume(JedisURIHelper.getPassword(uri));
      blackhole.consume(JedisURIHelper.getDBIndex(uri));
      blackhole.consume(JedisURIHelper.isRedisSSLScheme(uri));
    }
  }
}
