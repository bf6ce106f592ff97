package ai.hokusai.health.diagnose;

import ai.hokusai.health.classify.Fault;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** One thing to ask a server on a socket that bounds itself. */
@FunctionalInterface
interface Question {

  /** The fault that the answer proves, null where it proves none. */
  @Nullable
  Fault ask(Socket socket) throws IOException;
}
