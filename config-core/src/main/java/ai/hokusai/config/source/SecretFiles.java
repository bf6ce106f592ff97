package ai.hokusai.config.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text files that variables name. Failures are reported in words of this library, since
 * an exception of the JDK repeats the path, which may be a secret in the wrong place.
 */
final class SecretFiles {
  private final FileSource files;
  private final Problems problems;

  SecretFiles(FileSource files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  @Nullable
  String read(String path, Origin origin) {
    try {
      byte[] bytes = files.read(path);
      if (bytes.length > FileSource.MAX_BYTES) {
        return unreadable(origin, "it is larger than 1 MiB");
      }
      return withoutLineEnd(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return unreadable(origin, "it is not UTF-8 text");
    } catch (NoSuchFileException | InvalidPathException e) {
      return unreadable(origin, "there is no such file");
    } catch (AccessDeniedException e) {
      return unreadable(origin, "this process may not read it");
    } catch (IrregularFileException e) {
      return unreadable(origin, "it is not a regular file");
    } catch (IOException e) {
      return unreadable(origin, "reading it failed");
    }
  }

  private @Nullable String unreadable(Origin origin, String reason) {
    problems.add(ConfigCode.FILE_UNREADABLE, Origin.variable(origin.variable()), reason);
    return null;
  }

  private static String withoutLineEnd(String text) {
    int end = text.length();
    if (text.endsWith("\n")) {
      end -= text.endsWith("\r\n") ? 2 : 1;
    }
    return text.substring(0, end);
  }
}
