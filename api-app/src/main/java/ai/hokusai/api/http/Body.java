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
 * The body of one request while it arrives. Jetty runs it on one thread at a time, whenever more has come. It
 * holds one array, whose whole length counts as room until the request is complete.
 */
public final class Body extends Invocable.Task.Abstract {
  // What is read and dropped of a body that is too large: a client that still sends when the
  // connection closes may lose the answer.
  static final int MOST_DROPPED = 1 << 20;

  static final Problem TOO_LARGE = Problem.of(413, "the body is larger than 262144 bytes");
  private static final Problem TOO_SLOW = Problem.of(408, "reading the body timed out");
  private static final Problem BROKEN = Problem.of(400, "the body ended early or is malformed");

  private static final String ATTRIBUTE = Body.class.getName();
  private static final byte[] NONE = {};
  private static final int FIRST = 4 * 1024;

  private final Handler next;
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Semaphore room;
  private final int longest;
  private byte[] bytes = NONE;
  private int size;
  private int dropped;
  private Scheduler.Task limit = () -> false;

  Body(Handler next, Request request, Response response, Callback callback, Semaphore room) {
    super(InvocationType.NON_BLOCKING);
    this.next = next;
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.room = room;
    long announced = request.getLength();
    this.longest = announced < 0
        ? ServerLimits.BODY_BYTES
        : (int) Math.min(announced, ServerLimits.BODY_BYTES);
  }

  /** The body of a request that is routed, not copied and not to be changed. */
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
      room.release(bytes.length);
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
      if (problem != null && (dropped == 0 || isLast || dropped > MOST_DROPPED)) {
        limit.cancel();
        Problems.write(request, response, callback, problem);
        return;
      }
      if (isLast) {
        limit.cancel();
        request.getContext().execute(this::handOver);
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
        && !resize(Math.max(needed, Math.min(longest, Math.max(FIRST, 2 * bytes.length))))) {
      return Problem.busy();
    }
    part.get(bytes, size, more);
    size = needed;
    return null;
  }

  /** Takes room for the new array before it is made, and gives that of the old one back after it. */
  private boolean resize(int length) {
    int old = bytes.length;
    if (length == old) {
      return true;
    }
    if (!room.tryAcquire(length)) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, length);
    room.release(old);
    return true;
  }

  private static Problem problem(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return TOO_SLOW;
    }
    return failure instanceof HttpException http ? Problem.of(http.getCode(), "") : BROKEN;
  }

  private void handOver() {
    request.setAttribute(ATTRIBUTE, bytes);
    try {
      if (!next.handle(request, response, callback)) {
        Problems.write(request, response, callback, Problem.of(404, ""));
      }
    } catch (Throwable failure) {
      Response.writeError(request, response, callback, failure);
    }
  }
}
