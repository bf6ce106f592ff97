package ai.hokusai.it.faults.harness;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Something that is not Redis and can listen in its place. */
@FunctionalInterface
public interface Impostor {

  /** Listens until it is closed. */
  Closeable listen(InetSocketAddress address) throws IOException;
}
