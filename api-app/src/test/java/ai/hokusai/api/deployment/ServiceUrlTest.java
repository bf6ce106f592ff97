package ai.hokusai.api.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com, https://api.example.com/health, https://api.example.com/health",
    "HTTPS://api.example.com/, https://api.example.com/health, https://api.example.com/health",
    "https://api.example.com:8443/v1/health, https://api.example.com:8443/v1/health,"
        + " https://api.example.com:8443/v1/health",
    "https://api.example.com?key=Horse, https://api.example.com/health,"
        + " https://api.example.com/health?key=Horse",
    "https://api.example.com/x?key=Horse#y, https://api.example.com/x,"
        + " https://api.example.com/x?key=Horse",
    "http://[::1]:8080, http://[::1]:8080/health, http://[::1]:8080/health"
  })
  void asksForTheHealthAndPrintsNoQuery(String text, String shown, String asked) {
    ServiceUrl url = ServiceUrl.parse(text).orElseThrow();
    assertThat(url).hasToString(shown);
    assertThat(url.url()).hasToString(asked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api.example.com",
        "api.example.com:443",
        "ftp://api.example.com",
        "file:///etc/passwd",
        "https://",
        "https:///health",
        "https:api",
        "https://user@api.example.com",
        "https://user:Horse@api.example.com",
        "https://:Horse@api.example.com",
        "https://a b/",
        "https://a/\r\nX: y",
        "https://a:0",
        "https://a:65536",
        "https://a:http",
        "https://a%20b/"
      })
  void isNothingElse(String text) {
    assertThat(ServiceUrl.parse(text)).isEmpty();
  }

  @Test
  void isExposedWherePlainHttpLeavesTheMachine() {
    assertThat(isExposed("http://api.example.com")).isTrue();
    assertThat(isExposed("http://127.0.0.1.example.com")).isTrue();
    assertThat(isExposed("https://api.example.com")).isFalse();
    assertThat(isExposed("http://127.0.0.1:8080")).isFalse();
    assertThat(isExposed("http://[::1]:8080")).isFalse();
    assertThat(isExposed("http://localhost")).isFalse();
  }

  private static boolean isExposed(String text) {
    return ServiceUrl.parse(text).orElseThrow().isExposed();
  }
}
