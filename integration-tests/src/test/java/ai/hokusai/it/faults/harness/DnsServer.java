package ai.hokusai.it.faults.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A DNS server that resolves every name to 127.0.0.1, and can stop answering; on the port that resolvers use. */
public final class DnsServer implements AutoCloseable {
  static final String ADDRESS = "127.0.53.53";

  private static final int PORT = 53;
  private static final int LONGEST_QUERY = 512;
  private static final int HEADER = 12;
  private static final int TYPE_AND_CLASS = 4;
  private static final short RESPONSE = (short) 0x8180;
  private static final short TYPE_A = 1;
  // Name by pointer to the question, A, IN, to be kept for no time, four bytes.
  private static final byte[] AT_HOME = {
    (byte) 0xc0, HEADER, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 127, 0, 0, 1
  };

  private final DatagramSocket socket;
  private volatile boolean isSilent;

  private DnsServer(DatagramSocket socket) {
    this.socket = socket;
  }

  /** Serves until it is closed; fails where the port may not be had. */
  public static DnsServer open() throws IOException {
    var server = new DnsServer(new DatagramSocket(PORT, InetAddress.getByName(ADDRESS)));
    var thread = new Thread(server::serve, "name-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  public void fallSilent() {
    isSilent = true;
  }

  public void speak() {
    isSilent = false;
  }

  private void serve() {
    try {
      while (true) {
        var packet = new DatagramPacket(new byte[LONGEST_QUERY], LONGEST_QUERY);
        socket.receive(packet);
        if (!isSilent) {
          byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static byte[] answer(byte[] query) {
    int typeAt = HEADER;
    while (query[typeAt] != 0) {
      typeAt += query[typeAt] + 1;
    }
    typeAt++;
    boolean isAddress = ByteBuffer.wrap(query).getShort(typeAt) == TYPE_A;
    int end = typeAt + TYPE_AND_CLASS;
    var answer = ByteBuffer.allocate(end + (isAddress ? AT_HOME.length : 0));
    answer.put(query, 0, 2).putShort(RESPONSE).putShort((short) 1);
    answer.putShort((short) (isAddress ? 1 : 0)).putInt(0).put(query, HEADER, end - HEADER);
    return isAddress ? answer.put(AT_HOME).array() : answer.array();
  }

  @Override
  public void close() {
    socket.close();
  }
}
