package ai.hokusai.api.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Prints the version that the build wrote into the jar. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"api-app " + Objects.requireNonNullElse(version, "(not built)")};
  }
}
