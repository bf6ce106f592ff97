package ai.hokusai.api.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.health.RedisHealth;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ZRangeParams;

/**
 * The models in Redis: a hash for each, and a sorted set of all ids that is changed in the same script. The
 * only place of the API that speaks to Jedis; what it throws is its caller's to name.
 */
final class RedisModelStore implements ModelStore {
  private static final String INDEX = "hokusai:models";
  private static final byte[] ETAG = bytes("etag");
  private static final byte[] JSON = bytes("json");

  // KEYS: the model, the index. ARGV: the id, the ETag that it must have now, empty for none.
  private static final String COMPARE = """
      local now = redis.call('HGET', KEYS[1], 'etag') or ''
      if now ~= ARGV[2] then return now == '' and 'MISSING' or 'CHANGED' end
      """;
  // ARGV goes on: the new ETag, the document.
  private static final byte[] PUT = bytes(COMPARE + """
      redis.call('HSET', KEYS[1], 'etag', ARGV[3], 'json', ARGV[4])
      redis.call('ZADD', KEYS[2], 0, ARGV[1])
      return 'DONE'
      """);
  private static final byte[] DELETE = bytes(COMPARE + """
      redis.call('DEL', KEYS[1])
      redis.call('ZREM', KEYS[2], ARGV[1])
      return 'DONE'
      """);

  private final UnifiedJedis client;

  RedisModelStore(RedisHealth redis) {
    this.client = redis.client();
  }

  @Override
  public Optional<Model> find(String id) {
    List<byte[]> found = client.hmget(key(id), ETAG, JSON);
    byte[] etag = found.get(0);
    return etag == null
        ? Optional.empty()
        : Optional.of(new Model(new String(etag, UTF_8), found.get(1)));
  }

  @Override
  public Outcome create(String id, Model model) {
    return put(id, "", model);
  }

  @Override
  public Outcome replace(String id, String etag, Model model) {
    return put(id, etag, model);
  }

  private Outcome put(String id, String expected, Model model) {
    return run(PUT, id, bytes(id), bytes(expected), bytes(model.etag()), model.json());
  }

  @Override
  public Outcome delete(String id, String etag) {
    return run(DELETE, id, bytes(id), bytes(etag));
  }

  private Outcome run(byte[] script, String id, byte[]... arguments) {
    Object reply = client.eval(script, List.of(key(id), bytes(INDEX)), List.of(arguments));
    return Outcome.valueOf(new String((byte[]) reply, UTF_8));
  }

  @Override
  public List<String> idsAfter(String id, int count) {
    String from = id.isEmpty() ? "-" : "(" + id;
    return client.zrange(INDEX, ZRangeParams.zrangeByLexParams(from, "+").limit(0, count));
  }

  private static byte[] key(String id) {
    return bytes(INDEX + ":" + id);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
