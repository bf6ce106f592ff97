package ai.hokusai.api.http;

import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of one request without blocking. Jetty runs it on one thread at a time, whenever data arrives.
 * Its one array counts against the memory of all bodies until the request is complete.
 */
public final class Body extends Invocable.Task.Abstract {
  // Bytes of a too large body that are read and dropped: a client that still sends when the
  // connection closes may not receive the response.
  static final int MAX_DROPPED = 1 << 20;

  static final Problem TOO_LARGE = Problem.of(413, "the body is larger than 262144 bytes");
  private static final Problem TOO_SLOW = Problem.of(408, "reading the body timed out");
  private static final Problem BROKEN = Problem.of(400, "the body ended early or is malformed");

  private static final String ATTRIBUTE = Body.class.getName();
  private static final byte[] NONE = {};
  private static final int INITIAL_SIZE = 4 * 1024;

  private final Handler next;
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Semaphore memory;
  private final int maxSize;
  private byte[] bytes = NONE;
  private int size;
  private int dropped;
  private Scheduler.Task limit = () -> false;

  Body(Handler next, Request request, Response response, Callback callback, Semaphore memory) {
    super(InvocationType.NON_BLOCKING);
    this.next = next;
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.memory = memory;
    long declared = request.getLength();
    this.maxSize =
        declared < 0 ? ServerLimits.BODY_BYTES : (int) Math.min(declared, ServerLimits.BODY_BYTES);
  }

  /** The body of a request in a route. Shared; do not modify. */
  public static byte[] of(Context context) {
    return context.attribute(ATTRIBUTE) instanceof byte[] body ? body : NONE;
  }

  void readWithin(Duration time) {
    limit = request
        .getComponents()
        .getScheduler()
        .schedule(
            () -> request.fail(new TimeoutException()), time.toMillis(), TimeUnit.MILLISECONDS);
    Request.addCompletionListener(request, failure -> {
      limit.cancel();
      memory.release(bytes.length);
    });
    run();
  }

  @Override
  public void run() {
    for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
      Problem problem =
          Content.Chunk.isFailure(chunk) ? problem(chunk.getFailure()) : add(chunk.getByteBuffer());
      boolean isLast = chunk.isLast();
      chunk.release();
      if (problem == null && isLast && !resize(size)) {
        problem = Problem.busy();
      }
      if (problem != null && (dropped == 0 || isLast || dropped > MAX_DROPPED)) {
        limit.cancel();
        Problems.write(request, response, callback, problem);
        return;
      }
      if (isLast) {
        limit.cancel();
        request.getContext().execute(this::callNext);
        return;
      }
    }
    request.demand(this);
  }

  private @Nullable Problem add(ByteBuffer part) {
    int more = part.remaining();
    if (dropped > 0 || size + more > ServerLimits.BODY_BYTES) {
      dropped += more;
      return TOO_LARGE;
    }
    int needed = size + more;
    if (needed > bytes.length
        && !resize(Math.max(needed, Math.min(maxSize, Math.max(INITIAL_SIZE, 2 * bytes.length))))) {
      return Problem.busy();
    }
    part.get(bytes, size, more);
    size = needed;
    return null;
  }

  /** Acquires memory for the new array, copies, and releases the memory of the old array. */
  private boolean resize(int length) {
    int old = bytes.length;
    if (length == old) {
      return true;
    }
    if (!memory.tryAcquire(length)) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, length);
    memory.release(old);
    return true;
  }

  private static Problem problem(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return TOO_SLOW;
    }
    return failure instanceof HttpException http ? Problem.of(http.getCode()) : BROKEN;
  }

  private void callNext() {
    request.setAttribute(ATTRIBUTE, bytes);
    try {
      if (!next.handle(request, response, callback)) {
        Problems.write(request, response, callback, Problem.of(404));
      }
    } catch (Throwable failure) {
      Response.writeError(request, response, callback, failure);
    }
  }
}
