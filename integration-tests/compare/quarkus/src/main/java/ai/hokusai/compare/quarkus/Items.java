package ai.hokusai.compare.quarkus;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.value.ValueCommands;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/** Values of Redis by key, through the Redis client of Quarkus; SmallRye Health checks that client. */
@Path("/items/{id}")
public class Items {
  private final ValueCommands<String, String> values;

  Items(RedisDataSource redis) {
    values = redis.value(String.class);
  }

  @GET
  public String read(String id) {
    String value = values.get(id);
    if (value == null) {
      throw new NotFoundException();
    }
    return value;
  }

  @PUT
  public void write(String id, String value) {
    values.set(id, value);
  }
}
