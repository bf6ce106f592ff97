package ai.hokusai.compare.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A service that reads and writes Redis through Spring Data, with the health of Spring Boot Actuator. */
@SpringBootApplication
@RestController
public class SpringService {
  private final StringRedisTemplate redis;

  SpringService(StringRedisTemplate redis) {
    this.redis = redis;
  }

  public static void main(String[] args) {
    SpringApplication.run(SpringService.class, args);
  }

  @GetMapping("/items/{id}")
  ResponseEntity<String> read(@PathVariable String id) {
    String value = redis.opsForValue().get(id);
    return value == null ? ResponseEntity.notFound().build() : ResponseEntity.ok(value);
  }

  @PutMapping("/items/{id}")
  ResponseEntity<Void> write(@PathVariable String id, @RequestBody String value) {
    redis.opsForValue().set(id, value);
    return ResponseEntity.noContent().build();
  }
}
