package ai.hokusai.health.connect;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.redis.CredentialsSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisCredentials;

/** The credentials of a source of the service, which may throw or block. Any thread may use it. */
// One daemon thread at a time calls the source for all callers; where it hangs, no other thread
// does.
final class SuppliedLogins implements Logins {
  private static final Cause REFUSED = Fault.AUTH_FAILED.with(
      "Redis rejected the user name or password of the credentials source of this service",
      "check that the source returns the current password of a user that exists on the server");
  private static final String REMEDY =
      "check the CredentialsSource of this service and what it calls; it throws, returns nothing"
          + " or takes longer than a connection may take to open";

  private final CredentialsSource source;
  private @Nullable FutureTask<CredentialsSource.Login> current;

  SuppliedLogins(CredentialsSource source) {
    this.source = source;
  }

  @Override
  public RedisCredentials next(Budget budget, ConnectionWatch watch) {
    CredentialsSource.Login login;
    try {
      login = budget.spend("Credentials", this::await);
    } catch (IOException e) {
      throw unavailable("the source of the credentials timed out");
    }
    return Credentials.of(login.username(), login.password());
  }

  @Override
  public boolean isFetched() {
    return true;
  }

  @Override
  public Cause describe(Cause cause, RedisSettings settings) {
    return cause == Fault.AUTH_FAILED ? REFUSED : cause;
  }

  private CredentialsSource.Login await(int millis) throws IOException {
    try {
      return inFlight().get(millis, MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("Credentials timed out");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Credentials interrupted");
    } catch (ExecutionException e) {
      // Its message and stack trace may hold a secret.
      Throwable thrown = e.getCause() == null ? e : e.getCause();
      throw unavailable(
          "the source of the credentials threw " + thrown.getClass().getName());
    }
  }

  private static FaultException unavailable(String message) {
    return new FaultException(Fault.CREDENTIALS_UNAVAILABLE.with(message, REMEDY));
  }

  private synchronized FutureTask<CredentialsSource.Login> inFlight() {
    FutureTask<CredentialsSource.Login> last = current;
    if (last != null && !last.isDone()) {
      return last;
    }
    var next = new FutureTask<>(this::call);
    current = next;
    var thread = new Thread(next, "redis-health-credentials");
    thread.setDaemon(true);
    thread.start();
    return next;
  }

  private CredentialsSource.Login call() throws Exception {
    CredentialsSource.Login login = source.current();
    if (login == null) {
      throw new NullPointerException();
    }
    return login;
  }
}
