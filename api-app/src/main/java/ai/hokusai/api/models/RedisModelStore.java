package ai.hokusai.api.models;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ai.hokusai.api.config.ModelsSettings;
import ai.hokusai.health.RedisHealth;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Stores models in Redis: a hash for each, a sorted set of all ids and a hash of their sizes, which a script
 * changes together. The only class of api-app that uses Jedis; its callers classify the exceptions.
 */
final class RedisModelStore implements ModelStore {
  /** The hash tag of all keys, which are in one slot of a cluster. */
  static final String INDEX = "{hokusai:models}";

  private final UnifiedJedis client;
  private final byte[] maxDocuments;
  private final byte[] maxBytes;

  RedisModelStore(RedisHealth redis, ModelsSettings settings) {
    this.client = redis.client();
    this.maxDocuments = bytes(String.valueOf(settings.maxDocuments()));
    this.maxBytes = bytes(String.valueOf(settings.maxBytes()));
  }

  @Override
  public Optional<Model> find(String id) {
    try {
      List<byte[]> found = client.hmget(bytes(INDEX + ":" + id), bytes("etag"), bytes("json"));
      return Model.stored(found.get(0), found.get(1));
    } catch (JedisDataException e) {
      // The key holds data of other software, so there is no model with that id.
      if (String.valueOf(e.getMessage()).startsWith("WRONGTYPE ")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Outcome put(String id, String expected, Model model) {
    return Outcome.valueOf(text(run(
        ModelScripts.PUT,
        id,
        bytes(expected),
        bytes(id),
        bytes(model.etag()),
        model.json(),
        maxDocuments,
        maxBytes)));
  }

  @Override
  public Outcome delete(String id, String expected) {
    return Outcome.valueOf(text(run(ModelScripts.DELETE, id, bytes(expected), bytes(id))));
  }

  @Override
  public Page list(String after, int limit) {
    // Exclusive at the start too: an empty member comes from other software, and is the start
    // again.
    byte[] from = bytes("(" + after);
    var reply = (List<?>) run(ModelScripts.LIST, "", from, bytes(String.valueOf(limit)));
    List<String> page = reply.stream().map(RedisModelStore::text).toList();
    return new Page(page.subList(1, page.size()), page.get(0));
  }

  private Object run(String script, String id, byte[]... arguments) {
    List<byte[]> keys = List.of(bytes(INDEX), bytes(INDEX + ".sizes"), bytes(INDEX + ":" + id));
    Object reply = client.eval(bytes(script), keys, List.of(arguments));
    if (reply instanceof byte[] && text(reply).equals("DAMAGED")) {
      throw new DamagedIndexException();
    }
    return reply;
  }

  /** Converts a character for each byte, also those of members that other software wrote. */
  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, ISO_8859_1);
  }
}
