package com.example.orders;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisConfigException;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.TextReport;
import io.micronaut.runtime.Micronaut;

public final class OrdersService {
  public static void main(String[] arguments) {
    try {
      ConfigOutcome outcome = RedisConfig.resolve(System.getenv());
      RedisSettings settings = outcome.settingsOrThrow();
      System.err.print(TextReport.render(outcome.diagnostics())); // warnings and corrections
      Micronaut.build(arguments).singletons(settings).start();
    } catch (RedisConfigException e) {
      System.err.println(e.getMessage()); // every problem with its remedy
      System.exit(78);
    }
  }
}
