package com.example.orders;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisConfigException;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.TextReport;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

@QuarkusMain
public final class OrdersService {
  static RedisSettings settings;

  public static void main(String[] arguments) {
    try {
      ConfigOutcome outcome = RedisConfig.resolve(System.getenv());
      settings = outcome.settingsOrThrow();
      System.err.print(TextReport.render(outcome.diagnostics())); // warnings and corrections
      Quarkus.run(arguments);
    } catch (RedisConfigException e) {
      System.err.println(e.getMessage()); // every problem with its remedy
      System.exit(78);
    }
  }
}
