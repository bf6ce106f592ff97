package ai.hokusai.health.probe;

import ai.hokusai.health.connect.ConnectionWatch;
import ai.hokusai.health.redis.AwsIdentity;
import ai.hokusai.health.redis.Stage;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses one address of a host, and delegates the other events to another watch. One thread
 * connects; any other may read the addresses.
 */
final class AddressChoice implements ConnectionWatch {
  private final ConnectionWatch watch;
  private final int turn;
  private volatile List<InetAddress> all = List.of();
  private volatile @Nullable InetAddress chosen;

  /**
   * Chooses one address.
   *
   * @param turn the place of the address, counted on beyond the last one from the first one
   */
  AddressChoice(ConnectionWatch watch, int turn) {
    this.watch = watch;
    this.turn = turn;
  }

  /** The addresses of the host, none before the name was looked up. */
  List<InetAddress> all() {
    return all;
  }

  /** The address that it has chosen, null before the name was looked up. */
  @Nullable
  InetAddress chosen() {
    return chosen;
  }

  @Override
  public InetAddress[] choose(InetAddress[] addresses) {
    InetAddress[] known = watch.choose(addresses);
    InetAddress one = known[Math.floorMod(turn, known.length)];
    all = List.copyOf(Arrays.asList(known));
    chosen = one;
    return new InetAddress[] {one};
  }

  @Override
  public void enters(Stage stage) {
    watch.enters(stage);
  }

  @Override
  public void opens(Socket socket) {
    watch.opens(socket);
  }

  @Override
  public void sees(X509Certificate certificate) {
    watch.sees(certificate);
  }

  @Override
  public void agreesOn(String tlsVersion) {
    watch.agreesOn(tlsVersion);
  }

  @Override
  public void holds(X509Certificate certificate) {
    watch.holds(certificate);
  }

  @Override
  public void identifies(AwsIdentity identity) {
    watch.identifies(identity);
  }

  /** Always: no request waits for the connection that it opens. */
  @Override
  public boolean mayWaitLonger() {
    return true;
  }

  @Override
  public void needsNoPassword() {
    watch.needsNoPassword();
  }
}
