package ai.hokusai.spring;

import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.schedule.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;

/** Replaces the health indicators that {@code hokusai.health.background} names with background ones. */
final class BackgroundIndicators {
  private final Map<String, BackgroundIndicator> checks = new LinkedHashMap<>();
  private final Supplier<HealthMonitor> monitor;

  private BackgroundIndicators(Supplier<HealthMonitor> monitor) {
    this.monitor = monitor;
  }

  /**
   * Replaces indicators in a registry, and all indicators below a composite one.
   *
   * @throws RejectedSettingsException where the registry does not have a name
   */
  static BackgroundIndicators replace(
      HealthContributorRegistry registry, List<String> names, Supplier<HealthMonitor> monitor) {
    List<String> missing =
        names.stream().filter(name -> registry.getContributor(name) == null).toList();
    if (!missing.isEmpty()) {
      throw RejectedSettingsException.late(missing(missing, registry));
    }
    var background = new BackgroundIndicators(monitor);
    for (String name : names) {
      HealthContributor contributor = registry.unregisterContributor(name);
      if (contributor != null) {
        registry.registerContributor(name, background.replaced(name, contributor));
      }
    }
    return background;
  }

  private static String missing(List<String> names, HealthContributorRegistry registry) {
    String present = registry.stream()
        .map(HealthContributors.Entry::name)
        .filter(name -> !name.equals(RedisIndicator.NAME))
        .sorted()
        .collect(Collectors.joining(", "));
    return """
        error: hokusai.health.background names health indicators that do not exist: %s
          remedy: use some of %s; a reactive indicator never blocks and is not among them
        """.formatted(String.join(", ", names), present);
  }

  private HealthContributor replaced(String name, HealthContributor contributor) {
    if (contributor instanceof RedisIndicator) {
      return contributor;
    }
    if (contributor instanceof CompositeHealthContributor composite) {
      Map<String, HealthContributor> parts = new LinkedHashMap<>();
      composite.stream()
          .forEach(part ->
              parts.put(part.name(), replaced(name + "-" + part.name(), part.contributor())));
      return CompositeHealthContributor.fromMap(parts);
    }
    String check = unique(checkName(name));
    var indicator = new BackgroundIndicator(check, (HealthIndicator) contributor, monitor);
    checks.put(check, indicator);
    return indicator;
  }

  /** The name of an indicator as that of a check: {@code disk-space} for {@code diskSpace}. */
  static String checkName(String indicator) {
    String name = indicator
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9_-]", "-");
    return name.matches("[a-z].*") ? name : "indicator-" + name;
  }

  private String unique(String name) {
    String free = name;
    for (int i = 2; checks.containsKey(free) || free.equals(RedisIndicator.NAME); i++) {
      free = name + "-" + i;
    }
    return free;
  }

  /** The checks for the monitor, on which its overall status does not depend. */
  List<Dependency> dependencies(HealthProperties properties) {
    Schedule schedule = Schedule.every(properties.interval()).withDeadline(properties.deadline());
    List<Dependency> dependencies = new ArrayList<>();
    checks.forEach((name, indicator) ->
        dependencies.add(Dependency.of(name, indicator).optional().withSchedule(schedule)));
    return dependencies;
  }
}
