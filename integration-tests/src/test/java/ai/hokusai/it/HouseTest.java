package ai.hokusai.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds the arrows between the modules, and between the packages inside them, to the design. */
@Tag("once")
final class HouseTest {
  private static final String CONFIG = "ai.hokusai.config";
  private static final String HEALTH = "ai.hokusai.health";
  private static final String SPRING = "ai.hokusai.spring";
  private static final String TESTKIT = "ai.hokusai.testkit";
  private static final String API = "ai.hokusai.api";

  private static final Set<String> EXPORTED = Set.of(
      CONFIG,
      CONFIG + ".diagnostic",
      CONFIG + ".setting",
      CONFIG + ".source",
      HEALTH,
      HEALTH + ".classify",
      HEALTH + ".http",
      HEALTH + ".micrometer",
      HEALTH + ".redis",
      HEALTH + ".schedule",
      HEALTH + ".traffic",
      TESTKIT);

  private static JavaClasses house;

  @BeforeAll
  static void load() {
    house = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages(CONFIG, HEALTH, SPRING, TESTKIT, API);
  }

  @Test
  void everyModuleIsThere() {
    for (String module : new String[] {CONFIG, HEALTH, SPRING, TESTKIT, API}) {
      assertThat(house.stream().anyMatch(each -> each.getPackageName().startsWith(module)))
          .isTrue();
    }
  }

  @Test
  void configCoreDependsOnTheJdkAndJSpecifyOnly() {
    classes()
        .that(resideInAPackage(CONFIG + ".."))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(CONFIG + "..", "java..", "org.jspecify.."))
        .check(house);
  }

  @Test
  void redisHealthDependsOnConfigCoreJedisAndMicrometerOnly() {
    classes()
        .that(resideInAPackage(HEALTH + ".."))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(
            HEALTH + "..",
            CONFIG + "..",
            "java..",
            "javax.crypto..",
            "javax.net..",
            "javax.security.auth.x500",
            "org.jspecify..",
            "redis.clients.jedis..",
            "org.apache.commons.pool2..",
            "io.micrometer.core.instrument.."))
        .check(house);
    // A service without Micrometer has the other packages.
    noClasses()
        .that(resideInAPackage(HEALTH + ".."))
        .and()
        .resideOutsideOfPackage(HEALTH + ".micrometer")
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.micrometer..", HEALTH + ".micrometer"))
        .check(house);
  }

  @Test
  void theTestKitDependsOnTheJdkAndJSpecifyOnly() {
    classes()
        .that(resideInAPackage(TESTKIT + ".."))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(
            TESTKIT, "java..", "javax.net.ssl", "javax.security.auth.x500", "org.jspecify.."))
        .check(house);
  }

  @Test
  void theModuleForSpringBootDependsOnExportedPackagesAndSpringOnly() {
    String[] allowed = Stream.concat(
            EXPORTED.stream(),
            Stream.of(
                SPRING,
                "java..",
                "javax.net.ssl",
                "org.jspecify..",
                "org.slf4j",
                "io.micrometer.core.instrument.binder",
                "org.springframework..",
                "io.lettuce.core..",
                "org.apache.commons.pool2.."))
        .toArray(String[]::new);
    classes()
        .that(resideInAPackage(SPRING + ".."))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed))
        .check(house);
    noClasses().that(resideInAPackage(SPRING + "..")).should().bePublic().check(house);
  }

  @Test
  void packagesOfConfigCoreDependDownwards() {
    reachesOnly(CONFIG + ".grammar");
    reachesOnly(CONFIG + ".diagnostic");
    reachesOnly(CONFIG + ".setting", ".grammar", ".diagnostic");
    reachesOnly(CONFIG + ".source", ".grammar", ".diagnostic", ".setting");
    reachesOnly(CONFIG + ".url", ".grammar", ".diagnostic", ".setting", ".source");
  }

  /** Each row names a package of api-app and the packages it reaches, all of which are rows above it. */
  private static final String API_LAYERS = """
      format:
      config: format
      log: format config
      http: format config log
      endpoint: format http
      metrics: log http
      models: format config http
      server: format config log http endpoint metrics models
      report: format
      check: format config report
      document: format config report check
      failure: format document
      rehearsal: format config document failure
      demo: format document failure rehearsal
      deployment: format config report
      cli: format config log server report check document failure rehearsal demo deployment
      main: log cli
      """;

  @Test
  void eachPackageOfApiAppReachesItsLayersOnly() {
    Map<String, Set<String>> layers = new LinkedHashMap<>();
    API_LAYERS.lines().forEach(row -> {
      String[] parts = row.split(": ?", 2);
      Set<String> below = parts[1].isEmpty() ? Set.of() : Set.of(parts[1].split(" ", -1));
      assertThat(layers.keySet()).as(row).containsAll(below);
      layers.put(parts[0], below);
    });
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (JavaClass type : house) {
      if (type.getPackageName().startsWith(API)) {
        Set<String> reached = arrows.computeIfAbsent(layer(type), layer -> new TreeSet<>());
        type.getDirectDependenciesFromSelf().stream()
            .map(Dependency::getTargetClass)
            .filter(target -> target.getPackageName().startsWith(API))
            .map(HouseTest::layer)
            .filter(target -> !target.equals(layer(type)))
            .forEach(reached::add);
      }
    }
    assertThat(arrows).isEqualTo(layers);
  }

  /** The package below the root of api-app; {@code main} is the root. */
  private static String layer(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(API) ? "main" : name.substring(API.length() + 1);
  }

  @Test
  void theRootOfApiAppHoldsTheMainClassesOnly() {
    assertThat(house.stream()
            .filter(each -> each.getPackageName().equals(API))
            .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder("Launcher", "Main", "package-info");
  }

  private static void reachesOnly(String from, String... below) {
    String[] allowed = new String[below.length + 3];
    for (int i = 0; i < below.length; i++) {
      allowed[i] = CONFIG + below[i];
    }
    allowed[below.length] = from;
    allowed[below.length + 1] = "java..";
    allowed[below.length + 2] = "org.jspecify..";
    classes()
        .that(resideInAPackage(from))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed))
        .check(house);
  }

  @Test
  void exportedRecordsAreFinishedValues() {
    // A new component would break callers of the constructor; a type that may grow is a class.
    assertThat(house.stream()
            .filter(each -> each.isRecord() && each.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(each -> EXPORTED.contains(each.getPackageName()))
            .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder(
            "ClientIdentity",
            "ClusterUsage",
            "Disabled",
            "Down",
            "Evidence",
            "Host",
            "HostPort",
            "Login",
            "NodeAddress",
            "Origin",
            "Outcomes",
            "RedactedValue",
            "Reading",
            "RedisEvent",
            "Rejected",
            "Resolved",
            "Setting",
            "Thresholds");
  }

  @Test
  void packagesOfRedisHealthDependDownwards() {
    noClasses()
        .that(resideInAnyPackage(
            HEALTH + ".connect",
            HEALTH + ".probe",
            HEALTH + ".classify",
            HEALTH + ".diagnose",
            HEALTH + ".redis",
            HEALTH + ".schedule",
            HEALTH + ".state",
            HEALTH + ".traffic"))
        .should()
        .dependOnClassesThat(resideInAPackage(HEALTH))
        .check(house);
    noClasses()
        .that(resideInAnyPackage(HEALTH + ".connect", HEALTH + ".classify", HEALTH + ".diagnose"))
        .should()
        .dependOnClassesThat(resideInAPackage(HEALTH + ".probe"))
        .check(house);
    noClasses()
        .that(resideInAnyPackage(HEALTH + ".connect", HEALTH + ".classify"))
        .should()
        .dependOnClassesThat(resideInAPackage(HEALTH + ".diagnose"))
        .check(house);
    noClasses()
        .that(resideInAnyPackage(HEALTH + ".connect", HEALTH + ".probe", HEALTH + ".classify"))
        .should()
        .dependOnClassesThat(resideInAPackage(HEALTH + ".state"))
        .check(house);
  }

  @Test
  void trafficDependsOnOutcomesOnly() {
    classes()
        .that(resideInAPackage(HEALTH + ".traffic"))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(
            HEALTH + ".traffic",
            HEALTH + ".classify",
            "java.lang..",
            "java.time",
            "java.util..",
            "org.jspecify.."))
        .check(house);
  }

  @Test
  void factsOnRedisAreValuesOnly() {
    classes()
        .that(resideInAPackage(HEALTH + ".redis"))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(
            HEALTH + ".redis",
            CONFIG + ".setting",
            "java.lang..",
            "java.security.cert",
            "java.time",
            "java.util..",
            "javax.security.auth.x500",
            "org.jspecify.."))
        .check(house);
  }

  @Test
  void theStateIsAFunctionOfResultsAndTime() {
    classes()
        .that(resideInAPackage(HEALTH + ".state"))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(
            HEALTH + ".state",
            HEALTH + ".probe",
            HEALTH + ".classify",
            HEALTH + ".schedule",
            "java.lang..",
            "java.time",
            "java.util",
            "java.util.stream",
            "org.jspecify.."))
        .check(house);
    noClasses()
        .that(resideInAPackage(HEALTH + ".state"))
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .check(house);
  }

  @Test
  void onlyNamedClassesUseJedis() {
    noClasses()
        .that(resideInAnyPackage(HEALTH, API + ".."))
        .and()
        .doNotHaveFullyQualifiedName(HEALTH + ".RedisHealth")
        .and()
        .doNotHaveFullyQualifiedName(API + ".models.RedisModelStore")
        .and()
        // The client of the incident.
        .doNotHaveFullyQualifiedName(API + ".demo.Demo")
        .should()
        .dependOnClassesThat(resideInAPackage("redis.clients.."))
        .check(house);
  }

  @Test
  void onlyMainReadsTheProcessEnvironment() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(API + ".Main")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(house);
  }

  @Test
  void configCoreHasNoClockNoThreadAndNoSocket() {
    noClasses()
        .that(resideInAPackage(CONFIG + ".."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.net..", "java.util.concurrent..", "java.util.logging.."))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(house);
  }
}
