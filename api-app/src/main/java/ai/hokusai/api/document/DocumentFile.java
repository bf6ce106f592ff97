package ai.hokusai.api.document;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Reads a file in JSON or YAML, which its first character decides. Its size is bounded. */
public final class DocumentFile {
  /** More than the largest template of CloudFormation, which has a megabyte. */
  static final int MAX_BYTES = 4 << 20;

  static final String STDIN = "-";

  private DocumentFile() {}

  /**
   * Reads a document.
   *
   * @param option the option that names it, for messages
   * @param path the path, {@value #STDIN} for the standard input
   * @param stdin the standard input
   * @throws UnusableDocumentException if it cannot be read or is neither JSON nor YAML
   */
  static Node read(String option, String path, InputStream stdin) {
    return parse(source("the file of " + option, path, stdin));
  }

  /**
   * Reads a file of one value, or of lines of which some are JSON objects, such as a log.
   *
   * @param option what names the file, for messages
   * @param path the path, {@value #STDIN} for the standard input
   * @param stdin the standard input
   * @throws UnusableDocumentException if it cannot be read, or is neither JSON nor YAML nor such
   *     lines
   */
  public static List<Node> readAll(String option, String path, InputStream stdin) {
    Source source = source("a file of " + option, path, stdin);
    if (isJson(source.text())) {
      try {
        return List.of(parse(source));
      } catch (UnusableDocumentException e) {
        List<Node> lines = JsonDocument.lines(source.text(), source.file());
        if (lines.isEmpty()) {
          throw e;
        }
        return lines;
      }
    }
    List<Node> lines = JsonDocument.lines(source.text(), source.file());
    return lines.isEmpty() ? List.of(parse(source)) : lines;
  }

  private static boolean isJson(String text) {
    String start = text.stripLeading();
    return start.startsWith("{") || start.startsWith("[");
  }

  private static Node parse(Source source) {
    Node root = isJson(source.text()) ? JsonDocument.parse(source) : YamlDocument.parse(source);
    Node body = root.get("templateBody");
    if (body != null) {
      return body.is(Node.Kind.TEXT) ? parse(source.inside(body)) : body;
    }
    return TerraformPlan.translated(root, source);
  }

  private static Source source(String what, String path, InputStream stdin) {
    byte[] bytes;
    try (InputStream input = path.equals(STDIN) ? stdin : Files.newInputStream(Path.of(path))) {
      bytes = input.readNBytes(MAX_BYTES + 1);
    } catch (IOException | InvalidPathException e) {
      throw new UnusableDocumentException(what + " cannot be read");
    }
    if (bytes.length > MAX_BYTES) {
      throw new UnusableDocumentException(what + " is larger than 4 MiB");
    }
    String text = decoded(bytes, what);
    if (text.isBlank()) {
      throw new UnusableDocumentException(what + " is empty");
    }
    return new Source(path.equals(STDIN) ? "stdin" : path, what, text, null);
  }

  /** Decodes UTF-8, and UTF-16 with a byte order mark as PowerShell writes it. */
  private static String decoded(byte[] bytes, String what) {
    int first = bytes.length < 2 ? 0 : ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    Charset charset = first == 0xfeff ? UTF_16BE : first == 0xfffe ? UTF_16LE : UTF_8;
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UnusableDocumentException(what + " is text in neither UTF-8 nor UTF-16");
    }
  }
}
