package ai.hokusai.api.cli;

import ai.hokusai.config.diagnostic.Naming;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses the prefix of the variables of one Redis, empty for none. */
final class PrefixOption implements ITypeConverter<Naming> {

  @Override
  public Naming convert(String text) {
    try {
      return Naming.prefixed(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
