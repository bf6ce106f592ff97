package ai.hokusai.health;

import ai.hokusai.health.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.regex.Pattern;

/**
 * The checks of a monitor, and who is told of them. Names are small letters, digits, {@code _} and
 * {@code -}, a letter first, and each is there once. For one thread.
 */
public final class HealthMonitorBuilder {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*");

  private final List<Registration> checks = new ArrayList<>();
  private final List<HealthListener> listeners = new ArrayList<>();
  private ThreadFactory threads = Thread::new;

  HealthMonitorBuilder() {}

  /**
   * Watches a Redis that the service cannot do without.
   *
   * @param name what it is called in reports, logs and metrics
   * @param redis what to ask; it is closed by whoever made it, after the monitor
   * @return this
   * @throws IllegalArgumentException where the name is not as described or is taken
   */
  public HealthMonitorBuilder critical(String name, RedisHealth redis) {
    return critical(name, redis, Schedule.DEFAULT);
  }

  /**
   * Watches a Redis that the service cannot do without, on a schedule of its own.
   *
   * @param name what it is called in reports, logs and metrics
   * @param redis what to ask; it is closed by whoever made it, after the monitor
   * @param schedule when to ask, and how many answers decide
   * @return this
   * @throws IllegalArgumentException where the name is not as described or is taken
   */
  public HealthMonitorBuilder critical(String name, RedisHealth redis, Schedule schedule) {
    return add(Registration.redis(name, true, schedule, redis));
  }

  /**
   * Watches a dependency that the service cannot do without.
   *
   * @param name what it is called in reports, logs and metrics
   * @param check how to find out
   * @return this
   * @throws IllegalArgumentException where the name is not as described or is taken
   */
  public HealthMonitorBuilder critical(String name, HealthCheck check) {
    return critical(name, check, Schedule.DEFAULT);
  }

  /**
   * Watches a dependency that the service cannot do without, on a schedule of its own.
   *
   * @param name what it is called in reports, logs and metrics
   * @param check how to find out
   * @param schedule when to ask, and how many answers decide
   * @return this
   * @throws IllegalArgumentException where the name is not as described or is taken
   */
  public HealthMonitorBuilder critical(String name, HealthCheck check, Schedule schedule) {
    return add(Registration.own(name, true, schedule, check));
  }

  /**
   * Watches a Redis without which the service is degraded.
   *
   * @param name what it is called in reports, logs and metrics
   * @param redis what to ask; it is closed by whoever made it, after the monitor
   * @return this
   * @throws IllegalArgumentException where the name is not as described or is taken
   */
  public HealthMonitorBuilder optional(String name, RedisHealth redis) {
    return optional(name, redis, Schedule.DEFAULT);
  }

  /**
   * Watches a Redis without which the service is degraded, on a schedule of its own.
   *
   * @param name what it is called in reports, logs and metrics
   * @param redis what to ask; it is closed by whoever made it, after the monitor
   * @param schedule when to ask, and how many answers decide
   * @return this
   * @throws IllegalArgumentException where the name is not as described or is taken
   */
  public HealthMonitorBuilder optional(String name, RedisHealth redis, Schedule schedule) {
    return add(Registration.redis(name, false, schedule, redis));
  }

  /**
   * Watches a dependency without which the service is degraded.
   *
   * @param name what it is called in reports, logs and metrics
   * @param check how to find out
   * @return this
   * @throws IllegalArgumentException where the name is not as described or is taken
   */
  public HealthMonitorBuilder optional(String name, HealthCheck check) {
    return optional(name, check, Schedule.DEFAULT);
  }

  /**
   * Watches a dependency without which the service is degraded, on a schedule of its own.
   *
   * @param name what it is called in reports, logs and metrics
   * @param check how to find out
   * @param schedule when to ask, and how many answers decide
   * @return this
   * @throws IllegalArgumentException where the name is not as described or is taken
   */
  public HealthMonitorBuilder optional(String name, HealthCheck check, Schedule schedule) {
    return add(Registration.own(name, false, schedule, check));
  }

  private HealthMonitorBuilder add(Registration check) {
    String name = check.name();
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a name is small letters, digits, _ and -, a letter first: " + name);
    }
    if (checks.stream().anyMatch(each -> each.name().equals(name))) {
      throw new IllegalArgumentException("there is a check of that name already: " + name);
    }
    checks.add(check);
    return this;
  }

  /**
   * Tells somebody of every change and result. Each listener has a thread of its own while there is something to
   * tell it.
   *
   * @param listener who is told
   * @return this
   */
  public HealthMonitorBuilder listener(HealthListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Makes all threads in another way, such as {@code Thread.ofVirtual().factory()} of newer JDKs. They
   * are named and made daemons.
   *
   * @param factory makes threads without starting them, at once
   * @return this
   */
  public HealthMonitorBuilder threads(ThreadFactory factory) {
    threads = factory;
    return this;
  }

  /**
   * Begins to watch, and returns at once.
   *
   * @return the running monitor, to be closed by the caller
   */
  public HealthMonitor start() {
    return new Assembly(checks, listeners, threads).start();
  }
}
