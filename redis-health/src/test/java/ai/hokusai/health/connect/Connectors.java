package ai.hokusai.health.connect;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.traffic.Traffic;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;

/** Connectors whose names resolve as a test says. */
public final class Connectors {

  private Connectors() {}

  /** A connector for a host with these addresses, none for a name that does not exist. */
  public static RedisConnector resolving(RedisSettings settings, Supplier<List<String>> addresses) {
    var dialer = new Dialer(settings, host -> resolve(host, addresses.get()));
    return new RedisConnector(settings, dialer, "orders", new Traffic(), null);
  }

  private static InetAddress[] resolve(String host, List<String> addresses)
      throws UnknownHostException {
    if (addresses.isEmpty()) {
      throw new UnknownHostException(host + ": Name or service not known");
    }
    var all = new InetAddress[addresses.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = InetAddress.getByName(addresses.get(i));
    }
    return all;
  }
}
