package ai.hokusai.it.faults;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.Fixtures;
import ai.hokusai.it.faults.harness.TestBed;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntBiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service that is redeployed in a running JVM, as by Spring Boot's devtools or as a WAR. */
@Tag("once")
@Timeout(300)
final class HotRestartIT {
  private static final int RESTARTS = 200;
  private static final int DEPLOYMENTS = 4;
  // The JDK keeps the class of the last record that was compared, in
  // java.lang.runtime.ObjectMethods: on JDK 17 until
  // another takes its place, on JDK 25 until memory is needed.
  private static final int KEPT_BY_THE_JDK = 1;

  @Test
  void leavesNoThreadNoMBeanNoConnectionAndNoClassLoader() throws Exception {
    Set<Thread> threads = Thread.getAllStackTraces().keySet();
    Set<?> beans = ManagementFactory.getPlatformMBeanServer().queryNames(null, null);
    try (var testBed = TestBed.open(Fixtures.TLS_REDIS)) {
      var environment = Fixtures.TLS.environment(testBed);
      List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
      for (int i = 0; i < DEPLOYMENTS; i++) {
        loaders.add(deploy(environment, i == 0 ? RESTARTS : 1));
      }
      await().atMost(Bounds.PATIENCE).until(() -> {
        System.gc();
        return loaders.stream().filter(each -> each.get() != null).count() <= KEPT_BY_THE_JDK;
      });
      await()
          .atMost(Bounds.PATIENCE)
          .until(() -> testBed.console().text("INFO clients").contains("connected_clients:1\r\n"));
    }
    await()
        .atMost(Bounds.PATIENCE)
        .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet().stream()
                .filter(each -> !threads.contains(each))
                .map(Thread::getName)
                .filter(name -> name.contains("redis-health") || name.contains("pool"))
                .collect(toSet()))
            .isEmpty());
    assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(null, null))
        .isEqualTo(beans);
  }

  /** Runs in a class loader of its own on this thread, which lives on, as that of a web server. */
  private static WeakReference<ClassLoader> deploy(Map<String, String> environment, int restarts)
      throws ReflectiveOperationException, IOException {
    var thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (var loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      @SuppressWarnings("unchecked")
      var service = (ToIntBiFunction<Map<String, String>, Integer>)
          loader.loadClass(Restarts.class.getName()).getConstructor().newInstance();
      assertThat(service.getClass()).isNotEqualTo(Restarts.class);
      assertThat(service.applyAsInt(environment, restarts)).isEqualTo(restarts);
      return new WeakReference<>(loader);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    String[] paths = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    var urls = new URL[paths.length];
    for (int i = 0; i < paths.length; i++) {
      urls[i] = Path.of(paths[i]).toUri().toURL();
    }
    return urls;
  }
}
