package ai.hokusai.health.probe;

import redis.clients.jedis.util.JedisClusterCRC16;

/** Finds a hash tag that belongs to a slot. */
final class SlotTag {
  private SlotTag() {}

  /** The first number, as text, whose hash is the slot; about one in 16384 of them is. */
  static String of(int slot) {
    for (int i = 0; ; i++) {
      String tag = String.valueOf(i);
      if (JedisClusterCRC16.getSlot(tag) == slot) {
        return tag;
      }
    }
  }
}
