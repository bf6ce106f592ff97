package ai.hokusai.spring.sample;

import ai.hokusai.health.HealthMonitor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Keeps orders in Redis, through Spring's own client. */
@SpringBootApplication
@RestController
public class OrdersService {
  private final StringRedisTemplate redis;
  private final HealthMonitor monitor;

  OrdersService(StringRedisTemplate redis, HealthMonitor monitor) {
    this.redis = redis;
    this.monitor = monitor;
  }

  public static void main(String[] arguments) {
    SpringApplication.run(OrdersService.class, arguments);
  }

  @PutMapping("/orders/{id}")
  void store(@PathVariable String id, @RequestBody String order) {
    redis.opsForValue().set(id, order);
  }

  @GetMapping("/orders/{id}")
  ResponseEntity<String> read(@PathVariable String id) {
    // While Redis is down the guard answers at once, with the cause.
    return monitor
        .guard("redis")
        .call(
            () -> ResponseEntity.ofNullable(redis.opsForValue().get(id)),
            down -> ResponseEntity.status(503).body(down.cause().code()));
  }
}
