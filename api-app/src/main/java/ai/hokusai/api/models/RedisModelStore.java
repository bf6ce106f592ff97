package ai.hokusai.api.models;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.config.ModelsSettings;
import ai.hokusai.health.RedisHealth;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Stores models in Redis: a hash for each, a sorted set of all ids and a hash of their sizes, which a script
 * changes together. The only class of api-app that uses Jedis; its callers classify the exceptions.
 */
final class RedisModelStore implements ModelStore {
  private static final String INDEX = "hokusai:models";
  private static final byte[] INDEX_KEY = bytes(INDEX);
  private static final byte[] SIZES_KEY = bytes(INDEX + ".sizes");
  private static final byte[] ETAG = bytes("etag");
  private static final byte[] JSON = bytes("json");
  private static final byte[] PUT = bytes(ModelScripts.PUT);
  private static final byte[] DELETE = bytes(ModelScripts.DELETE);
  private static final byte[] LIST = bytes(ModelScripts.LIST);
  private static final String DAMAGED = "DAMAGED";

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
      List<byte[]> found = client.hmget(key(id), ETAG, JSON);
      return Model.stored(found.get(0), found.get(1));
    } catch (JedisDataException e) {
      // The key holds data of other software, so there is no model with that id.
      if (e.getMessage() != null && e.getMessage().startsWith("WRONGTYPE ")) {
        return Optional.empty();
      }
      throw e;
    }
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
    return write(
        PUT,
        id,
        bytes(id),
        bytes(expected),
        bytes(model.etag()),
        model.json(),
        maxDocuments,
        maxBytes);
  }

  @Override
  public Outcome delete(String id, String etag) {
    return write(DELETE, id, bytes(id), bytes(etag));
  }

  private Outcome write(byte[] script, String id, byte[]... arguments) {
    String word = new String((byte[]) run(script, key(id), arguments), US_ASCII);
    return Outcome.valueOf(word);
  }

  @Override
  public Part list(Position after, int limit) {
    // Also at the start: an empty member comes from other software, and would be the start again.
    byte[] from = boundAfter(after);
    var reply = (List<?>) run(LIST, key(""), from, bytes(String.valueOf(limit)));
    List<String> ids = new ArrayList<>();
    for (Object id : reply.subList(1, reply.size())) {
      ids.add(new String((byte[]) id, US_ASCII));
    }
    return new Part(ids, new Position((byte[]) reply.get(0)));
  }

  private static byte[] boundAfter(Position position) {
    var bound = new ByteArrayOutputStream();
    bound.write('(');
    bound.writeBytes(position.bytes());
    return bound.toByteArray();
  }

  private Object run(byte[] script, byte[] key, byte[]... arguments) {
    Object reply = client.eval(script, List.of(INDEX_KEY, SIZES_KEY, key), List.of(arguments));
    if (reply instanceof byte[] word && DAMAGED.equals(new String(word, US_ASCII))) {
      throw new DamagedIndexException();
    }
    return reply;
  }

  private static byte[] key(String id) {
    return bytes(INDEX + ":" + id);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
