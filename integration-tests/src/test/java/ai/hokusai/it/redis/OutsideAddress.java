package ai.hokusai.it.redis;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** An IPv4 address of this machine that is not the loopback one: whoever connects to it comes from it, too. */
public final class OutsideAddress {

  private OutsideAddress() {}

  /** The address, null where there is none. */
  public static @Nullable String ofThisMachine() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(OutsideAddress::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .map(address -> address.getHostAddress())
          .findFirst()
          .orElse(null);
    } catch (SocketException e) {
      return null;
    }
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp();
    } catch (SocketException e) {
      return false;
    }
  }
}
