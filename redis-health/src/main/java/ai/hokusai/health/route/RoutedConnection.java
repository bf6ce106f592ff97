package ai.hokusai.health.route;

import ai.hokusai.config.NodeAddress;
import ai.hokusai.health.connect.RedisLink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The connection of one pipeline, transaction or subscription on a cluster. The commands of a
 * pipeline go to the nodes that own their keys, and each reply is read from the node to which its
 * command went; those of a transaction have keys of one slot. For one thread.
 */
final class RoutedConnection extends Connection {
  private static final Set<String> PINNING =
      Set.of("SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "WATCH", "MONITOR");

  private final Router router;
  private final NodePools pools;
  private final Map<NodeAddress, RedisLink> links = new LinkedHashMap<>();
  private final Map<NodeAddress, Integer> unread = new LinkedHashMap<>();
  private final Deque<Sent> sent = new ArrayDeque<>();
  /** The only node of a transaction or subscription, null where there is none yet. */
  private @Nullable NodeAddress pinned;

  private boolean isTransaction;
  private boolean isMultiSent;
  private boolean isWaitingLong;
  private boolean isBroken;

  RoutedConnection(Router router, NodePools pools) {
    // It never connects: every method that would is overridden.
    super(new DefaultJedisSocketFactory(
        new HostAndPort(pools.configured().host(), pools.configured().port())));
    this.router = router;
    this.pools = pools;
  }

  /**
   * A command whose reply has not been read.
   *
   * @param node the node that it was sent to, null for MULTI, which is sent with the first key
   * @param isFirst whether the reply to MULTI comes before its own
   * @param isMovable whether it may be sent to the node to which it is redirected
   */
  private record Sent(
      @Nullable NodeAddress node, CommandArguments command, boolean isFirst, boolean isMovable) {}

  @Override
  public void sendCommand(CommandArguments command) {
    String name = RoutedExecutor.name(command);
    if (name.equals("MULTI")) {
      isTransaction = true;
      isMultiSent = false;
      sent.add(new Sent(null, command, false, false));
      return;
    }
    NodeAddress node = node(command, PINNING.contains(name));
    RedisLink link = link(node);
    boolean isFirst = isTransaction && !isMultiSent;
    if (isFirst) {
      send(link, node, new CommandArguments(Command.MULTI));
      isMultiSent = true;
    }
    send(link, node, command);
    sent.add(new Sent(node, command, isFirst, pinned == null));
    if (name.equals("EXEC") || name.equals("DISCARD")) {
      isTransaction = false;
      pinned = null;
    }
  }

  private void send(RedisLink link, NodeAddress node, CommandArguments command) {
    unread.merge(node, 1, Integer::sum);
    link.sendCommand(command);
  }

  private NodeAddress node(CommandArguments command, boolean isPinning) {
    Set<Integer> slots = new HashSet<>();
    command.getKeys().forEach(each -> slots.add(RoutedExecutor.slot(each)));
    if (slots.size() > 1) {
      throw RoutedExecutor.crossSlot();
    }
    NodeAddress wanted = slots.isEmpty() ? null : owner(slots.iterator().next());
    NodeAddress current = pinned;
    if (current != null) {
      if (wanted != null && !wanted.equals(current)) {
        throw RoutedExecutor.crossSlot();
      }
      return current;
    }
    NodeAddress chosen = wanted == null ? any() : wanted;
    if (isPinning || isTransaction) {
      pinned = chosen;
    }
    return chosen;
  }

  private NodeAddress owner(int slot) {
    SlotMap known = router.map();
    SlotMap.Shard shard = known == null ? null : known.owner(slot);
    if (shard == null) {
      throw RoutedExecutor.unserved();
    }
    return RoutedExecutor.usable(shard);
  }

  private NodeAddress any() {
    // A pipeline may use a node that it has a connection to already.
    for (NodeAddress each : links.keySet()) {
      return each;
    }
    SlotMap known = router.map();
    NodeAddress any = known == null ? null : router.anyPrimary(known);
    if (any == null) {
      throw RoutedExecutor.unserved();
    }
    return any;
  }

  private RedisLink link(NodeAddress node) {
    return links.computeIfAbsent(node, this::open);
  }

  private RedisLink open(NodeAddress node) {
    RedisLink link = pools.borrow(node);
    if (isWaitingLong) {
      link.setTimeoutInfinite();
    }
    return link;
  }

  @Override
  protected void flush() {
    links.values().forEach(RedisLink::flush);
  }

  @Override
  protected @Nullable Object readProtocolWithCheckingBroken() {
    Sent next = sent.remove();
    NodeAddress node = next.node();
    if (node == null) {
      return "OK".getBytes(StandardCharsets.US_ASCII);
    }
    try {
      if (next.isFirst()) {
        Object ignored = read(node);
      }
      return read(node);
    } catch (JedisDataException e) {
      Redirection to = Redirection.of(e);
      if (to == null) {
        throw e;
      }
      router.suspect();
      if (!next.isMovable()) {
        throw e;
      }
      // It was not run where it was sent, so that it is not run twice.
      var again = new CommandObject<>(next.command(), BuilderFactory.RAW_OBJECT);
      return new RoutedExecutor(router, pools).follow(again, to, node);
    }
  }

  private @Nullable Object read(NodeAddress node) {
    unread.merge(node, -1, Integer::sum);
    return link(node).getOne();
  }

  @Override
  public @Nullable Object getUnflushedObject() {
    Sent next = sent.peek();
    if (next != null) {
      return getOne();
    }
    return link(pinned == null ? any() : pinned).getUnflushedObject();
  }

  @Override
  public void setTimeoutInfinite() {
    isWaitingLong = true;
    links.values().forEach(RedisLink::setTimeoutInfinite);
  }

  @Override
  public void rollbackTimeout() {
    isWaitingLong = false;
    links.values().forEach(RedisLink::rollbackTimeout);
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isBroken() {
    return isBroken || links.values().stream().anyMatch(RedisLink::isBroken);
  }

  @Override
  public void setBroken() {
    isBroken = true;
  }

  @Override
  public void connect() {}

  @Override
  public void close() {
    links.forEach((node, link) -> {
      if (isBroken || unread.getOrDefault(node, 0) > 0) {
        // A reply of this pipeline must not reach the next user of the connection.
        link.setBroken();
      }
      link.close();
    });
    links.clear();
    sent.clear();
  }

  @Override
  public void disconnect() {
    isBroken = true;
    close();
  }

  @Override
  public void forceDisconnect() {
    disconnect();
  }
}
