package ai.hokusai.api.cli;

import ai.hokusai.api.deployment.DeploymentOptions;
import ai.hokusai.api.deployment.ReleaseId;
import ai.hokusai.api.deployment.ServiceUrl;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of a check after a deployment; picocli sets all required ones or none. */
@SuppressWarnings("NullAway.Init") // picocli creates it with the required options only.
final class AfterDeploy {

  @Option(
      names = "--after-deploy",
      required = true,
      description = "verify that the deployed service runs the expected release")
  @SuppressWarnings("UnusedVariable") // picocli creates this object if the option is present.
  private boolean isAfterDeploy;

  @Option(
      names = "--url",
      required = true,
      converter = UrlOption.class,
      description = "URL of the service, without user or password; the path defaults to /health")
  private ServiceUrl url;

  @Option(
      names = "--expect-release",
      required = true,
      converter = ReleaseOption.class,
      description = "expected RELEASE_ID")
  private String release;

  @Option(
      names = "--instances",
      converter = CountOption.class,
      defaultValue = "1",
      description = "number of instances that must report it, 1 to 1000 (default: 1)")
  private int instances = 1;

  @Option(
      names = "--allow-plain-http",
      description = "send the token without TLS to a host other than this machine")
  private boolean allowsPlainHttp;

  ServiceUrl url() {
    return url;
  }

  DeploymentOptions options(Duration timeout) {
    return new DeploymentOptions(release, instances, timeout, allowsPlainHttp);
  }

  private static final class UrlOption implements ITypeConverter<ServiceUrl> {
    @Override
    public ServiceUrl convert(String text) {
      return ServiceUrl.parse(text).orElseThrow(() -> new TypeConversionException("not a URL"));
    }
  }

  private static final class ReleaseOption implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!ReleaseId.isValid(text)) {
        throw new TypeConversionException("not a release");
      }
      return text;
    }
  }

  private static final class CountOption implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[1-9]\\d{0,2}|1000")) {
        throw new TypeConversionException("not a number of instances");
      }
      return Integer.valueOf(text);
    }
  }
}
