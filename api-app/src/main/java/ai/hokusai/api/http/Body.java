package ai.hokusai.api.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** The body of one request on its way in. Jetty runs it whenever more has come, on one thread at a time. */
final class Body extends Invocable.Task.Abstract {
  // What is read and dropped of a body that is too large: who is still sending when the connection
  // closes may lose the answer.
  static final int MOST_DROPPED = 1 << 20;

  static final Problem TOO_LARGE = Problem.of(413, "a body has 262144 bytes at most");
  private static final Problem TOO_SLOW = Problem.of(408, "the body did not come in time");
  private static final Problem BROKEN = Problem.of(400, "the body ended or broke on its way");

  private final Handler next;
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Semaphore room;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int dropped;
  private Scheduler.Task limit = () -> false;

  Body(Handler next, Request request, Response response, Callback callback, Semaphore room) {
    super(InvocationType.NON_BLOCKING);
    this.next = next;
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.room = room;
  }

  void readWithin(Duration time) {
    limit = request
        .getComponents()
        .getScheduler()
        .schedule(
            () -> request.fail(new TimeoutException()), time.toMillis(), TimeUnit.MILLISECONDS);
    Request.addCompletionListener(request, failure -> {
      limit.cancel();
      room.release(bytes.size());
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
    int size = part.remaining();
    if (dropped > 0 || bytes.size() + size > Bounds.BODY_BYTES) {
      dropped += size;
      return TOO_LARGE;
    }
    if (!room.tryAcquire(size)) {
      return Problem.busy();
    }
    bytes.writeBytes(BufferUtil.toArray(part));
    return null;
  }

  private static Problem problem(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return TOO_SLOW;
    }
    return failure instanceof HttpException http ? Problem.of(http.getCode(), "") : BROKEN;
  }

  private void handOver() {
    var body = Content.Source.from(ByteBuffer.wrap(bytes.toByteArray()));
    try {
      if (!next.handle(new Complete(request, body), response, callback)) {
        Problems.write(request, response, callback, Problem.of(404, ""));
      }
    } catch (Throwable failure) {
      Response.writeError(request, response, callback, failure);
    }
  }

  /** A request whose body is there. */
  private static final class Complete extends Request.Wrapper {
    private final Content.Source body;

    Complete(Request request, Content.Source body) {
      super(request);
      this.body = body;
    }

    @Override
    public Content.Chunk read() {
      return body.read();
    }

    @Override
    public void demand(Runnable demandCallback) {
      body.demand(demandCallback);
    }

    @Override
    public void fail(Throwable failure) {
      body.fail(failure);
    }
  }
}
