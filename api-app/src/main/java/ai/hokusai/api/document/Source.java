package ai.hokusai.api.document;

import ai.hokusai.api.format.Place;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text that a parser reads, with the positions, limits and messages that all formats have. No
 * message holds a part of the text, which may be a secret.
 *
 * @param file the file, for positions
 * @param what the document, for messages
 * @param text the text
 * @param outer the position of the value that holds the text, null for a whole file
 */
record Source(
    String file, String what, String text, @Nullable Place outer) {
  static final int DEPTH = 100;
  private static final int MAX_VALUES = 200_000;
  // The names of the APIs of AWS and Terraform and logical names; any other may be a secret.
  private static final Pattern ORDINARY_NAME =
      Pattern.compile("[A-Za-z0-9]{1,255}|[a-z]{1,20}(?:_[a-z]{1,20}){1,5}");
  private static final String START = "(?m)^[ \\t]{0,40}";
  private static final Pattern TERRAFORM = Pattern.compile(
      START + "(?:resource|data|module|variable|output|provider)[ \\t]+\"[^\\n]{0,400}\\{");
  private static final Pattern JSONNET =
      Pattern.compile("\\A\\s{0,400}\\{\\s{0,400}[A-Za-z_]\\w{0,99}\\s?:|" + START + "local \\w");
  private static final Pattern PROGRAM =
      Pattern.compile(START + "(?:import|export|const|from|class) [^\\n]");

  /** The text of a value in this document; each value in it has the position of the text. */
  Source inside(Node value) {
    return new Source(file, what, value.text(), value.place());
  }

  /** The position of a value. */
  Place place(int line, int column, String pointer) {
    return outer == null
        ? new Place(file, line, column, pointer)
        : new Place(outer.file(), outer.line(), outer.column(), outer.pointer() + pointer);
  }

  /** The pointer of a field, without a name that may be a secret. */
  static String below(String pointer, String name) {
    return pointer + "/" + (ORDINARY_NAME.matcher(name).matches() ? name : "*");
  }

  /** Checks the number of values that were read. */
  void checkCount(long count) {
    if (count > MAX_VALUES) {
      throw new UnusableDocumentException("the file " + file + " has more than 200000 values");
    }
  }

  /** A name is in one object twice; readers disagree on which of the two counts. */
  UnusableDocumentException twice(Place place) {
    return new UnusableDocumentException("a name is in one object twice: see " + place);
  }

  /** A problem of the text. */
  UnusableDocumentException unusable(String problem, int line, int column) {
    return new UnusableDocumentException(
        outer == null
            ? what + " " + problem + ": see line " + line + ", column " + column
            : what + " holds a text that " + problem + ": see " + outer);
  }

  /** The text is not of a format. */
  UnusableDocumentException malformed(String format, int line, int column) {
    return new UnusableDocumentException(
        unusable("is not " + format, line, column).getMessage() + "; " + hint());
  }

  private String hint() {
    if (TERRAFORM.matcher(text).find()) {
      return "it looks like Terraform: pass what terraform show -json prints of a plan";
    }
    if (JSONNET.matcher(text).find()) {
      return "it looks like Jsonnet: pass what ecspresso render taskdef or jsonnet prints";
    }
    if (PROGRAM.matcher(text).find()) {
      return "it looks like a program: pass what cdk synth prints";
    }
    return "cdk synth, ecspresso render taskdef and terraform show -json print documents that are"
        + " read";
  }
}
