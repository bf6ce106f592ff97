package ai.hokusai.it.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ai.hokusai.it.tls.TlsContexts;
import ai.hokusai.testkit.TestCa;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Up to 500 primaries of a cluster in this JVM, each on a loopback address of its own, that reply as a test says. They
 * know the commands of a health check and a few of texts, count all that they receive, and keep what is set. Any thread
 * may use it.
 */
public final class FakeCluster implements AutoCloseable {
  private static final String MYSELF = "0123456789abcdef0123456789abcdef01234567";
  private static final AtomicInteger CLUSTERS = new AtomicInteger();
  private static final long NETWORK = 1 + ProcessHandle.current().pid() % 250;
  private static final int ADDRESSES = 250;
  private static final int BACKLOG = 512;

  /** The behaviour of a managed cluster that sends clients back to the name that they came by. */
  public enum Circle {
    /** Connections that were open before reply MOVED, new ones work. */
    MOVED,
    /** The same in the form {@code ERR MOVED}. */
    ERR_MOVED,
    /** The same, and the server closes the connection after it. */
    MOVED_AND_CLOSE,
    /** Every connection replies MOVED. */
    ENDLESS
  }

  private final @Nullable SSLContext tls;
  private final int port = LoopbackPort.free();
  private final List<String> hosts;
  private final Selector selector;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger opened = new AtomicInteger();
  private final Map<String, AtomicLong> received = new ConcurrentSkipListMap<>();
  private final Map<String, String> values = new ConcurrentHashMap<>();
  private final AtomicInteger epoch = new AtomicInteger(1);
  private volatile @Nullable SlotsReply slots;
  private volatile int owners;
  private volatile @Nullable Circle circle;
  private volatile int circleAfter;

  private FakeCluster(int primaries, @Nullable TestCa authority) throws IOException {
    int cluster = CLUSTERS.getAndIncrement() % 100;
    this.hosts = IntStream.range(0, primaries)
        .mapToObj(i -> "127.%d.%d.%d"
            .formatted(NETWORK, 250 - cluster - 2 * (i / ADDRESSES) % 3, 1 + i % ADDRESSES))
        .toList();
    this.owners = primaries;
    this.tls = authority == null
        ? null
        : TlsContexts.presenting(authority.issue(hosts.toArray(String[]::new)));
    this.selector = Selector.open();
  }

  /** Starts this many primaries without TLS. */
  public static FakeCluster open(int primaries) throws IOException {
    return start(new FakeCluster(primaries, null));
  }

  /** Starts this many primaries that all show one certificate of this authority, for all their addresses. */
  public static FakeCluster tls(int primaries, TestCa authority) throws IOException {
    return start(new FakeCluster(primaries, authority));
  }

  private static FakeCluster start(FakeCluster cluster) throws IOException {
    try {
      for (int i = 0; i < cluster.hosts.size(); i++) {
        var channel = ServerSocketChannel.open();
        channel.bind(new InetSocketAddress(cluster.hosts.get(i), cluster.port), BACKLOG);
        channel.configureBlocking(false);
        channel.register(cluster.selector, SelectionKey.OP_ACCEPT, i);
      }
      daemon(cluster::accept, "fake-cluster-" + cluster.port);
      return cluster;
    } catch (IOException e) {
      cluster.close();
      throw e;
    }
  }

  private static void daemon(Runnable work, String name) {
    // Small stacks, since there are hundreds of them, that are enough for a handshake.
    var thread = new Thread(null, work, name, 512 * 1024);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (selector.isOpen()) {
        selector.select();
        for (var key : selector.selectedKeys()) {
          var channel = ((ServerSocketChannel) key.channel()).accept();
          if (channel != null) {
            int node = (Integer) key.attachment();
            var session = new Session(node, channel.socket(), opened.incrementAndGet());
            open.add(channel.socket());
            daemon(session, "fake-node-" + node);
          }
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException | ClosedSelectorException e) {
      // It was closed.
    }
  }

  /** The port of each primary. */
  public int port() {
    return port;
  }

  /** The address of a primary. */
  public String host(int node) {
    return hosts.get(node);
  }

  /** Replies this to {@code CLUSTER SLOTS} from now on, whatever the primaries are. */
  public void reply(SlotsReply reply) {
    slots = reply;
    int ignored = epoch.incrementAndGet();
  }

  /** Distributes the slots over the first primaries; the others own none from now on. */
  public void assign(int primaries) {
    owners = primaries;
    int ignored = epoch.incrementAndGet();
  }

  /** Sends keyed commands back to the same address from now on, on connections that are open by now. */
  public void circle(Circle newCircle) {
    circleAfter = opened.get();
    circle = newCircle;
  }

  /** The number of times that this command came, such as {@code GET} or {@code CLUSTER SLOTS}. */
  public long count(String command) {
    var count = received.get(command);
    return count == null ? 0 : count.get();
  }

  /** The number of times that each command came. */
  public Map<String, Long> counts() {
    var counts = new TreeMap<String, Long>();
    received.forEach((command, count) -> counts.put(command, count.get()));
    return counts;
  }

  /** The number of connections that were opened so far. */
  public int opened() {
    return opened.get();
  }

  /** The number of connections that are open. */
  public int open() {
    return open.size();
  }

  /** The slots of a primary in the reply to {@code CLUSTER SLOTS}. */
  public String range(int node) {
    return SlotsReply.range(firstSlot(node), firstSlot(node + 1) - 1L, hosts.get(node), port);
  }

  private int firstSlot(int node) {
    return node * TlsCluster.SLOTS / owners;
  }

  private int ownerOf(int slot) {
    int node = slot * owners / TlsCluster.SLOTS;
    return firstSlot(node + 1) <= slot ? node + 1 : node;
  }

  @Override
  public void close() throws IOException {
    for (var key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
    for (var socket : open) {
      socket.close();
    }
  }

  /** One connection, on a thread of its own. */
  private final class Session implements Runnable {
    private final int node;
    private final Socket socket;
    private final int number;
    private int protocol = 2;

    Session(int node, Socket socket, int number) {
      this.node = node;
      this.socket = socket;
      this.number = number;
    }

    @Override
    public void run() {
      try (socket) {
        socket.setTcpNoDelay(true);
        var secured = secured();
        var in = new BufferedInputStream(secured.getInputStream());
        var out = new BufferedOutputStream(secured.getOutputStream());
        while (answer(words(in), out)) {
          if (in.available() == 0) {
            out.flush();
          }
        }
        out.flush();
      } catch (IOException e) {
        // The client has gone.
      } finally {
        open.remove(socket);
      }
    }

    private Socket secured() throws IOException {
      if (tls == null) {
        return socket;
      }
      var secured =
          (SSLSocket) tls.getSocketFactory().createSocket(socket, hosts.get(node), port, true);
      secured.setUseClientMode(false);
      return secured;
    }

    /** Replies to a command; returns false if the connection is to be closed. */
    private boolean answer(List<String> words, OutputStream out) throws IOException {
      var name = words.get(0).toUpperCase(Locale.ROOT);
      var whole =
          name.equals("CLUSTER") ? name + " " + words.get(1).toUpperCase(Locale.ROOT) : name;
      received.computeIfAbsent(whole, each -> new AtomicLong()).incrementAndGet();
      if (whole.equals("CLUSTER SLOTS")) {
        var scripted = slots;
        if (scripted == null) {
          scripted = SlotsReply.of(
              IntStream.range(0, owners).mapToObj(FakeCluster.this::range).toList());
        }
        scripted.write(out);
        return true;
      }
      var reply = reply(whole, words);
      out.write((reply + "\r\n").getBytes(ISO_8859_1));
      return circle != Circle.MOVED_AND_CLOSE || !reply.startsWith("-MOVED");
    }

    private String reply(String command, List<String> words) {
      return switch (command) {
        case "HELLO" -> hello(words);
        case "PING" -> "+PONG";
        case "AUTH", "SELECT", "CLIENT", "ASKING", "READONLY" -> "+OK";
        case "CLUSTER INFO" ->
          text("cluster_state:ok\r\ncluster_slots_assigned:16384\r\n"
              + "cluster_slots_ok:16384\r\ncluster_slots_pfail:0\r\ncluster_slots_fail:0\r\n"
              + "cluster_known_nodes:%d\r\ncluster_size:%d\r\ncluster_current_epoch:%d\r\n"
                  .formatted(hosts.size(), owners, epoch.get()));
        case "CLUSTER MYID" -> text(MYSELF);
        case "INFO" -> text("run_id:" + MYSELF + "\r\n");
        case "DBSIZE" -> ":" + values.size();
        case "GET", "SET", "INCR", "EXISTS" -> keyed(command, words);
        default -> "-ERR unknown command '" + command + "'";
      };
    }

    private String hello(List<String> words) {
      if (words.size() > 1) {
        protocol = Integer.parseInt(words.get(1));
      }
      var start = protocol == 3 ? "%7" : "*14";
      return start + "\r\n$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nversion\r\n$5\r\n7.1.0\r\n"
          + "$5\r\nproto\r\n:" + protocol + "\r\n$2\r\nid\r\n:" + number + "\r\n"
          + "$4\r\nmode\r\n$7\r\ncluster\r\n$4\r\nrole\r\n$6\r\nmaster\r\n$7\r\nmodules\r\n*0";
    }

    private String keyed(String command, List<String> words) {
      var key = words.get(1);
      int slot = JedisClusterCRC16.getSlot(key);
      int owner = ownerOf(slot);
      var now = circle;
      if (now == Circle.ENDLESS || (now != null && number <= circleAfter) || owner != node) {
        var error = now == Circle.ERR_MOVED ? "-ERR MOVED" : "-MOVED";
        return "%s %d %s:%d".formatted(error, slot, hosts.get(owner), port);
      }
      return switch (command) {
        case "GET" -> values.containsKey(key) ? text(values.get(key)) : nil();
        case "SET" -> {
          values.put(key, words.get(2));
          yield "+OK";
        }
        case "INCR" ->
          ":" + values.merge(key, "1", (old, one) -> String.valueOf(Long.parseLong(old) + 1));
        default -> values.containsKey(key) ? ":1" : ":0";
      };
    }

    private String nil() {
      return protocol == 3 ? "_" : "$-1";
    }

    private static String text(@Nullable String text) {
      var known = String.valueOf(text);
      return "$" + known.length() + "\r\n" + known;
    }

    /** The words of a command: an array of texts, or a line. */
    private static List<String> words(InputStream in) throws IOException {
      var line = line(in);
      if (!line.startsWith("*")) {
        return List.of(line.split(" ", -1));
      }
      var words = new ArrayList<String>();
      int count = Integer.parseInt(line.substring(1));
      while (words.size() < count) {
        var word = in.readNBytes(Integer.parseInt(line(in).substring(1)));
        words.add(new String(word, ISO_8859_1));
        in.skipNBytes(2);
      }
      return words;
    }

    private static String line(InputStream in) throws IOException {
      var line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new EOFException("the client has gone");
        }
        line.append((char) next);
      }
      return line.substring(0, line.length() - 1);
    }
  }
}
